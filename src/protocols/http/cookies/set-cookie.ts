import { readCookieDate } from './cookie-date.ts';

/** One Set-Cookie field as a browser reads it, before it decides whether to keep it. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** In lower case without leading dot, as written; null: this host only. */
  readonly domain: string | null;
  /** null: the folder of the page. */
  readonly path: string | null;
  readonly isSecure: boolean;
  readonly isHttpOnly: boolean;
  /** `invalid`: written, but none of the three words. */
  readonly sameSite: 'strict' | 'lax' | 'none' | 'invalid' | null;
  readonly isPartitioned: boolean;
  /** Milliseconds since 1970; null for the length of the session. Max-Age wins over Expires. */
  readonly expiresMs: number | null;
}

/** `rfc6265` (2011) drops cookies without a name and cuts at a NUL; `rfc6265bis` is what browsers do now. */
export type CookieRules = 'rfc6265' | 'rfc6265bis';

const maxNameAndValue = 4096;
const maxAttribute = 1024;
/** RFC 6265bis section 5.5: no cookie lives longer than 400 days. */
export const maxLifetimeMs = 400 * 86_400_000;

/** RFC 6265bis section 5.6; null when browsers ignore the whole field. */
export function readSetCookie(
  text: string,
  { nowMs, rules = 'rfc6265bis' }: { readonly nowMs: number; readonly rules?: CookieRules },
): SetCookie | null {
  const line = rules === 'rfc6265' ? (text.split(/[\u0000\r\n]/)[0] ?? '') : text;
  // Control characters other than tab: the whole field is ignored (step 1).
  if (/[\u0000-\u0008\u000A-\u001F\u007F]/.test(line)) return null;
  const [pair = '', ...attributes] = line.split(';');
  const named = readPair(pair, rules);
  if (named === null) return null;
  const read = attributes.slice(0, 50).map(readAttribute);
  const last = (name: string): string | null => read.findLast((each) => each.name === name)?.value ?? null;
  // An empty Domain is left out by the old rules, and means this host by the new ones (section 5.6.3).
  const domains = read
    .filter(({ name, value }) => name === 'domain' && (value !== '' || rules === 'rfc6265bis'))
    .map(({ value }) => value);
  return {
    ...named,
    domain: cookieDomain(domains.at(-1) ?? null),
    path: cookiePath(last('path')),
    isSecure: read.some((each) => each.name === 'secure'),
    isHttpOnly: read.some((each) => each.name === 'httponly'),
    sameSite: sameSite(last('samesite')),
    isPartitioned: read.some((each) => each.name === 'partitioned'),
    expiresMs: expiry(read, nowMs, rules),
  };
}

function readPair(
  pair: string,
  rules: CookieRules,
): { readonly name: string; readonly value: string } | null {
  const at = pair.indexOf('=');
  const name = at < 0 ? '' : trimmed(pair.slice(0, at));
  const value = trimmed(at < 0 ? pair : pair.slice(at + 1));
  if (name === '' && (rules === 'rfc6265' || value === '')) return null;
  return name.length + value.length > maxNameAndValue ? null : { name, value };
}

function readAttribute(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=');
  const name = trimmed(at < 0 ? text : text.slice(0, at)).toLowerCase();
  const value = trimmed(at < 0 ? '' : text.slice(at + 1));
  return value.length > maxAttribute ? { name: '', value: '' } : { name, value };
}

/** White space of this field is space and tab only. */
const trimmed = (text: string): string => text.replaceAll(/^[ \t]+|[ \t]+$/g, '');

const cookieDomain = (text: string | null): string | null =>
  text === null || text === '' ? null : text.replace(/^\./, '').toLowerCase();
const cookiePath = (text: string | null): string | null => (text?.startsWith('/') === true ? text : null);

function sameSite(text: string | null): SetCookie['sameSite'] {
  if (text === null) return null;
  const word = text.toLowerCase();
  return word === 'strict' || word === 'lax' || word === 'none' ? word : 'invalid';
}

type Attribute = ReturnType<typeof readAttribute>;

function expiry(read: readonly Attribute[], nowMs: number, rules: CookieRules): number | null {
  const latest = rules === 'rfc6265' ? Infinity : nowMs + maxLifetimeMs;
  const ages = read.filter(({ name, value }) => name === 'max-age' && /^-?\d+$/.test(value));
  const age = ages.at(-1);
  if (age !== undefined) {
    const seconds = Number(age.value);
    return seconds <= 0 ? 0 : Math.min(nowMs + seconds * 1000, latest);
  }
  const dates = read.filter(({ name }) => name === 'expires').map(({ value }) => readCookieDate(value));
  const date = dates.findLast((each) => each !== null);
  return date === undefined ? null : Math.min(date, latest);
}
