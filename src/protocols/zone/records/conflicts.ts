import type { RecordSet } from './record-set.ts';
import { isServerKept } from './resources.ts';
import { isAtOrBelow, isBelow } from '../../dns/name.ts';

export interface ZoneView {
  readonly apex: string;
  /** The zone as it would be. */
  readonly sets: readonly RecordSet[];
  /** The provider answers for an alias at the apex with addresses (flattening). */
  readonly isApexAliasAllowed?: boolean;
}

/** Types that may stand beside a CNAME (RFC 2181 section 10.1, RFC 4034 section 3). */
const besideAlias = new Set(['CNAME', 'RRSIG', 'NSEC', 'KEY']);

/**
 * What a name server would refuse, or silently ignore (RFC 2136 section 3.4.2), about one set in the zone as it would be.
 * One sentence, or null.
 */
export function conflictOf(set: RecordSet, zone: ZoneView): string | null {
  const { apex, sets } = zone;
  const label = `${set.name} ${set.type}`;
  if (!isAtOrBelow(set.name, apex)) return `${label} does not belong to the zone ${apex}`;
  if (isServerKept(set.type)) return `${label} is kept by the name server itself`;
  if (set.type === 'CNAME' && set.values.length > 1)
    return `${label} has ${set.values.length} targets; an alias has one (RFC 2181 section 10.1)`;
  const isFlattened = set.name === apex && zone.isApexAliasAllowed === true;
  const stands = (other: RecordSet): boolean =>
    other.name === set.name && (isFlattened ? addresses.has(other.type) : !besideAlias.has(other.type));
  const beside = sets.filter(stands);
  if (set.type === 'CNAME' && set.name === apex && !isFlattened)
    return `${label}: the apex holds SOA and NS, so it cannot be an alias (RFC 1034 section 3.6.2)`;
  if (set.type === 'CNAME' && beside.length > 0)
    return `${label} would stand beside ${typesOf(beside)}; an alias stands alone (RFC 1034 section 3.6.2)`;
  if (stands(set) && sets.some((other) => other.name === set.name && other.type === 'CNAME'))
    return `${label} would stand beside a CNAME; an alias stands alone (RFC 1034 section 3.6.2)`;
  const hidden = sets.find((other) => other.type === 'DNAME' && isBelow(set.name, other.name));
  if (hidden !== undefined)
    return `${label} would be hidden by the DNAME at ${hidden.name} (RFC 6672 section 2.4)`;
  if (set.type === 'DS' && set.name === apex) return `${label}: DS records of a zone live in its parent`;
  return null;
}

const addresses = new Set(['A', 'AAAA']);

const typesOf = (sets: readonly RecordSet[]): string => [...new Set(sets.map((set) => set.type))].join(', ');
