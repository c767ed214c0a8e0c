import domainMap from '../../facts/domain/map.ts';
import type { FactBook } from '../../engine/fact-book.ts';
import { isAtOrBelow } from '../../protocols/dns/name.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import { recordSets } from '../../protocols/zone/records/record-set.ts';
import { setResources } from '../../protocols/zone/records/resources.ts';

const usualTtlSeconds = 3600;

/**
 * The zone as anybody sees it, for owners whose DNS host we cannot ask: the records of the audit's map. TTLs are taken as an
 * hour; what nobody asked for is not in it.
 */
export function observedState(book: FactBook, zone: string): Resources {
  const rows = book.every(domainMap).flatMap(({ fact }) => (fact.state === 'known' ? fact.value.rows : []));
  const records = rows
    .filter(({ name, type }) => isAtOrBelow(name, zone) && /^[A-Z0-9]+$/.test(type))
    .map(({ name, type, value }) => ({ name, type, ttlSeconds: usualTtlSeconds, value }));
  return setResources(recordSets(records));
}
