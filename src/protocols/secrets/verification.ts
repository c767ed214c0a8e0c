import { verificationRows, type VendorAnswer } from './data/verification-table.ts';

export type VerifiedState = 'works' | 'refused' | 'unclear';

export interface VerificationRequest {
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
}

/** The request that asks the vendor, or null when no harmless one is published for this kind. */
export function verificationRequest(rule: string, secret: string): VerificationRequest | null {
  const row = verificationRows.find(({ rules }) => rules.includes(rule));
  // A secret with anything but plain characters would change the request it is put into.
  if (row === undefined || !/^[\x21-\x7e]{1,2000}$/.test(secret)) return null;
  return {
    url: row.url.replace('{}', () => encodeURIComponent(secret).replaceAll('%3A', ':')),
    headers: row.headers.map(([name, value]) => [name, value.replace('{}', () => secret)]),
  };
}

/** Only an answer the vendor publishes counts: a limit, an outage or a page in between says nothing about the key. */
export function verifiedState(rule: string, status: number, body: string): VerifiedState {
  const row = verificationRows.find(({ rules }) => rules.includes(rule));
  const document = jsonOf(body);
  if (row === undefined || document === null) return 'unclear';
  return row.answers.find((each) => each.status === status && isSaid(each, document))?.means ?? 'unclear';
}

function jsonOf(body: string): object | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function isSaid({ at, says }: VendorAnswer, document: object): boolean {
  if (at === undefined) return true;
  const value = at.split('.').reduce<unknown>(step, document);
  if (value === undefined || value === null) return false;
  return (
    says === undefined || (typeof value !== 'object' && says.test(String(value as string | number | boolean)))
  );
}

const step = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
