import { describe, expect, it } from 'vitest';
import { sampleCrawl, samplePage } from '../../facts/pages/reading/sample.ts';
import type { Manifest } from '../../model/manifest.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import type { FakeRoutes } from '../../outside/fake/http.ts';
import browserVisits from './browsers.ts';
import origins from './origins.ts';

// EDGE-6
const manifest = {
  product: { domain: 'shop.test', canonicalHost: null },
  hosts: [{ name: 'shop.test', role: 'apex', isPublic: true, isProxied: true, origins: ['65.109.84.20'] }],
  journeys: [
    {
      id: 'buy',
      title: 'Buy',
      isCritical: true,
      steps: [
        { kind: 'open', url: '/cart' },
        { kind: 'open', url: '/orders/${order}' },
        { kind: 'open', url: 'https://pay.test/' },
      ],
    },
  ],
} as unknown as Manifest;
const crawl = sampleCrawl(samplePage());

const contextOf = (http: FakeRoutes, over: object = {}) => {
  const outside = fakeOutside({ http });
  const context = {
    target: { kind: 'host', name: 'shop.test' },
    manifest,
    outside,
    signal: new AbortController().signal,
    consent: { isActiveAllowed: false },
    ...over,
  };
  return { context, requests: outside.http.requests };
};

describe('browsers on the pages of journeys', () => {
  it('each page once per browser, pages of later steps and other hosts left out', async () => {
    const { context, requests } = contextOf({
      'https://shop.test/*': ({ headers = [] }) =>
        headers.some(([name, value]) => name === 'User-Agent' && value.includes('Firefox'))
          ? { status: 403 }
          : '<title>x</title>',
    });
    const fact = await browserVisits.collect({ ...context, inputs: { crawl } } as never);
    const visits = fact.state === 'known' && fact.value.isAsked ? fact.value.visits : [];
    expect(visits.map(({ url, of }) => [url, of])).toEqual([
      ['https://shop.test/', 'start page'],
      ['https://shop.test/cart', 'journey buy'],
    ]);
    expect(visits[0]?.browsers.filter(({ status }) => status === 403).map(({ browser }) => browser)).toEqual([
      'Firefox on Windows',
    ]);
    expect(requests).toHaveLength(12);
  });
});

describe('the origin', () => {
  const addresses = { rcode: 'NOERROR', ipv4: ['104.16.1.1'], ipv6: [], chain: [], ttlSeconds: 300 };
  const page = '<title>Shop</title><p>Lamps</p>';
  const look = async (answer: FakeRoutes[string], over: object = {}) => {
    const { context, requests } = contextOf({ 'https://shop.test/': answer }, over);
    const fact = await origins.collect({ ...context, inputs: { addresses, crawl } } as never);
    return {
      value: fact.state === 'known' ? fact.value : null,
      asked: requests.map(({ address }) => address),
    };
  };

  it('only declared addresses and those of a given mail are asked', async () => {
    const consent = { isActiveAllowed: false, mailHeaders: 'Received: from app [65.109.84.77] by mx' };
    const { value, asked } = await look(page, { consent });
    expect(new Set(asked)).toEqual(new Set([undefined, '65.109.84.20', '65.109.84.77']));
    expect(value).toMatchObject({
      isAsked: true,
      answers: [{ serves: 'same', scheme: 'https' }, { serves: 'same' }],
    });
  });

  it('another page, a refusal and silence are told apart', async () => {
    const at = (answer: FakeRoutes[string]) =>
      look((request) => (request.address === undefined ? page : answer));
    expect((await at({ status: 403 })).value).toMatchObject({ answers: [{ serves: 'other', status: 403 }] });
    expect((await at('<title>Welcome to nginx!</title>')).value).toMatchObject({
      answers: [{ serves: 'other' }],
    });
    expect((await at({ error: 'forbidden' })).value).toMatchObject({
      answers: [{ serves: 'none', certificate: null }],
    });
  });

  it('without a network in front, or without a known address, nobody is asked', async () => {
    const none = { ...manifest, hosts: [] } as unknown as Manifest;
    expect((await look(page, { manifest: none })).asked).toEqual([]);
    const direct = {
      context: contextOf({}).context,
      inputs: { addresses: { ...addresses, ipv4: ['65.109.84.20'] }, crawl },
    };
    const fact = await origins.collect({ ...direct.context, manifest: none, inputs: direct.inputs } as never);
    expect(fact).toMatchObject({
      value: { isAsked: false, why: 'no delivery network stands in front of it' },
    });
  });
});
