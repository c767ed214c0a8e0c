import { createHash } from 'node:crypto';
import type { ActAnswer } from '../../db/observe.ts';
import type { Round, Subject } from '../../db/subjects.ts';
import { cleanUpAfter, walkJourney } from '../../journeys/run.ts';
import { Visitor } from '../../journeys/visitor.ts';
import type { JourneyParts } from '../../journeys/work.ts';
import { loadHeader, type LoadRoute } from '../../load/plan.ts';
import { UserError } from '../../model/error.ts';
import type { JourneyStepKind } from '../../model/journey.ts';
import type { Manifest, ManifestJourney } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import type { Profile } from '../../model/profile.ts';
import type { CommandInput } from '../command.ts';
import { chosenRoutes } from '../load/routes.ts';

const requestTimeoutMs = 30_000;
const routeRounds = 3;
const journeyRounds = 2;

/** Routes and journeys as things that can be observed. */
export async function chosenSubjects(
  outside: Outside,
  input: CommandInput,
  about: {
    readonly manifest: Manifest;
    readonly profile: Profile;
    readonly journeys: readonly ManifestJourney[];
    readonly parts: JourneyParts;
  },
): Promise<{ readonly subjects: readonly Subject[]; readonly notAsked: readonly string[] }> {
  const { manifest, profile, journeys, parts } = about;
  const walked = journeys.map((journey) => journeySubject(journey, parts, profile.api.p95GoodMs));
  const hasNone = input.arguments.length === 0 && (manifest.routes.length === 0 || walked.length > 0);
  if (hasNone && !manifest.routes.some(({ method }) => method === 'GET'))
    return {
      subjects: walked,
      notAsked: manifest.routes.length === 0 ? ['launch.yaml declares no routes'] : [],
    };
  const { routes, notAsked } = await chosenRoutes(outside, input, about);
  return { subjects: [...routes.map((route) => routeSubject(outside, route)), ...walked], notAsked };
}

function routeSubject(outside: Outside, route: LoadRoute): Subject {
  const run = async (): Promise<ActAnswer> => {
    const answer = await outside.http.request({
      url: route.url,
      method: route.method,
      headers: [...route.headers, [loadHeader, 'db']],
      timeoutMs: requestTimeoutMs,
    });
    if (!answer.ok) return { trouble: answer.error.message, answer: null, isCached: false };
    const { status } = answer.value;
    return {
      trouble: status < 400 ? null : `it answers ${status}, so its queries are not those of a visitor`,
      answer: route.headers.length > 0 ? null : sharedAnswer(answer.value),
      isCached: isKept(answer.value),
    };
  };
  const acts = [{ id: route.id, isMeasured: true, run }];
  return {
    id: route.id,
    isReading: true,
    budgetMs: route.budgetMs,
    rounds: routeRounds,
    isWarmedUp: true,
    begin: async () => ({ acts, [Symbol.asyncDispose]: async () => {} }),
  };
}

const fieldsOf = ({ headers }: HttpResponse, name: string): string =>
  headers
    .filter(([field]) => field === name)
    .map(([, value]) => value.toLowerCase())
    .join(', ');

/** Null when the answer is for one visitor only. */
function sharedAnswer(response: HttpResponse): string | null {
  const isPersonal =
    fieldsOf(response, 'set-cookie') !== '' || /private|no-store/.test(fieldsOf(response, 'cache-control'));
  return isPersonal ? null : createHash('sha256').update(response.body).digest('hex');
}

const isKept = (response: HttpResponse): boolean =>
  /(?:max-age|s-maxage)=[1-9]/.test(fieldsOf(response, 'cache-control'));

/** Waiting for mails, pages and conditions says nothing about a single request. */
const measuredKinds: readonly JourneyStepKind[] = ['open', 'request', 'upload', 'webhook'];

function journeySubject(journey: ManifestJourney, parts: JourneyParts, budgetMs: number): Subject {
  return {
    id: journey.id,
    isReading: false,
    budgetMs,
    rounds: journeyRounds,
    isWarmedUp: false,
    begin: async () => journeyRound(journey, parts),
  };
}

/** Each step is a walk of its own that goes on as the same visitor. */
function journeyRound(journey: ManifestJourney, parts: JourneyParts): Round {
  const visitor = new Visitor(parts.outside, parts.manifest);
  const signal = new AbortController().signal;
  const acts = journey.steps.map((step) => ({
    id: `${journey.id}/${step.name}`,
    isMeasured: measuredKinds.includes(step.kind),
    run: async (): Promise<ActAnswer> => {
      const one = { ...journey, steps: [step] };
      const { run } = await walkJourney(one, parts, { signal, visitor, isCleanupLater: true });
      return { trouble: run.outcome === 'good' ? null : run.message, answer: null, isCached: false };
    },
  }));
  return {
    acts,
    [Symbol.asyncDispose]: async () => void (await cleanUpAfter(journey, visitor, parts)),
  };
}

export function chosenJourneyIds({ journeys }: Manifest, ids: readonly string[]): readonly ManifestJourney[] {
  return ids.map((id) => {
    const found = journeys.find((journey) => journey.id === id);
    if (found !== undefined) return found;
    throw new UserError('LR_JOURNEY_UNKNOWN', {
      what: `There is no journey "${id.slice(0, 64)}" in launch.yaml.`,
      why: 'Nothing was walked.',
      todo:
        journeys.length === 0
          ? 'Print ready ones with: launch-ready smoke --templates'
          : `Use one of: ${journeys
              .map((each) => each.id)
              .slice(0, 20)
              .join(', ')}`,
    });
  });
}
