import { byteView, type ByteView } from './byte-view.ts';
import { fingerprintOf } from './match.ts';
import { SecretScanner } from './scanner.ts';

let scanner: SecretScanner | null = null;

/** One scanner for everybody: preparing it takes some milliseconds. */
export const sharedScanner = (): SecretScanner => (scanner ??= new SecretScanner());

/** The text with every secret replaced by its kind and fingerprint: for logs, errors and whatever else is kept. Publishable keys stay. */
export const redactSecrets = (text: string, now = 0): string => redactViewed(text, byteView(text), now);

/** The same of a text that was viewed already; the view holds no longer when something was replaced. */
export const redactViewed = (text: string, { codes, isAscii }: ByteView, now = 0): string =>
  isAscii ? redacted(text, codes, now) : redactedBytes(text, now);

function redactedBytes(text: string, now: number): string {
  const bytes = Buffer.from(text, 'utf8');
  const latin1 = bytes.toString('latin1');
  const after = redacted(latin1, bytes, now);
  return after === latin1 ? text : Buffer.from(after, 'latin1').toString('utf8');
}

/** `text` has one character for each of the bytes. */
function redacted(text: string, bytes: Uint8Array, now: number): string {
  const found = sharedScanner().scan(bytes, { now, text });
  if (found.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { offset, length, rule, value, kind } of found) {
    if (kind === 'publishable') continue;
    parts.push(text.slice(at, offset), `[${rule.id} ${fingerprintOf(value)}]`);
    at = offset + length;
  }
  return parts.join('') + text.slice(at);
}
