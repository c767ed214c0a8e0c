import { byteView, type ByteView } from './byte-view.ts';
import { fingerprintOf, type SecretMatch } from './match.ts';
import { SecretScanner } from './scanner.ts';

let scanner: SecretScanner | null = null;

/** One scanner for everybody: preparing it takes some milliseconds. */
export const sharedScanner = (): SecretScanner => (scanner ??= new SecretScanner());

/** The text with every secret replaced by its kind and fingerprint: for logs, errors and whatever else is kept. Publishable keys stay. */
export const redactSecrets = (text: string, now = 0): string => redactedIn(text, byteView(text), now).text;

export interface Redacted {
  readonly text: string;
  /** Publishable keys too, which stay. */
  readonly found: readonly SecretMatch[];
}

/** The same of a text that was viewed, with what was found; the view holds no longer when there was something. */
export function redactedIn(text: string, { codes, isAscii }: ByteView, now: number): Redacted {
  if (isAscii) return redactedBytes(text, codes, now);
  if (!sharedScanner().mayFind(codes)) return { text, found: [] };
  const bytes = Buffer.from(text, 'utf8');
  const after = redactedBytes(bytes.toString('latin1'), bytes, now);
  return after.found.length === 0
    ? { text, found: [] }
    : { text: Buffer.from(after.text, 'latin1').toString('utf8'), found: after.found };
}

/** `text` has one character for each of the bytes. */
function redactedBytes(text: string, bytes: Uint8Array, now: number): Redacted {
  const found = sharedScanner().scan(bytes, { now, text });
  if (found.length === 0) return { text, found };
  const parts: string[] = [];
  let at = 0;
  for (const { offset, length, rule, value, kind } of found) {
    if (kind === 'publishable') continue;
    parts.push(text.slice(at, offset), `[${rule.id} ${fingerprintOf(value)}]`);
    at = offset + length;
  }
  return { text: parts.join('') + text.slice(at), found };
}
