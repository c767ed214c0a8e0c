import type { KnownFact } from '../../../model/fact.ts';
import type { Outside } from '../../../model/outside.ts';

/** Measures from here to the known fact. */
export function stopwatch(outside: Outside): <T>(value: T, source: string) => KnownFact<T> {
  const startedMs = outside.clock.monotonicMs();
  return (value, source) => ({
    state: 'known',
    value,
    source,
    collectedAt: outside.clock.now(),
    tookMs: outside.clock.monotonicMs() - startedMs,
  });
}
