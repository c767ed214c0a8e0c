import { expect, it } from 'vitest';
import { sampleContext } from '../../facts/redirects/reading/sample.ts';
import type { DeclaredWalk } from '../../facts/redirects/declared.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './declared-status.ts';

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
    story: 'as declared',
    redirects: [walked(`301 ${old} > ${to}?utm_source=launch-ready`, `200 ${to}?utm_source=launch-ready`)],
    expected: { outcome: 'pass', found: '1 of 1' },
  },
  {
    story: '302 where 301 is declared',
    redirects: [walked(`302 ${old} > ${to}`, `200 ${to}`)],
    expected: {
      outcome: 'fail',
      found: 'https://shop.test/old?utm_source=launch-ready answers 302, declared is 301',
    },
  },
  {
    story: 'one that goes wrong is told by declared-old-url',
    redirects: [walked(`404 ${old}`)],
    expected: { outcome: 'notApplicable', why: 'no declared status belongs to a redirect that arrives' },
  },
  { story: 'it does not answer', redirects: [walked(`timed-out ${old}`)], expected: { outcome: 'unknown' } },
])('$story', ({ redirects, expected }) => {
  expect(check.judge({ declared: { redirects, leftOut: 0 } }, sampleContext())).toMatchObject(expected);
});
