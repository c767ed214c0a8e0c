import type { Capability, Provider } from '../../model/fix.ts';
import { failure, ok } from '../../model/outside.ts';
import type { Clock } from '../../model/outside.ts';
import { canonicalResource } from '../../protocols/edge/state.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import { allDone, prepare } from '../prepare.ts';

export interface MemoryProvider extends Provider {
  /** What is there now, and a way to change it behind the provider's back. */
  readonly state: () => Resources;
  readonly replace: (state: Resources) => void;
}

const yes: Capability = { can: 'yes' };

export const memoryCapabilities: Readonly<Record<string, Capability>> = {
  rrset: yes,
  'rrset:SOA': { can: 'no', note: 'SOA records are kept by the name server itself' },
  setting: yes,
  rule: yes,
  dnssec: yes,
  'universal-ssl': yes,
  bots: yes,
  'managed-headers': yes,
  'tiered-cache': yes,
  proxied: yes,
  comments: yes,
  'ttl-auto': yes,
};

/** Holds everything, in memory: the rehearsal's back end, and the plainest reading of what a provider is. */
export function memoryProvider(options: {
  readonly zone: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly initial?: Resources;
}): MemoryProvider {
  let state: Resources = {};
  const replace = (next: Resources): void => {
    state = Object.fromEntries(Object.entries(next).map(([id, value]) => [id, canonicalResource(id, value)]));
  };
  replace(options.initial ?? {});
  const provider: MemoryProvider = {
    id: 'memory',
    title: 'a state in memory',
    capabilities: memoryCapabilities,
    guard: 'server',
    state: () => state,
    replace,
    read: async (signal) =>
      signal.aborted
        ? failure('aborted', 'Reading was stopped')
        : ok({ resources: state, readAt: options.clock.now() }),
    write: async (changes, signal) => {
      if (signal.aborted) return failure('aborted', 'Writing was stopped before it began');
      const prepared = prepare({ provider, zone: options.zone }, state, changes);
      if (!prepared.ok) return ok(prepared.receipts);
      state = prepared.next;
      return ok(allDone(changes, 'Written.'));
    },
  };
  return provider;
}
