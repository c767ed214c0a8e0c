import { expect, it } from 'vitest';
import { sampleContext } from '../../facts/redirects/reading/sample.ts';
import type { DeclaredWalk } from '../../facts/redirects/declared.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './declared-old-url.ts';

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
    story: 'it lands',
    redirects: [walked(`301 ${old} > ${to}?utm_source=launch-ready`, `200 ${to}?utm_source=launch-ready`)],
    expected: { outcome: 'pass', found: '1 of 1' },
  },
  {
    story: 'it was forgotten',
    redirects: [
      walked(`301 ${old} > ${to}?utm_source=launch-ready`, `200 ${to}?utm_source=launch-ready`),
      walked(`404 ${old}`),
    ],
    expected: {
      outcome: 'fail',
      found: '1 of 2: https://shop.test/old?utm_source=launch-ready is not redirected (404)',
    },
  },
  {
    story: 'it lands on the login page',
    redirects: [walked(`302 ${old} > https://shop.test/login`, '200 https://shop.test/login')],
    expected: {
      outcome: 'fail',
      found:
        '1 of 1: https://shop.test/old?utm_source=launch-ready ends on the login page https://shop.test/login instead of https://shop.test/new',
    },
  },
  {
    story: 'it lands on an error page',
    redirects: [walked(`301 ${old} > ${to}`, `500 ${to}`)],
    expected: {
      outcome: 'fail',
      found:
        '1 of 1: https://shop.test/old?utm_source=launch-ready lands where it should, on an error page (500)',
    },
  },
  {
    story: 'it goes round',
    redirects: [walked(`301 ${old} > ${old}`, `loop ${old}`)],
    expected: {
      outcome: 'fail',
      found: '1 of 1: https://shop.test/old?utm_source=launch-ready goes round in a circle',
    },
  },
  { story: 'it does not answer', redirects: [walked(`timed-out ${old}`)], expected: { outcome: 'unknown' } },
  {
    story: 'nothing is declared',
    redirects: [],
    expected: { outcome: 'notApplicable', why: 'no old addresses are declared' },
  },
])('$story', ({ redirects, expected }) => {
  expect(check.judge({ declared: { redirects, leftOut: 0 } }, sampleContext())).toMatchObject(expected);
});
