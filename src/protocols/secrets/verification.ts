import { verificationRows } from './data/verification-table.ts';

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
    url: row.url.replace('{}', encodeURIComponent(secret).replaceAll('%3A', ':')),
    headers: row.headers.map(([name, value]) => [name, value.replace('{}', secret)]),
  };
}

/** Only a plain yes or no counts: a rate limit or an outage says nothing about the key. */
export function verifiedState(rule: string, status: number, body: string): VerifiedState {
  const row = verificationRows.find(({ rules }) => rules.includes(rule));
  if (row?.liveText !== undefined && status === 200)
    return body.replaceAll(/\s/g, '').includes(row.liveText) ? 'works' : 'refused';
  if (status >= 200 && status < 300) return 'works';
  // 403: the key is known but may not do this. Telegram answers 404 to a token it does not know.
  if (status === 403) return 'works';
  return status === 401 || (status === 404 && rule === 'telegram-bot-token') ? 'refused' : 'unclear';
}
