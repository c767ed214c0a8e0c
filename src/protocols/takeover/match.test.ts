import { expect, test } from 'vitest';
import fc from 'fast-check';
import { takeoverServices } from './data/services.ts';
import { matchTakeover, takeoverServiceOf } from './match.ts';

const at = (aliases: readonly string[], addresses: readonly string[] = []) =>
  takeoverServiceOf({ aliases, addresses });

test.each([
  ['a page at GitHub', ['old.github.io'], [], 'github-pages'],
  ['an address of GitHub', [], ['185.199.109.153'], 'github-pages'],
  ['a bucket by region', ['b.s3.eu-west-1.amazonaws.com'], [], 'aws-s3'],
  ['a load balancer is no bucket', ['b.eu-west-1.elb.amazonaws.com'], [], undefined],
  ['an ordinary host', ['x.shop.example'], ['9.9.9.9'], undefined],
])('%s', (...[, aliases, addresses, id]) => {
  expect(at(aliases, addresses)?.id).toBe(id);
});

const verdict = (alias: string, endExists: boolean, page: { status: number; text: string } | null) => {
  const service = at([alias]);
  return service === null ? 'no service' : (matchTakeover(service, { endExists, page })?.confidence ?? null);
};

test.each([
  [
    'unclaimed page',
    'a.github.io',
    true,
    { status: 404, text: "There isn't a GitHub Pages site here." },
    'proven',
  ],
  ['a live page', 'a.github.io', true, { status: 200, text: '<h1>Hello</h1>' }, null],
  [
    'the right words with the wrong status',
    'a.netlify.app',
    true,
    { status: 200, text: 'Not Found - Request ID' },
    null,
  ],
  [
    'a guarded service',
    'cname.vercel-dns.com',
    true,
    { status: 404, text: 'DEPLOYMENT_NOT_FOUND' },
    'possible',
  ],
  ['an unsure entry', 'x.cargocollective.com', true, { status: 404, text: '404 Not Found' }, 'likely'],
  ['the name is gone at a service known for it', 'x.azurewebsites.net', false, null, 'proven'],
  ['the name is gone at another service', 'x.herokudns.com', false, null, 'likely'],
  ['no page could be had', 'a.github.io', true, null, null],
])('%s', (...[, alias, endExists, page, expected]) => {
  expect(verdict(alias, endExists, page)).toBe(expected);
});

test('every entry has a month, an id of its own and a sign', () => {
  expect(new Set(takeoverServices.map((each) => each.id)).size).toBe(takeoverServices.length);
  expect(takeoverServices.every((each) => /^20\d\d-\d\d$/.test(each.asOf))).toBe(true);
  const empty = takeoverServices.filter(
    ({ sign }) => sign.kind === 'page' && sign.text === '' && sign.status === undefined,
  );
  expect(empty).toEqual([]);
});

test('no page makes a match throw, and a page without the words never matches GitHub', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 500 }), fc.integer({ min: 100, max: 599 }), (text, status) => {
      for (const service of takeoverServices)
        matchTakeover(service, { endExists: true, page: { status, text } });
      expect(verdict('a.github.io', true, { status, text })).toBe(null);
    }),
    { seed: 20261122, numRuns: 200 },
  );
});
