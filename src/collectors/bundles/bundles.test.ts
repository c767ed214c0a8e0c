import { describe, expect, it } from 'vitest';
import type { BundleBackend } from '../../facts/bundles/scripts.ts';
import type { FakeRoutes } from '../../outside/fake/http.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import { fillTemplate } from '../../protocols/secrets/example.ts';
import { seededPick } from '../../protocols/secrets/seeded-pick-sample.ts';
import { askBackend } from './reading/backend-desk.ts';
import { ScriptReader, usualBudget } from './reading/script-reader.ts';
import type { ReadBudget } from './reading/script-reader.ts';

const origin = 'https://shop.test';
const token = fillTemplate('ghp_{30b62}{crc}', seededPick(31));

async function read(routes: FakeRoutes, scripts: readonly string[], budget: Partial<ReadBudget> = {}) {
  const outside = fakeOutside({ http: routes });
  const probing = { http: outside.http, signal: new AbortController().signal };
  const reader = new ScriptReader(probing, outside.clock.now(), { ...usualBudget, ...budget });
  const found = await reader.run(
    [],
    scripts.map((path) => `${origin}${path}`),
  );
  return { found, requests: outside.http.requests };
}

// EDGE-10 and DEP-1: every script, what it loads, and its map.
describe('reading scripts', () => {
  it('follows lazy parts and maps, finds a key in each place once, and keeps no value', async () => {
    const map = JSON.stringify({
      version: 3,
      mappings: '',
      sources: ['a.ts'],
      sourcesContent: [`x="${token}"`],
    });
    const { found } = await read(
      {
        [`${origin}/a.js`]: 'import("./part-a1b2c3d4.js")',
        [`${origin}/part-a1b2c3d4.js`]: `k="${token}"\n//# sourceMappingURL=part.map`,
        [`${origin}/part.map`]: map,
      },
      ['/a.js'],
    );
    expect(found.files.map(({ url }) => url.slice(origin.length))).toEqual([
      '/a.js',
      '/part-a1b2c3d4.js',
      '/part.map',
    ]);
    expect(found.keys).toMatchObject([{ kind: 'secret', url: `${origin}/part-a1b2c3d4.js` }]);
    expect(found.maps).toMatchObject([{ ownWithText: 1, examples: ['a.ts'] }]);
    expect(JSON.stringify(found)).not.toContain(token);
  });

  it('scripts that name each other for ever end at the budget, and that is told', async () => {
    let n = 0;
    const { found, requests } = await read(
      { [`${origin}/*`]: () => `import("./c-${(n += 1)}abcdef0.js");import("./d-${n}abcdef0.js")` },
      ['/a.js'],
      { chunks: 20, maps: 0 },
    );
    expect(requests.length).toBeLessThanOrEqual(22);
    expect(found.limits.join(' ')).toContain('20 further scripts are read');
  });

  it('a script of 50 MB is read up to the limit, a key before it is found, the rest is told', async () => {
    const body = Buffer.alloc(50 * 1024 * 1024, 'a;');
    body.write(`k="${token}"`, 5 * 1024 * 1024);
    const { found } = await read({ [`${origin}/big.js`]: { body } }, ['/big.js']);
    expect(found.keys).toHaveLength(1);
    expect(found.files[0]).toMatchObject({ bytes: usualBudget.fileBytes, isCut: true });
    expect(found.limits[0]).toBe('only the first 24 MiB of https://shop.test/big.js were read');
  });

  it('the application’s page at a script’s address is no script, and a map that is none is left', async () => {
    const { found } = await read(
      { [`${origin}/a.js`]: 'a()', [`${origin}/*`]: '<!doctype html><title>Shop</title>' },
      ['/a.js', '/gone.js'],
    );
    expect(found.files.map(({ url }) => url)).toEqual([`${origin}/a.js`]);
    expect(found.maps).toEqual([]);
  });

  it('a map on another host is not asked for, and addresses inside the network are refused by the door', async () => {
    const { requests } = await read(
      { [`${origin}/a.js`]: 'a()\n//# sourceMappingURL=http://169.254.169.254/latest/' },
      ['/a.js'],
    );
    expect(requests.map(({ url }) => url)).toEqual([`${origin}/a.js`]);
  });
});

describe('asking back ends', () => {
  const ref = 'abcdefghijklmnopqrst';
  const anon = fillTemplate(
    `{jwt:{"alg":"HS256","typ":"JWT"}§}.{jwt:{"iss":"supabase","ref":"${ref}","role":"anon"}§}.{43url}`,
    seededPick(32),
  );
  const supabase: BundleBackend = {
    kind: 'supabase',
    id: ref,
    origin: `https://${ref}.supabase.co`,
    url: `${origin}/a.js`,
    hasKey: true,
    names: ['orders', 'products'],
  };
  const ask = async (routes: FakeRoutes, backend: BundleBackend) => {
    const outside = fakeOutside({ http: routes });
    const answers = await askBackend({ http: outside.http, signal: new AbortController().signal }, backend);
    return { answers, requests: outside.http.requests };
  };

  it('the key is read again, rows are counted, columns are named, values are dropped', async () => {
    const { answers, requests } = await ask(
      {
        [`${origin}/a.js`]: `createClient("${supabase.origin}","${anon}")`,
        [`HEAD ${supabase.origin}/rest/v1/orders*`]: { status: 206, headers: { 'content-range': '0-0/41' } },
        [`GET ${supabase.origin}/rest/v1/orders*`]: '[{"id":1,"email":"ines@example.test"}]',
        [`${supabase.origin}/*`]: { status: 401 },
      },
      supabase,
    );
    expect(answers.map(({ what, state, count, sensitive }) => [what, state, count, sensitive])).toEqual([
      ['table orders', 'open', 41, ['email']],
      ['table products', 'closed', null, []],
    ]);
    expect(JSON.stringify(answers)).not.toMatch(/ines@|eyJ/);
    expect(requests.every(({ method = 'GET' }) => method === 'GET' || method === 'HEAD')).toBe(true);
  });

  it('a bucket’s region is followed inside the vendor only', async () => {
    const bucket: BundleBackend = {
      ...supabase,
      kind: 's3',
      id: 'shop-files',
      origin: 'https://shop-files.s3.amazonaws.com',
      hasKey: false,
    };
    const list = '<ListBucketResult><Contents/><Contents></Contents></ListBucketResult>';
    const moved = (location: string): FakeRoutes => ({
      [`${bucket.origin}/*`]: { status: 307, headers: { location } },
      'https://shop-files.s3.eu-west-1.amazonaws.com/*': list,
      'http://169.254.169.254/*': list,
      'https://evil.test/*': list,
    });
    const inside = await ask(moved('https://shop-files.s3.eu-west-1.amazonaws.com/?list-type=2'), bucket);
    expect(inside.answers[0]).toMatchObject({ state: 'open', count: 1 });
    for (const location of ['http://169.254.169.254/latest/', 'https://evil.test/']) {
      const { answers, requests } = await ask(moved(location), bucket);
      expect(answers[0]?.state).toBe('unclear');
      expect(requests).toHaveLength(1);
    }
  });

  it('a key that is gone from the script asks nothing', async () => {
    const { answers, requests } = await ask({ [`${origin}/a.js`]: 'nothing' }, supabase);
    expect(answers).toEqual([]);
    expect(requests).toHaveLength(1);
  });
});
