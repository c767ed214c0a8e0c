import { effectiveHsts } from './hsts-preload.ts';
import type { HstsReading } from './hsts.ts';
import { counted } from './wording.ts';

/** What one request for the start page gave, as the `tls/hsts` fact holds it. */
export type StartPageAnswer =
  | {
      readonly state: 'answered';
      readonly status: number;
      readonly location: string | null;
      readonly headers: readonly string[];
    }
  | { readonly state: 'failed'; readonly kind: string; readonly message: string };

export const headersOf = (answer: StartPageAnswer): readonly string[] =>
  answer.state === 'answered' ? answer.headers : [];

/** The policy a browser would keep after visiting over HTTPS. */
export const policyOf = (https: StartPageAnswer): HstsReading | null => effectiveHsts(headersOf(https));

/** Nothing listens: not slow, not broken, just closed. */
export const isClosed = (answer: StartPageAnswer): boolean =>
  answer.state === 'failed' && (answer.kind === 'refused' || answer.kind === 'unreachable');

/** The other host a start page sends everybody to, or null. */
export function redirectHost(host: string, answer: StartPageAnswer): string | null {
  if (answer.state !== 'answered' || answer.status < 300 || answer.status > 399 || answer.location === null)
    return null;
  const to = URL.parse(answer.location, `https://${host}/`)?.hostname ?? host;
  return to === host ? null : to;
}

const daySeconds = 86_400;

/** `30 minutes`, `1 day`, `2 years`, rounded down. */
export function ageText(seconds: number): string {
  if (seconds < daySeconds) return counted(Math.floor(seconds / 60), 'minute');
  if (seconds < 730 * daySeconds) return counted(Math.floor(seconds / daySeconds), 'day');
  return counted(Math.floor(seconds / (365 * daySeconds)), 'year');
}
