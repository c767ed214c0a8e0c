import { fingerprintOf } from './match.ts';
import { SecretScanner } from './scanner.ts';

let scanner: SecretScanner | null = null;

/** One scanner for everybody: preparing it takes some milliseconds. */
export const sharedScanner = (): SecretScanner => (scanner ??= new SecretScanner());

/** The text with every secret replaced by its kind and fingerprint: for logs, errors and whatever else is kept. Publishable keys stay. */
export function redactSecrets(text: string, now = 0): string {
  const bytes = Buffer.from(text, 'utf8');
  const found = sharedScanner()
    .scan(bytes, { now })
    .filter(({ kind }) => kind !== 'publishable');
  if (found.length === 0) return text;
  const parts: Buffer[] = [];
  let at = 0;
  for (const { offset, length, rule, value } of found) {
    parts.push(bytes.subarray(at, offset), Buffer.from(`[${rule.id} ${fingerprintOf(value)}]`));
    at = offset + length;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]).toString('utf8');
}
