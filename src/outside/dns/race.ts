import type { Clock } from '../../model/outside.ts';

/** What one runner of a race brought home: a result worth having, or the reason why it is none. */
export type Finish<T> =
  | { readonly isGood: true; readonly value: T }
  | { readonly isGood: false; readonly why: string };

const headStartMs = 300;
const maxRunning = 4;

/**
 * Starts the runners one after another: the next as soon as one fails, or 300 ms after the last start, so that one dead
 * server costs 300 ms and not its timeout. The first good result wins and the others are stopped.
 */
export async function race<T>(
  runners: readonly ((signal: AbortSignal) => Promise<Finish<T>>)[],
  context: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<{ readonly winner: T | null; readonly failures: readonly string[] }> {
  const [only] = runners;
  if (only !== undefined && runners.length === 1) return alone(await only(context.signal));
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, context.signal]);
  const failures: string[] = [];
  return new Promise((resolve) => {
    let [next, running] = [0, 0];
    let cancelHeadStart = (): void => undefined;
    let isOver = false;
    const end = (winner: T | null): void => {
      if (isOver) return;
      isOver = true;
      cancelHeadStart();
      stop.abort(raceIsOver);
      resolve({ winner, failures });
    };
    const startNext = (): void => {
      cancelHeadStart();
      const runner = runners[next];
      if (isOver || runner === undefined || running >= maxRunning) return;
      next += 1;
      running += 1;
      void runner(signal).then((finish) => {
        running -= 1;
        if (finish.isGood) return end(finish.value);
        failures.push(finish.why);
        if (next >= runners.length || context.signal.aborted) return running === 0 ? end(null) : undefined;
        startNext();
      });
      cancelHeadStart = context.clock.after(headStartMs, startNext);
    };
    if (runners.length === 0) return end(null);
    startNext();
  });
}

/** Nobody to start and nobody to stop. */
const alone = <T>(finish: Finish<T>): { readonly winner: T | null; readonly failures: readonly string[] } =>
  finish.isGood ? { winner: finish.value, failures: [] } : { winner: null, failures: [finish.why] };

/** One reason for all: making an error with a stack for every question costs more than the question. */
const raceIsOver = 'another server answered first';
