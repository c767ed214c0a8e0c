import type { Answered, JourneyRequest } from './exchange.ts';
import { exchange, locationOf } from './exchange.ts';
import { trouble } from './trouble.ts';
import type { StepWork } from './work.ts';

/** Browsers stop at 20; a visitor's path with more than ten hops is broken. */
const maxHops = 10;
const redirects = new Set([301, 302, 303, 307, 308]);

/** GET with redirects followed, as a visitor's browser does. */
export async function follow(work: StepWork, url: string): Promise<Answered> {
  let next: JourneyRequest = page(url);
  for (let hop = 0; hop <= maxHops; hop++) {
    const answered = await exchange(work, next);
    if (!answered.ok || !redirects.has(answered.answer.response.status)) return answered;
    const target = locationOf(answered.answer);
    if (target === null || !/^https?:/.test(target))
      return {
        ok: false,
        trouble: trouble(
          'redirect-broken',
          `${answered.answer.response.status} at ${work.visitor.redaction.url(next.url)} leads nowhere`,
        ),
      };
    next = page(target);
  }
  return {
    ok: false,
    trouble: trouble(
      'redirect-loop',
      `More than ${maxHops} redirects from ${work.visitor.redaction.url(url)}`,
    ),
  };
}

const page = (url: string): JourneyRequest => ({
  method: 'GET',
  url,
  headers: { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8', 'accept-language': 'en' },
  body: null,
});
