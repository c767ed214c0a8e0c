import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { Outside } from '../../src/model/outside.ts';
import { storyNamed, storyNames } from '../../src/world/story.ts';
import type { World } from '../../src/world/world.ts';
import { createWorld } from '../../src/world/world.ts';

let world: World;
let outside: Outside & AsyncDisposable;

const openDoor = async (into: World): Promise<Outside & AsyncDisposable> =>
  openRealOutside({ hintsText: into.rootHints, extraCaPem: [into.caPem], maps: into.maps });

beforeAll(async () => {
  world = await createWorld();
  outside = await openDoor(world);
});

afterAll(async () => {
  await outside[Symbol.asyncDispose]();
  await world.close();
});

async function values(name: string, type: string): Promise<unknown> {
  const result = await outside.dns.resolve(name, type);
  return result.ok ? result.value.records.map((record) => record.value) : result.error.kind;
}

describe('names are found by walking from the demo root', () => {
  it.each([
    ['harbormarket.shop', 'A', ['89.187.162.20']],
    ['www.harbormarket.shop', 'AAAA', ['2a02:6ea0:c700::20']],
    ['harbormarket.shop', 'NS', ['ns1.harbormarket.shop.', 'ns2.harbormarket.shop.']],
    ['harbormarket.shop', 'MX', ['10 mx1.paperboatmail.com.', '20 mx2.paperboatmail.com.']],
    ['mx1.paperboatmail.com', 'A', ['77.32.148.25']],
    ['25.148.32.77.in-addr.arpa', 'PTR', ['mx1.paperboatmail.com.']],
    ['nothing.harbormarket.shop', 'A', []],
    ['harbormarket.shop', 'SRV', []],
    ['somebody-else.com', 'A', []],
  ])('%s %s is %j', async (name, type, expected) => {
    expect(await values(name, type)).toEqual(expected);
  });

  it('the mail signing key is behind an alias at the mail provider', async () => {
    const result = await outside.dns.resolve('pb1._domainkey.harbormarket.shop', 'TXT');
    if (!result.ok) throw new Error(result.error.message);
    expect(result.value.chain.map((record) => record.value)).toEqual([
      'pb1.harbormarket-shop.dkim.paperboatmail.com.',
    ]);
    expect(result.value.records[0]?.texts?.join('')).toMatch(/^v=DKIM1; k=rsa; p=MIIBIjAN[\w+/=]{370,}$/);
  });

  it('a zone transfer is refused', async () => {
    const question = { name: 'harbormarket.shop', type: 'AXFR' };
    const result = await outside.dns.exchange('45.90.28.11', question, { transport: 'tcp' });
    expect(result.ok && result.value.message.rcode).toBe('REFUSED');
  });
});

describe('the edge', () => {
  it.each([
    ['http://harbormarket.shop/a?b=1', 301, 'https://harbormarket.shop/a?b=1'],
    ['http://www.harbormarket.shop/a?b=1', 301, 'https://harbormarket.shop/a?b=1'],
    ['http://api.harbormarket.shop/api/orders', 308, 'https://api.harbormarket.shop/api/orders'],
    ['https://www.harbormarket.shop/listings', 301, 'https://harbormarket.shop/listings'],
  ])('%s goes with %i to %s', async (url, status, location) => {
    const result = await outside.http.request({ url });
    if (!result.ok) throw new Error(result.error.message);
    expect([result.value.status, new Map(result.value.headers).get('location')]).toEqual([status, location]);
  });

  it.each(Object.keys({ '': 0, 'api.': 0, 'checkout.': 0, 'admin.': 0, 'mta-sts.': 0 }))(
    'https://%sharbormarket.shop has a certificate the demo root vouches for',
    async (prefix) => {
      const result = await outside.http.request({
        url: `https://${prefix}harbormarket.shop/`,
        isChainWanted: true,
      });
      if (!result.ok) throw new Error(result.error.message);
      const { tls, headers } = result.value;
      expect([tls?.isAuthorized, tls?.chain.length, tls?.protocol]).toEqual([true, 2, 'TLSv1.3']);
      expect(new Map(headers).get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    },
  );

  it('a style sheet is stored at the edge: the second request hits', async () => {
    const home = await outside.http.request({ url: 'https://harbormarket.shop/' });
    const path = home.ok
      ? (/\/assets\/market-\w+\.css/.exec(new TextDecoder().decode(home.value.body))?.[0] ?? '')
      : '';
    const ask = async (): Promise<ReadonlyMap<string, string>> => {
      const result = await outside.http.request({ url: `https://harbormarket.shop${path}` });
      return new Map(result.ok ? result.value.headers : []);
    };
    const first = await ask();
    const second = await ask();
    expect(first.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(second.get('cache-status')).toMatch(/^edge; hit; ttl=\d+$/);
  });

  it('nothing leads out of the world', async () => {
    const result = await outside.http.request({ url: 'http://harbormarket.shop/', address: '9.9.9.9' });
    expect(result.ok ? 'answered' : result.error.kind).toBe('refused');
  });
});

describe('registration', () => {
  it('the registry says when the domain expires, over RDAP', async () => {
    const result = await outside.http.request({
      url: 'https://rdap.gmoregistry.net/rdap/domain/harbormarket.shop',
    });
    if (!result.ok) throw new Error(result.error.message);
    const body = JSON.parse(new TextDecoder().decode(result.value.body)) as {
      ldhName: string;
      status: string[];
    };
    expect([result.value.status, body.ldhName, body.status[0]]).toEqual([200, 'harbormarket.shop', 'active']);
  });
});

describe('stories', () => {
  it.each(storyNames)('%s: its launch.yaml is without a problem and its faults exist', async (name) => {
    const { faults } = await storyNamed(name);
    const told = await createWorld({ story: name, faults });
    await told.close();
    expect(parseManifest(told.manifestText, 'launch.yaml').problems).toEqual([]);
  });
});
