import { expect, it } from 'vitest';
import { sampleContext } from '../../facts/redirects/reading/sample.ts';
import type { DeclaredWalk } from '../../facts/redirects/declared.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './declared-query.ts';

const old = 'https://shop.test/old?utm_source=launch-ready';
const to = 'https://shop.test/new';
const walked = (...story: string[]): DeclaredWalk => ({
  from: old,
  to,
  status: 301,
  keepsQuery: true,
  walk: sampleWalk(...story),
});

it.each<{ story: string; redirects: DeclaredWalk[]; expected: object }>([
  {
    story: 'kept',
    redirects: [walked(`301 ${old} > ${to}?utm_source=launch-ready`, `200 ${to}?utm_source=launch-ready`)],
    expected: { outcome: 'pass', found: '1 of 1' },
  },
  {
    story: 'dropped',
    redirects: [walked(`301 ${old} > ${to}`, `200 ${to}`)],
    expected: {
      outcome: 'fail',
      found: '1 of 1: https://shop.test/old?utm_source=launch-ready arrives at https://shop.test/new',
    },
  },
  {
    story: 'one that goes wrong is told by declared-old-url',
    redirects: [walked(`404 ${old}`)],
    expected: { outcome: 'notApplicable', why: 'no declared redirect that arrives has to keep the query' },
  },
  { story: 'it does not answer', redirects: [walked(`timed-out ${old}`)], expected: { outcome: 'unknown' } },
])('$story', ({ redirects, expected }) => {
  expect(check.judge({ declared: { redirects, leftOut: 0 } }, sampleContext())).toMatchObject(expected);
});
