import { median } from './compare.ts';

/** One request or step with the dependency as it is, and with it slow. */
export interface DegradedAct {
  readonly id: string;
  readonly usualMs: readonly number[];
  readonly slowMs: readonly number[];
  /** What went wrong while it was slow, and only then. */
  readonly trouble: string | null;
  /** Questions to the dependency while it ran, of all repetitions. */
  readonly questions: number;
}

export interface DegradeVerdict {
  readonly id: string;
  /** `waits`: the answer is held up. `fails`: it is an error. `free`: the dependency is asked, the visitor does not wait. `apart`: not asked. */
  readonly verdict: 'waits' | 'fails' | 'free' | 'apart';
  readonly usualMs: number;
  readonly slowMs: number;
  /** One sentence. */
  readonly text: string;
}

/** Less than this is the machine, not the dependency. */
const minWaitMs = 150;
const minShare = 0.2;

/** `delayMs`: how much later each answer of the dependency came. */
export function judgeDegraded(
  act: DegradedAct,
  { host, delayMs }: { readonly host: string; readonly delayMs: number },
): DegradeVerdict {
  const [usualMs, slowMs] = [median(act.usualMs), median(act.slowMs)];
  const base = { id: act.id, usualMs, slowMs };
  const longer = slowMs - usualMs;
  const isHeldUp = longer >= Math.max(minWaitMs, delayMs * minShare);
  if (act.trouble !== null)
    return { ...base, verdict: 'fails', text: `With ${host} ${seconds(delayMs)} slow: ${act.trouble}.` };
  if (isHeldUp) {
    const times = Math.round(longer / delayMs);
    const how =
      longer < delayMs * 0.8
        ? `it gives up after about ${seconds(longer)}`
        : times > 1
          ? `it is asked ${times} times, one after the other`
          : 'it is waited for';
    return {
      ...base,
      verdict: 'waits',
      text: `${seconds(longer)} longer with ${host} ${seconds(delayMs)} slow: ${how}.`,
    };
  }
  if (act.questions === 0) return { ...base, verdict: 'apart', text: `${host} was not asked.` };
  return { ...base, verdict: 'free', text: `Not held up with ${host} ${seconds(delayMs)} slow.` };
}

const seconds = (ms: number): string =>
  ms >= 1000 ? `${Number((ms / 1000).toPrecision(2))} s` : `${Math.round(ms)} ms`;
