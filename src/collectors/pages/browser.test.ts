import { describe, expect, it } from 'vitest';
import type { CollectContext } from '../../model/collector.ts';
import { failure, ok } from '../../model/outside.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import type { FakeBrowser } from '../../outside/fake/browser.ts';
import type { BrowserVisits } from '../../facts/pages/browser.ts';
import type { Crawl } from '../../facts/pages/crawl.ts';
import { sampleCrawl, sampleElsewhere, samplePage } from '../../facts/pages/reading/sample.ts';
import { watchReading } from '../../protocols/browser/watch-script.ts';
import browser from './browser.ts';

// PERF-4, EDGE-4: what is done with a browser, and what without one.
const url = 'https://shop.test/';
const page = {
  values: {
    [watchReading]: {
      largestPaintMs: 1200.4,
      largestPaintNode: 'h1',
      layoutShift: 0.05,
      pageWidth: 390,
      windowWidth: 390,
    },
  },
  log: { exchanges: [], errors: [{ level: 'error' as const, text: 'TypeError', at: '' }] },
};

async function collect(
  given: FakeBrowser | undefined,
  runs: number,
  crawl: Crawl = sampleCrawl(samplePage('/')),
) {
  const outside = fakeOutside(given === undefined ? {} : { browser: given });
  const context = {
    target: { kind: 'host', name: 'shop.test' },
    inputs: { crawl },
    manifest: { product: { domain: 'shop.test', canonicalHost: null }, hosts: [] },
    outside,
    signal: new AbortController().signal,
    consent: { isActiveAllowed: false, browserRuns: runs },
  } as unknown as CollectContext<typeof browser.inputs>;
  const fact = await browser.collect(context);
  if (fact.state !== 'known') throw new Error(fact.reason);
  return { value: browser.yields.schema.parse(fact.value) as BrowserVisits, outside };
}

describe('a browser', () => {
  it.each<[string, FakeBrowser | undefined, number, Crawl, string]>([
    [
      'nobody asked for',
      { pages: { [url]: page } },
      0,
      sampleCrawl(samplePage('/')),
      'no browser was asked for',
    ],
    ['that is not installed', undefined, 5, sampleCrawl(samplePage('/')), 'No Chromium was found'],
    ['on a host that leads elsewhere', { pages: {} }, 5, sampleElsewhere, sampleElsewhere.why],
  ])('%s is not started', async (_story, given, runs, crawl, why) => {
    const { value, outside } = await collect(given, runs, crawl);
    expect(value).toMatchObject({ isVisited: false, why });
    expect(outside.browser.visits).toEqual([]);
  });

  it('without Lighthouse the page is measured as often by ourselves, as a slow phone', async () => {
    const { value, outside } = await collect({ pages: { [url]: page } }, 3);
    expect(value).toMatchObject({
      lab: { tool: 'Chromium', failures: [] },
      visits: [{ device: 'phone' }, { device: 'desktop' }],
    });
    expect(value.isVisited && value.lab?.runs.map((run) => [run.score, run.largestPaintMs])).toEqual([
      [null, 1200],
      [null, 1200],
      [null, 1200],
    ]);
    expect(outside.browser.visits.slice(2).map(({ options }) => options.processorSlowdown)).toEqual([
      4, 4, 4,
    ]);
    expect(value.isVisited && value.pictures.map(({ width }) => width)).toEqual([390, 1280]);
  });

  it('with Lighthouse its runs are kept', async () => {
    const report = { lighthouseVersion: '13.5.0', categories: { performance: { score: 0.9 } }, audits: {} };
    const { value } = await collect({ pages: { [url]: page }, lighthouse: () => ok(report) }, 2);
    expect(value).toMatchObject({ lab: { tool: 'Lighthouse 13.5.0', runs: [{ score: 90 }, { score: 90 }] } });
  });

  it('a page that fails twice is not tried a third time', async () => {
    const { value } = await collect(
      { pages: { [url]: page }, lighthouse: () => failure('timed-out', 'too slow') },
      5,
    );
    expect(value).toMatchObject({ lab: { runs: [], failures: ['too slow', 'too slow'] } });
  });

  it('a run that broke is done again, at most as often as runs were asked for', async () => {
    const report = { lighthouseVersion: '13.5.0', categories: { performance: { score: 0.9 } }, audits: {} };
    let asked = 0;
    const lighthouse = () => {
      asked += 1;
      return asked % 2 === 1 ? failure('failed', 'the browser went away') : ok(report);
    };
    const one = await collect({ pages: { [url]: page }, lighthouse }, 1);
    expect(one.value).toMatchObject({ lab: { runs: [{ score: 90 }], failures: ['the browser went away'] } });
    const three = await collect({ pages: { [url]: page }, lighthouse }, 3);
    expect(three.value.isVisited && [three.value.lab?.runs.length, three.value.lab?.failures.length]).toEqual(
      [2, 3],
    );
    expect(asked).toBe(7);
  });

  it('a page that tampers with the figures is not believed', async () => {
    const lying = { values: { [watchReading]: { largestPaintMs: 'now', shifts: 'none', pageWidth: {} } } };
    const { value } = await collect({ pages: { [url]: lying } }, 1);
    expect(value).toMatchObject({ lab: { runs: [{ largestPaintMs: null, shifts: [] }] } });
  });
});
