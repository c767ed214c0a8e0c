import { apiOrigin, canonicalOrigin } from '../journeys/addresses.ts';
import type { JourneyParts } from '../journeys/work.ts';
import type { OpenStep, RequestStep, StepBody, WaitStep } from '../model/journey.ts';
import type { ManifestJourney, ManifestStep } from '../model/manifest.ts';

/** Journeys as data for the script, and where its visitors find the product. */
export interface K6Journeys {
  readonly journeys: readonly K6Journey[];
  readonly origins: { readonly page: string; readonly api: string };
  readonly base: string | null;
  readonly ours: readonly string[];
  /** Test addresses by the id of their inbox. */
  readonly inboxes: Readonly<Record<string, string>>;
  /** Sentences: journeys with a step that only this program can walk. */
  readonly leftOut: readonly string[];
}

interface K6Journey {
  readonly id: string;
  readonly steps: readonly K6Step[];
  readonly cleanup: readonly K6Step[];
}

type Walkable = OpenStep | RequestStep | WaitStep;
type K6Step = Pick<Walkable, 'kind' | 'name' | 'url' | 'timeoutMs' | 'expect' | 'save'> & {
  readonly side: 'page' | 'api';
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly kind: StepBody['kind'];
    readonly value: unknown;
    readonly contentType?: string;
  } | null;
  readonly everyMs: number;
};

/** Requests, pages and waiting are the same in k6; browsers, mails, signed events and uploads are not, so such a journey is left out. */
export function k6Journeys(
  journeys: readonly ManifestJourney[],
  { manifest, baseUrl }: Pick<JourneyParts, 'manifest' | 'baseUrl'>,
): K6Journeys {
  const { product, hosts, mail } = manifest;
  const told = journeys.map((journey) => ({ journey, why: whyNot(journey) }));
  return {
    journeys: told.flatMap(({ journey, why }) => (why === null ? [k6Journey(journey)] : [])),
    leftOut: told.flatMap(({ journey, why }) => (why === null ? [] : [`${journey.id}: ${why}`])),
    origins: { page: canonicalOrigin(manifest), api: apiOrigin(manifest) },
    base: baseUrl === null ? null : baseUrl.replace(/\/+$/, ''),
    ours: [product.domain, product.canonicalHost, ...hosts.map(({ name }) => name)].filter(
      (name) => name !== null,
    ),
    inboxes: Object.fromEntries(mail.inboxes.map(({ id, address }) => [id, address])),
  };
}

const isWalkable = (step: ManifestStep): step is Walkable =>
  step.kind === 'open' || step.kind === 'request' || step.kind === 'wait';

function whyNot({ steps, cleanup = [] }: ManifestJourney): string | null {
  const odd = [...steps, ...cleanup].find((step) => !isWalkable(step));
  return odd === undefined ? null : `its step "${odd.name}" (${odd.kind}) can be walked by this program only`;
}

const k6Journey = ({ id, steps, cleanup = [] }: ManifestJourney): K6Journey => ({
  id,
  steps: steps.filter(isWalkable).map(k6Step),
  cleanup: cleanup.filter(isWalkable).map(k6Step),
});

function k6Step(step: Walkable): K6Step {
  const { kind, name, url, timeoutMs, expect, save } = step;
  const body = kind === 'request' ? step.body : null;
  return {
    kind,
    name,
    url,
    timeoutMs,
    expect,
    save,
    side: kind === 'open' || body?.kind === 'form' ? 'page' : 'api',
    method: kind === 'open' ? 'GET' : step.method,
    headers: kind === 'open' ? {} : step.headers,
    body: body === null ? null : k6Body(body),
    everyMs: kind === 'wait' ? step.everyMs : 0,
  };
}

function k6Body(body: StepBody): K6Step['body'] {
  if (body.kind === 'json') return { kind: 'json', value: body.value };
  if (body.kind === 'form') return { kind: 'form', value: body.fields };
  return { kind: 'text', value: body.text, contentType: body.contentType };
}
