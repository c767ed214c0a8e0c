import type { Fact } from '../../../model/fact.ts';

interface Delegated {
  readonly zone: string;
  readonly isMissing: boolean;
  readonly nameServers: readonly string[];
}

/**
 * Why nothing about a domain's mail needs saying: the zone it lies in does not exist, or nobody serves it. That is one finding of its
 * own; missing records in it would only repeat it. Null: the zone is there, or nobody could tell.
 */
export function unregistered(delegation: Fact<Delegated>): string | null {
  if (delegation.state !== 'known') return null;
  const { zone, isMissing, nameServers } = delegation.value;
  return isMissing || nameServers.length === 0
    ? `${zone} is not in the DNS at all: domain/delegation-presence`
    : null;
}
