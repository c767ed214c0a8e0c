import { collector } from '../../model/collector.ts';
import type { Outside } from '../../model/outside.ts';
import { unknownFact } from '../../model/fact.ts';
import visitors from '../../facts/cache/visitors.ts';
import type { Visitors } from '../../facts/cache/visitors.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { CrawledPage, DoneCrawl } from '../../facts/pages/crawl.ts';
import { fieldValues } from '../../protocols/http/fields.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';
import type { Asking } from '../pages/crawling/asking.ts';
import { Crossing } from './crossing.ts';
import { visitSigned } from './signed-visits.ts';
import { Visitor } from './visiting.ts';

const maxPages = 4;

/**
 * Two visitors, a stranger and two newcomers ask for the same pages one after another, nine requests a page. What belongs
 * to a visitor is found first, with addresses no cache knows; only then can it be said to have crossed over.
 */
export default collector({
  yields: visitors,
  inputs: { crawl },
  limits: { timeoutMs: 60_000 },
  async collect({ inputs, target, manifest, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const asking = { http: outside.http, signal };
    const value = inputs.crawl.isCrawled
      ? joined(
          await visit(inputs.crawl, outside, asking),
          await visitSigned(inputs.crawl, { outside, asking, manifest, host: target.name }),
        )
      : { isAsked: false as const, why: inputs.crawl.why };
    if (value.isAsked && value.pages.length === 0 && value.failures.length > 0)
      return unknownFact(value.failures[0]?.message ?? 'no answer', `curl -sSI 'https://${target.name}/'`);
    return {
      state: 'known',
      value,
      source: `https://${target.name}/ as three visitors`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

type Asked = Extract<Visitors, { isAsked: true }>;

/** Both tests of a host as one; either may have nothing to do there. */
function joined(anonymous: Visitors, signed: Asked | null): Visitors {
  if (signed === null) return anonymous;
  if (!anonymous.isAsked) return signed;
  return {
    isAsked: true,
    accounts: signed.accounts,
    pages: [...anonymous.pages, ...signed.pages],
    crossings: [...signed.crossings, ...anonymous.crossings].slice(0, 20),
    failures: [...signed.failures, ...anonymous.failures],
  };
}

async function visit(done: DoneCrawl, outside: Outside, asking: Asking): Promise<Visitors> {
  const pages = worthwhile(done.pages);
  if (pages.length === 0)
    return { isAsked: false, why: 'no sampled page hands out a cookie, so visitors cannot be told apart' };
  const found = await inTurn(pages, 3, async (page) => {
    const nowMs = outside.clock.now();
    const who = (name: string): Visitor => new Visitor(name, asking, { nowMs });
    return new Crossing({
      url: page.url,
      welcome: setsCookie(page) ? null : (pages[0]?.url ?? null),
      first: who('the first visitor'),
      second: who('the second visitor'),
      stranger: who('a stranger'),
      newcomers: [who('a newcomer'), who('another newcomer')],
      random: outside.random,
    }).run();
  });
  return {
    isAsked: true,
    pages: found.flatMap(({ url, marks }) => (marks === null ? [] : [{ url, marks }])),
    crossings: found.flatMap(({ crossings }) => crossings).slice(0, 20),
    failures: found.flatMap(({ url, failure }) => (failure === null ? [] : [{ url, message: failure }])),
  };
}

/**
 * Pages that hand out cookies, and some on which a cookie may show somebody's own things. Where no cookie is handed out at
 * all, visitors cannot be told apart.
 */
function worthwhile(pages: readonly CrawledPage[]): readonly CrawledPage[] {
  const readable = pages.filter((page) => page.status === 200 && page.isHtml);
  const setting = readable.filter(setsCookie);
  if (setting.length === 0) return [];
  const rank = (page: CrawledPage): number => (page.isPrivate ? 0 : page.forms.length > 0 ? 1 : 2);
  const others = readable.filter((page) => !setsCookie(page)).toSorted((a, b) => rank(a) - rank(b));
  return [...setting.slice(0, maxPages), ...others.slice(0, 2)];
}

const setsCookie = (page: CrawledPage): boolean => fieldValues(page.fields, 'set-cookie').length > 0;
