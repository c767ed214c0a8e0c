import type { Outside } from '../../model/outside.ts';
import { forwardConfirmed } from '../../protocols/mail/forward-confirmed.ts';
import type { DomainPile } from '../../protocols/mail/reports/domain-pile.ts';
import type { ReverseNames } from '../../protocols/mail/reports/source-name.ts';
import { askThrough } from '../authentication/asking.ts';

/** Addresses asked about, the busiest first: the rest keeps its address as its name. */
export const maxReverseNames = 200;
const width = 20;
/** Names are a help, no proof: what is not answered by then keeps its address. */
const allWithinMs = 12_000;

/** Forward-confirmed names of the busiest sources. */
export async function reverseNames(
  outside: Pick<Outside, 'dns' | 'clock'>,
  piles: readonly DomainPile[],
  signal: AbortSignal,
): Promise<ReverseNames> {
  using deadline = outside.clock.deadline(allWithinMs, signal);
  const addresses = busiest(piles);
  const names = new Map<string, string | null>();
  for (let at = 0; at < addresses.length && !deadline.signal.aborted; at += width) {
    const some = addresses.slice(at, at + width);
    const found = await Promise.all(
      some.map(
        async (address) =>
          [
            address,
            await askThrough(forwardConfirmed(address), { outside, signal: deadline.signal }),
          ] as const,
      ),
    );
    for (const [address, name] of found) names.set(address, name);
  }
  return names;
}

function busiest(piles: readonly DomainPile[]): readonly string[] {
  const mails = new Map<string, number>();
  for (const { flows } of piles)
    for (const { sourceIp, count } of flows.values()) mails.set(sourceIp, (mails.get(sourceIp) ?? 0) + count);
  return [...mails]
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, maxReverseNames)
    .map(([address]) => address);
}
