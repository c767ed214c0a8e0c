import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { caseFailure } from './caching-case.ts';
import type { CacheCase } from './caching-case.ts';

// http-tests/cache-tests: RFC 9111 and RFC 9213 cases, driven through our evaluator with a clock that is moved by hand.
const file = new URL('../../../shared/data/http/cache-tests/cache-tests.json', import.meta.url);

interface Suite {
  readonly id: string;
  readonly tests: readonly CacheCase[];
}

function casesOf(kind: 'required' | 'optimal'): readonly CacheCase[] {
  const suites: Suite[] = JSON.parse(readFileSync(file, 'utf8')) as Suite[];
  return suites.flatMap(({ tests }) => tests.filter((test) => (test.kind ?? 'required') === kind));
}

function failures(cases: readonly CacheCase[]): readonly string[] {
  return cases.flatMap((each) => {
    const problem = caseFailure(each);
    return problem === null ? [] : [`${each.id}: ${problem}`];
  });
}

describe.skipIf(!existsSync(file))('cache-tests (skipped when ../shared/data is not there)', () => {
  it('decides every required case as RFC 9111 does', () => {
    const cases = casesOf('required');
    const wrong = failures(cases);
    process.stdout.write(`caching ${cases.length - wrong.length}/${cases.length}\n`);
    expect(cases.length).toBe(163);
    expect(wrong).toEqual([]);
  });

  it('keeps its share of the cases that are good to have', () => {
    const cases = casesOf('optimal');
    const wrong = failures(cases);
    process.stdout.write(`caching-optimal ${cases.length - wrong.length}/${cases.length}\n`);
    expect(cases.length).toBe(107);
    expect(wrong.map((line) => line.split(':')[0]).toSorted()).toEqual([...notDone].toSorted());
  });
});

// Liberties a cache may take and ours does not: it judges what others do, and guessing less is the safer side.
const notDone = [
  'method-POST', // keeping answers to POST (RFC 9110 section 9.3.3)
  'vary-normalise-lang-order', // reading languages inside Vary
  'vary-normalise-lang-case',
  'vary-normalise-lang-select',
  'conditional-lm-fresh-no-lm', // If-Modified-Since older than Date, without Last-Modified
  'partial-store-partial-reuse-partial', // keeping parts (RFC 9111 section 3.3)
  'partial-store-complete-reuse-partial-suffix',
  'partial-store-partial-reuse-partial-byterange',
  'partial-store-partial-reuse-partial-absent',
  'partial-store-partial-reuse-partial-suffix',
  'partial-store-partial-complete',
];
