import { expect, it } from 'vitest';
import { sampleContext, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './method-kept.ts';

const route = (isWebhook: boolean, ...story: string[]) => ({
  entry: sampleEntry(),
  routes: { routes: [{ id: 'pay', method: 'POST', isWebhook, walk: sampleWalk(...story) }] },
});
const url = 'https://api.shop.test/pay';

it.each<{ story: string; facts: Parameters<typeof check.judge>[0]; expected: object }>([
  {
    story: 'no redirect',
    facts: route(true, `405 ${url}`),
    expected: { outcome: 'pass', found: '1 route without a harmful redirect' },
  },
  {
    story: '301 loses the body',
    facts: route(false, `301 ${url} > ${url}/`, `405 ${url}/`),
    expected: { outcome: 'fail', found: '1 of 1 declared routes redirect: POST https://api.shop.test/pay' },
  },
  {
    story: '308 keeps it',
    facts: route(false, `308 ${url} > ${url}/`, `405 ${url}/`),
    expected: { outcome: 'pass', found: '1 route without a harmful redirect' },
  },
  {
    story: 'webhook senders follow not even 308',
    facts: route(true, `308 ${url} > ${url}/`, `405 ${url}/`),
    expected: { outcome: 'fail' },
  },
  { story: 'no answer', facts: route(true, `timed-out ${url}`), expected: { outcome: 'unknown' } },
  {
    story: 'no such route',
    facts: { entry: sampleEntry(), routes: { routes: [] } },
    expected: { outcome: 'notApplicable', why: 'no route that takes POST or the like is declared here' },
  },
])('$story', ({ facts, expected }) => {
  expect(check.judge(facts, sampleContext())).toMatchObject(expected);
});
