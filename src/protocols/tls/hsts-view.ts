import { effectiveHsts } from './hsts-preload.ts';
import type { HstsReading } from './hsts.ts';

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

export function ageText(seconds: number): string {
  if (seconds < 2 * daySeconds) return `${seconds} seconds`;
  return seconds < 730 * daySeconds
    ? `${Math.floor(seconds / daySeconds)} days`
    : `${Math.floor(seconds / (365 * daySeconds))} years`;
}
