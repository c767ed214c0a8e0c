import { Malformed, Reader } from '../../dns/wire/reader.ts';
import { nameBytes } from '../../dns/wire/write-field.ts';

/**
 * A name as a zone file writes it: `@` is the origin, a name without final dot is relative to it (RFC 1035 section 5.1). Lower
 * case, escapes in their one canonical form, no final dot; null when it is no name or too long.
 */
export function nameFrom(raw: string, origin: string): string | null {
  if (raw === '@') return origin;
  if (raw === '.') return '.';
  const suffix = origin === '.' ? '' : `.${origin}`;
  try {
    const bytes = nameBytes(endsInDot(raw) ? raw : `${raw}${suffix}`);
    return new Reader(bytes).wireName().toLowerCase();
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/** A final dot that is not escaped. */
const endsInDot = (raw: string): boolean => /(?:^|[^\\])(?:\\\\)*\.$/.test(raw);
