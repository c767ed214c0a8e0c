export type SniffingVerdict = 'nosniff' | 'invalid' | 'none';

/** The first value counts, whatever its case (Fetch standard, "determine nosniff"). */
export function sniffingVerdict(values: readonly string[]): SniffingVerdict {
  const first = values.join(',').split(',')[0]?.trim().toLowerCase();
  if (values.length === 0 || first === undefined) return 'none';
  return first === 'nosniff' ? 'nosniff' : 'invalid';
}
