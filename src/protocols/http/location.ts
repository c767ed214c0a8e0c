/** What a redirect's Location fields say. `url` is absolute, without fragment; `problem` completes "the Location ...". */
export interface Location {
  readonly raw: string | null;
  readonly url: string | null;
  /** The redirect leads nowhere. */
  readonly isBroken: boolean;
  readonly problem: string | null;
}

const maxLength = 8192;

/** RFC 9110 section 10.2.2: one URI reference, relative to the address asked. `values` are all Location fields received. */
export function readLocation(base: string, values: readonly string[]): Location {
  const raw = values[0]?.trim() ?? null;
  if (raw === null) return broken(null, 'is missing');
  if (new Set(values.map((value) => value.trim())).size > 1)
    return broken(raw, `is sent ${values.length} times with different values`);
  if (raw === '') return broken(raw, 'is empty');
  if (raw.length > maxLength) return broken(raw, `is ${raw.length} characters long`);
  if (!URL.canParse(raw, base)) return broken(raw, 'is not a valid address');
  const url = new URL(raw, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return broken(raw, `leads to a ${url.protocol} address`);
  if (url.username !== '' || url.password !== '') return broken(raw, 'carries a user name or password');
  url.hash = '';
  const isEncoded = /^[\u0021-\u007e]*$/.test(raw) && !/[\\^`{|}"<>]/.test(raw);
  const problem = isEncoded ? null : 'holds characters that must be percent-encoded';
  return { raw, url: url.href, isBroken: false, problem };
}

const broken = (raw: string | null, problem: string): Location => ({
  raw,
  url: null,
  isBroken: true,
  problem,
});
