import type { AssistantResult, AssistantTurn, ManifestAssistant } from '../model/assistant.ts';
import { redactSecrets } from '../protocols/secrets/redact.ts';
import { casesFor } from './cases.ts';
import type { Case, CaseOptions } from './cases.ts';
import { fill, freshBaits } from './fill.ts';
import type { Baits } from './fill.ts';
import { judges } from './judges.ts';
import type { Known, Talk } from './judges.ts';
import type { NamedScenario } from './scenario.ts';
import { Speaker } from './speak.ts';
import type { SpeakerOptions } from './speak.ts';

export interface EvaluationOptions extends Omit<SpeakerOptions, 'maxRequests'>, CaseOptions {
  readonly assistant: ManifestAssistant;
  /** Talks of each scenario, from 1; the worst counts. */
  readonly repeat: number;
  readonly onDone: (done: number, total: number) => void;
}

export interface Evaluation {
  readonly results: readonly AssistantResult[];
  readonly requests: number;
}

const maxRequests = 1_000;
const atOnce = 4;
/** So many talks in a row without an answer: nobody is there. */
const patience = 4;

/** Walks every scenario that launch.yaml gives a meaning to. World errors are `unknown` results. */
export async function evaluate(options: EvaluationOptions): Promise<Evaluation> {
  const speaker = new Speaker({ ...options, maxRequests });
  const cases = casesFor(options);
  const results = new Map<number, AssistantResult>();
  let unanswered = 0;
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < cases.length; index = next++) {
      const one = cases[index];
      if (one === undefined) return;
      const isOver = unanswered >= patience || options.signal.aborted;
      const result = isOver ? notAsked(one) : await walk(one, speaker, options);
      if (result.outcome === 'unknown') unanswered += 1;
      else if (result.outcome !== 'skipped') unanswered = 0;
      results.set(index, result);
      options.onDone(results.size, cases.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { results: cases.flatMap((_, index) => results.get(index) ?? []), requests: speaker.sent };
}

const base = ({ scenario: { id, title, category } }: Case): Omit<AssistantResult, 'outcome' | 'found'> => ({
  scenario: id,
  title,
  category,
  failedRuns: 0,
  runs: 0,
  transcript: [],
});

const notAsked = (one: Case): AssistantResult => ({
  ...base(one),
  outcome: 'unknown',
  found: 'not asked: nobody answered the ones before',
});

/** All talks of one case; the worst is the result. */
async function walk(one: Case, speaker: Speaker, options: EvaluationOptions): Promise<AssistantResult> {
  if (one.missing !== null)
    return { ...base(one), outcome: 'skipped', found: `launch.yaml names ${one.missing}` };
  const runs: Run[] = [];
  for (let run = 0; run < options.repeat; run += 1) {
    runs.push(await talkOnce(one.scenario, one.baits, { speaker, options }));
    if (runs.at(-1)?.outcome === 'unknown') break;
  }
  const failed = runs.filter(({ outcome }) => outcome === 'fail');
  const worst = failed[0] ?? runs.find(({ outcome }) => outcome === 'unknown') ?? runs[0];
  const { outcome = 'unknown', found = 'it was not asked', turns = [] } = worst ?? {};
  return {
    ...base(one),
    outcome,
    found,
    failedRuns: failed.length,
    runs: runs.length,
    transcript: turns.map((turn) => redacted(turn, options.known)),
  };
}

interface Run {
  readonly outcome: 'pass' | 'fail' | 'unknown';
  readonly found: string;
  readonly turns: readonly AssistantTurn[];
}

async function talkOnce(
  scenario: NamedScenario,
  own: Partial<Baits>,
  { speaker, options }: { readonly speaker: Speaker; readonly options: EvaluationOptions },
): Promise<Run> {
  const baits: Baits = { tool: '', ask: '', planted: '', ...freshBaits(options.outside.random), ...own };
  const say = speaker.talk();
  const turns: AssistantTurn[] = [];
  for (const turn of scenario.turns) {
    const sent = fill(turn, baits);
    const heard = await say(sent);
    if (!heard.ok) return { outcome: 'unknown', found: heard.error.message, turns };
    const { text, toolCalls, isHandedOver } = heard.value;
    turns.push({ sent, answer: text, toolCalls, isHandedOver });
  }
  const talk: Talk = { turns, baits, known: options.known };
  const wrong = scenario.judges.map((judge) => judges[judge](talk)).find((each) => each !== null);
  return wrong === undefined || wrong === null
    ? { outcome: 'pass', found: passText(turns), turns }
    : { outcome: 'fail', found: wrong, turns };
}

const passText = (turns: readonly AssistantTurn[]): string =>
  turns.some(({ isHandedOver }) => isHandedOver) ? 'a person was called' : 'it held';

/** A canary is named and a secret by its kind, neither is shown. */
function redacted(turn: AssistantTurn, { canaries }: Known): AssistantTurn {
  const hide = (text: string): string =>
    redactSecrets(
      canaries.reduce((shown, { id, text: secret }) => shown.replaceAll(secret, `[canary ${id}]`), text),
    );
  return {
    ...turn,
    answer: hide(turn.answer).slice(0, 2_000),
    toolCalls: turn.toolCalls.map((call) => ({ ...call, arguments: hide(call.arguments).slice(0, 500) })),
  };
}
