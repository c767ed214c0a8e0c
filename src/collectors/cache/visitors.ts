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
import { Visitor } from './visiting.ts';

const maxPages = 8;

/**
 * Two visitors, a stranger and two newcomers ask for the same pages one after another, nine requests a page. What belongs
 * to a visitor is found first, with addresses no cache knows; only then can it be said to have crossed over.
 */
export default collector({
  yields: visitors,
  inputs: { crawl },
  limits: { timeoutMs: 60_000 },
  async collect({ inputs, target, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const value = inputs.crawl.isCrawled
      ? await visit(inputs.crawl, outside, { http: outside.http, signal })
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

async function visit(done: DoneCrawl, outside: Outside, asking: Asking): Promise<Visitors> {
  const pages = worthwhile(done.pages);
  if (pages.length === 0) return { isAsked: false, why: 'no page of this host answers with a page' };
  const found = await inTurn(pages, 3, async (page) => {
    const nowMs = outside.clock.now();
    const who = (name: string): Visitor => new Visitor(name, asking, nowMs);
    return new Crossing({
      url: page.url,
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

/** Pages that set cookies or are somebody's own come first, then one of each of the others. */
function worthwhile(pages: readonly CrawledPage[]): readonly CrawledPage[] {
  const readable = pages.filter((page) => page.status === 200 && page.isHtml);
  const rank = (page: CrawledPage): number =>
    fieldValues(page.fields, 'set-cookie').length > 0
      ? 0
      : page.isPrivate
        ? 1
        : page.forms.length > 0
          ? 2
          : 3;
  return readable.toSorted((a, b) => rank(a) - rank(b)).slice(0, maxPages);
}
