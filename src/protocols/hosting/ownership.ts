import type { FactsFile, StoredFact } from '../../model/facts-file.ts';
import type { OwnershipRow } from '../../model/report.ts';

const mapFact = 'domain/map';

/**
 * The domain map (AUD-7, DNS-7): one row per record. The rows are a fact (`domain/map`), made while the facts were collected, so
 * a saved audit keeps the map of its day. Empty when that fact is unknown.
 */
export function ownershipRows(file: Pick<FactsFile, 'facts'>): readonly OwnershipRow[] {
  return file.facts.flatMap(rowsOf);
}

function rowsOf(stored: StoredFact): readonly OwnershipRow[] {
  if (stored.id !== mapFact || stored.fact.state !== 'known') return [];
  const value = stored.fact.value as { readonly rows?: readonly OwnershipRow[] };
  return value.rows ?? [];
}
