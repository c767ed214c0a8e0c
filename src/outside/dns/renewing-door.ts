import type { DnsDoor } from '../../model/outside-dns.ts';
import type { Clock } from '../../model/outside.ts';

type Door = DnsDoor & Partial<AsyncDisposable>;

/** Shorter than the 5 s after which a failed check is looked at again: a lost packet is never answered from memory. */
const renewEveryMs = 4_000;

/**
 * A door remembers what it was told for as long as it lives, which is right for one audit and wrong for a watch. This one is
 * made anew every four seconds, so that no answer is older; work under way ends with the door it began with.
 */
export function createRenewingDnsDoor(
  make: () => Door,
  clock: Pick<Clock, 'monotonicMs'>,
): DnsDoor & AsyncDisposable {
  let current = make();
  let madeMs = clock.monotonicMs();
  const old = new Set<Door>();
  const users = new Map<Door, number>();
  const fresh = (): Door => {
    if (clock.monotonicMs() - madeMs < renewEveryMs) return current;
    if ((users.get(current) ?? 0) > 0) old.add(current);
    else void current[Symbol.asyncDispose]?.();
    current = make();
    madeMs = clock.monotonicMs();
    return current;
  };
  const using = async <T>(work: (door: Door) => Promise<T>): Promise<T> => {
    const door = fresh();
    users.set(door, (users.get(door) ?? 0) + 1);
    try {
      return await work(door);
    } finally {
      const left = (users.get(door) ?? 1) - 1;
      if (left > 0) users.set(door, left);
      else users.delete(door);
      if (left === 0 && old.delete(door)) void door[Symbol.asyncDispose]?.();
    }
  };
  return {
    origin: current.origin,
    exchange: (server, question, options) => using((door) => door.exchange(server, question, options)),
    resolve: (name, type, options) => using((door) => door.resolve(name, type, options)),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([current, ...old].map(async (door) => door[Symbol.asyncDispose]?.()));
    },
  };
}
