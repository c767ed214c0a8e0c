import { notApplicable, unknown, type Verdict } from '../../model/check.ts';
import { curlHeaders } from './commands.ts';
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
  answer.state === 'failed' && ['no-address', 'refused', 'unreachable'].includes(answer.kind);

/** What to say about headers of an address that gave no answer: the check that reports the cause, where there is one. */
export function unanswered(answer: Extract<StartPageAnswer, { state: 'failed' }>, url: string): Verdict {
  if (answer.kind === 'no-address')
    return notApplicable('the name has no address, see domain/host-resolution');
  if (['timed-out', 'reset', 'protocol'].includes(answer.kind) || isClosed(answer))
    return notApplicable(`${url} does not answer, see redirects/reachability`);
  if (answer.kind === 'tls') return notApplicable('no TLS handshake succeeds, see tls/handshake');
  return unknown(`the headers of ${url}: ${answer.message}`, curlHeaders(url));
}

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
