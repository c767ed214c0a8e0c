import type { Result } from '../model/outside.ts';
import { observed, once, type Act, type Observation, type ObserveTools } from './observe.ts';

/** A route, or a journey: acts that belong together, done several times. */
export interface Subject {
  readonly id: string;
  readonly isReading: boolean;
  readonly budgetMs: number;
  /** Measured rounds; more tell this request from others better. */
  readonly rounds: number;
  /** A first round that is not measured: connections, caches and prepared statements. */
  readonly isWarmedUp: boolean;
  readonly begin: () => Promise<Round>;
}

export interface Round extends AsyncDisposable {
  readonly acts: readonly Act[];
}

/** One observation for each act, in order. */
export async function observeSubject(
  subject: Subject,
  tools: ObserveTools,
): Promise<readonly Result<Observation>[]> {
  if (subject.isWarmedUp) {
    await using round = await subject.begin();
    for (const act of round.acts) await act.run();
  }
  const seen = new Map<string, Parameters<typeof observed>[1][number][]>();
  const failed: Result<Observation>[] = [];
  for (let count = 0; count < subject.rounds && !tools.signal.aborted; count += 1) {
    await using round = await subject.begin();
    for (const act of round.acts) {
      if (!act.isMeasured) {
        await act.run();
        continue;
      }
      const request = await once(act, tools);
      if (request.ok) seen.set(act.id, [...(seen.get(act.id) ?? []), request.value]);
      else failed.push(request);
    }
  }
  if (failed.length > 0) return failed.slice(0, 1);
  return await Promise.all([...seen].map(([id, requests]) => observed(id, requests, tools)));
}
