import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/json.ts';
import { median, medianRun } from './lab.ts';
import type { LabRun } from './lab.ts';
import { readLighthouse } from './lighthouse.ts';

/** PERF-4: the parts of a report of Lighthouse 13.5 that are read. */
const report: Json = {
  lighthouseVersion: '13.5.0',
  categories: { performance: { score: 0.97 } },
  audits: {
    'first-contentful-paint': { numericValue: 936.4 },
    'largest-contentful-paint': { numericValue: 1302 },
    'cumulative-layout-shift': { numericValue: 0.31 },
    'total-blocking-time': { numericValue: 186 },
    'total-byte-weight': { numericValue: 6945 },
    'network-requests': { details: { items: [{ url: 'https://a.test/' }, { url: 'https://a.test/a.css' }] } },
    'layout-shifts': {
      details: {
        items: [
          {
            node: { selector: 'body > div#offer' },
            score: 0.31,
            subItems: { items: [{ cause: 'Media element lacking an explicit size' }] },
          },
        ],
      },
    },
    'render-blocking-insight': { details: { items: [{ url: 'https://a.test/a.css', wastedMs: 168.2 }] } },
    'third-parties-insight': {
      details: { items: [{ entity: 'Example Ads', transferSize: 52_000, mainThreadTime: 340.6 }] },
    },
  },
};

const run: LabRun = {
  score: 97,
  firstPaintMs: 936,
  largestPaintMs: 1302,
  layoutShift: 0.31,
  blockingMs: 186,
  bytes: 6945,
  requests: 2,
  shifts: [{ node: 'body > div#offer', score: 0.31, cause: 'Media element lacking an explicit size' }],
  blocking: [{ url: 'https://a.test/a.css', wastedMs: 168 }],
  thirdParties: [{ name: 'Example Ads', bytes: 52_000, mainThreadMs: 341 }],
};

describe('a report of Lighthouse', () => {
  it('is read as a lab run, culprits included', () => {
    expect(readLighthouse(report)).toEqual(run);
  });

  it('a page that did not load says why', () => {
    expect(readLighthouse({ runtimeError: { message: 'The page did not paint' } })).toBe(
      'The page did not paint',
    );
    expect(readLighthouse({})).toBe('Lighthouse measured nothing: the page showed nothing');
  });

  it('whatever it holds, it is read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readLighthouse(value as Json);
        readLighthouse({
          categories: { performance: { score: 0.5 } },
          audits: {
            'layout-shifts': { details: { items: [value as Json] } },
            'total-byte-weight': value as Json,
          },
        });
      }),
      { seed: 13, numRuns: 300 },
    );
  });
});

describe('the median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2],
    [[null, 5], 5],
    [[], null],
  ] as const)('of %j is %s', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('the run that is told is one that was measured', () => {
    const runs = [60, 95, 80].map((score) => ({ ...run, score }));
    expect(medianRun(runs)?.score).toBe(80);
    const unscored = [900, 100, 500].map((largestPaintMs) => ({ ...run, score: null, largestPaintMs }));
    expect(medianRun(unscored)?.largestPaintMs).toBe(500);
    expect(medianRun([])).toBeNull();
  });
});
