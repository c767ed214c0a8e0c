import { code, codeAt, codesOf, isLetterCode, isWordCode } from './digit-runs.ts';

/** Local parts that name a function, no person. */
const roles =
  /^(?:no-?reply|do-?not-?reply|postmaster|mailer-daemon|abuse|hostmaster|webmaster|root|git|support|info|admin|security|daemon|nobody|bounces?)$/i;
/** Last labels that are file endings or systemd units. */
const noTopDomains = new Set(
  (
    'png jpg jpeg gif svg webp avif ico js mjs cjs css map json htm html ' +
    'service socket slice scope timer target mount lock tgz so'
  ).split(' '),
);
/** RFC 5322 `atext` and the dot, without what parts an address from a field, a path or a template before it. */
const isInLocal = codesOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.!#$%&'*+^~-");
/** What stands before an address rather than in it. */
const isBeforeLocal = codesOf(".'&%");
/** RFC 5321, 4.5.3.1.1. */
const longestLocal = 64;
const longestMessageId = 24;
const messageId = /message-?id\W{0,4}<?$/i;

export interface MailAddressPlace {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** A mail address around an `@` at this place of a text; null when it is none, names a function, or is a message id. */
export function mailAddressAt(text: string, codes: Uint8Array, at: number): MailAddressPlace | null {
  const start = localStart(codes, at);
  if (start === at) return null;
  const end = domainEnd(codes, at + 1);
  if (end === -1 || roles.test(text.slice(start, at)) || isFileName(text, end)) return null;
  return isOfUrl(codes, start) || isOfMessage(text, codes, start) ? null : { start, end };
}

function localStart(codes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && at - start < longestLocal && isInLocal[codes[start - 1] as number] === 1) start -= 1;
  while (start < at && isBeforeLocal[codes[start] as number] === 1) start += 1;
  return start;
}

/** RFC 1035, 2.3.4, and as many labels as mail domains have. */
const longestLabel = 63;
const mostLabels = 8;
const topDomain = { shortest: 2, longest: 24 } as const;

/** Where a domain name of two labels or more ends whose last one is of letters; -1: none begins here. */
function domainEnd(codes: Uint8Array, from: number): number {
  let [found, start] = [-1, from];
  for (let count = 0; count <= mostLabels; count += 1) {
    const { end, isLetters } = labelAt(codes, start);
    const length = end - start;
    if (length === 0) return found;
    const isTop = isLetters && length >= topDomain.shortest && length <= topDomain.longest;
    const next = codeAt(codes, end);
    if (count > 0 && isTop && next !== code.underscore) found = end;
    const isLabel = length <= longestLabel && codes[start] !== code.dash && codes[end - 1] !== code.dash;
    if (!isLabel || next !== code.dot) return found;
    start = end + 1;
  }
  return found;
}

interface Label {
  readonly end: number;
  readonly isLetters: boolean;
}

function labelAt(codes: Uint8Array, start: number): Label {
  let [end, isLetters] = [start, true];
  for (; end < codes.length; end += 1) {
    const each = codes[end] as number;
    if (isLetterCode(each)) continue;
    if (each !== code.dash && (!isWordCode(each) || each === code.underscore)) break;
    isLetters = false;
  }
  return { end, isLetters };
}

const isFileName = (text: string, end: number): boolean =>
  noTopDomains.has(text.slice(text.lastIndexOf('.', end - 1) + 1, end).toLowerCase());

/** A user of an address, as in `https://jane@shop.example`. */
const isOfUrl = (codes: Uint8Array, start: number): boolean =>
  codeAt(codes, start - 1) === code.slash &&
  codeAt(codes, start - 2) === code.slash &&
  codeAt(codes, start - 3) === code.colon;

function isOfMessage(text: string, codes: Uint8Array, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && start - at <= 6 && !isWordCode(codes[at] as number)) at -= 1;
  const isD = (codeAt(codes, at) | 32) === lowerD;
  return isD && messageId.test(text.slice(Math.max(0, start - longestMessageId), start));
}
const lowerD = 100;
