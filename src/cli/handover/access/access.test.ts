import { describe, expect, it } from 'vitest';
import type { FakeAnswer } from '../../../outside/fake/http.ts';
import { fakeOutside, type FakeOutsideOptions } from '../../../outside/fake/outside.ts';
import { ParsedOptions, type CommandContext } from '../../command.ts';
import { run } from '../close.ts';
import { accessJournal, accessProofs } from './journal.ts';

const token = 'v1.0-a-token-of-forty-characters-0123456789';
const yaml = `version: 1
product: { name: Shop, domain: shop.test }
profile: ecommerce
providers:
  - { id: edge, kind: cloudflare, zone: shop.test, token: env:EDGE_TOKEN }
`;
const api = 'https://api.cloudflare.com/client/v4';
const said = (status: number, result: unknown, code = 0): FakeAnswer => ({
  status,
  body: JSON.stringify({
    success: status < 300,
    errors: code === 0 ? [] : [{ code, message: 'Invalid API Token' }],
    result,
  }),
});
const zone = [{ id: 'a'.repeat(32), name: 'shop.test' }];
const alive = { verify: said(200, { status: 'active' }), zones: said(200, zone) };
const dead = { verify: said(401, null, 1000), zones: said(403, null, 9109) };

interface Vendor {
  verify: FakeAnswer;
  zones: FakeAnswer;
}
const cloudflare = (vendor: Vendor) => ({
  [`${api}/user/tokens/verify`]: () => vendor.verify,
  [`${api}/zones?name=shop.test`]: () => vendor.zones,
});

/** The command in a world made of tables; `last` is everything it has printed and kept. */
function desk(manifest: string, world: Pick<FakeOutsideOptions, 'env' | 'http'> = {}) {
  const outside = fakeOutside({ ...world, files: { '/shop/launch.yaml': manifest } });
  let printed = '';
  const context: CommandContext = {
    stdout: (text) => void (printed += text),
    stderr: (text) => void (printed += text),
    terminal: { isTty: false, isErrorTty: false, columns: 80, hasColour: false },
    cwd: '/shop',
    version: '0',
    signal: new AbortController().signal,
    openOutside: async () => ({ ...outside, [Symbol.asyncDispose]: async () => undefined }),
    ask: async () => null,
    readStdin: async () => '',
  };
  return {
    outside,
    close: (options: Readonly<Record<string, unknown>> = {}) =>
      run(context, {
        arguments: [],
        options: new ParsedOptions({ manifest: '/shop/launch.yaml', ...options }),
      }),
    proofs: () => accessProofs(outside.files, '/shop'),
    last: async () => {
      const kept = await outside.files.readText(accessJournal('/shop'), { maxBytes: 1_000_000 });
      return `${printed}${kept.ok ? kept.value : ''}`;
    },
  };
}

describe('HAND-1 access that ends: the provider is asked with the token', () => {
  it('let in, then refused: both answers are kept, and the second names the day of the first', async () => {
    const vendor: Vendor = { ...alive };
    const own = desk(yaml, { env: { EDGE_TOKEN: token }, http: cloudflare(vendor) });
    expect(await own.close()).toBe(1);
    Object.assign(vendor, dead);
    await own.outside.clock.advance(86_400_000);
    expect(await own.close()).toBe(0);
    const [before, after] = await own.proofs();
    expect([before?.state, after?.state]).toEqual(['open', 'ended']);
    expect(after?.workedAt).toBe(before?.at);
    expect(after?.key).toMatch(/^[0-9a-f]{12}$/);
    expect(after?.said).toBe(
      'GET /user/tokens/verify answered 401, GET /zones 403: Cloudflare does not know it any more',
    );
    expect(await own.last()).not.toContain(token);
  });

  it.each<[string, Vendor, string]>([
    [
      'a token of an account: verify does not know it, the zone is shown',
      { ...dead, zones: said(200, zone) },
      'open',
    ],
    ['a token that sees no zone any more is still a token', { ...alive, zones: said(200, []) }, 'open'],
    ['nothing but verify lets it in', { ...alive, zones: said(403, null, 9109) }, 'open'],
    [
      'expired, and refused at the zone',
      { verify: said(200, { status: 'expired' }), zones: said(403, null, 9109) },
      'ended',
    ],
    [
      'asked from the wrong network: 403 at both',
      { verify: said(403, null, 9109), zones: said(403, null, 9109) },
      'unclear',
    ],
    ['Cloudflare is down', { verify: said(503, null), zones: said(503, null) }, 'unclear'],
    ['a page in between', { verify: '<html>', zones: { status: 200, body: '<html>' } }, 'unclear'],
  ])('%s', async (_name, vendor, state) => {
    const own = desk(yaml, { env: { EDGE_TOKEN: token }, http: cloudflare(vendor) });
    expect(await own.close()).toBe({ open: 1, ended: 0, unclear: 3 }[state]);
    expect((await own.proofs()).map((proof) => proof.state)).toEqual([state]);
  });

  it('without the token nobody can be asked, and nothing is called ended', async () => {
    const own = desk(yaml, { http: cloudflare(dead) });
    expect(await own.close()).toBe(3);
    expect((await own.proofs())[0]?.said).toBe(
      'not asked: env:EDGE_TOKEN: this environment variable is not set',
    );
  });

  it.each<[number, string]>([
    [200, 'open'],
    [404, 'open'],
    [401, 'ended'],
    [500, 'unclear'],
  ])('PowerDNS answers %i', async (status, state) => {
    const manifest = yaml.replace(
      'kind: cloudflare, zone: shop.test,',
      "kind: powerdns, zone: shop.test, options: { url: 'https://dns.shop.test' },",
    );
    const own = desk(manifest, {
      env: { EDGE_TOKEN: token },
      http: {
        'https://dns.shop.test/api/v1/servers/localhost/zones/shop.test.': {
          status,
          body: '{"rrsets":[]}',
        },
      },
    });
    await own.close();
    expect((await own.proofs()).map((proof) => proof.state)).toEqual([state]);
  });
});

const bare = yaml.slice(0, yaml.indexOf('providers'));

describe('HAND-1 access that ends: further keys, our server, test accounts', () => {
  const github = `ghp_${'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5'}0zQ4Rd`;

  it('a key of another vendor is asked at its published address; one of no kind we know is unclear', async () => {
    let status = 200;
    const own = desk(bare, {
      env: { GITHUB_TOKEN: github, MYSTERY: 'a-key-of-nobody' },
      http: {
        'https://api.github.com/user': () =>
          status === 200
            ? { status, body: '{"login":"ana"}' }
            : { status, body: '{"message":"Bad credentials"}' },
      },
    });
    await own.close({ key: ['env:GITHUB_TOKEN', 'env:MYSTERY'] });
    status = 401;
    await own.close({ key: ['env:GITHUB_TOKEN', 'env:MYSTERY'] });
    expect((await own.proofs()).map((proof) => proof.state)).toEqual(['open', 'unclear', 'ended', 'unclear']);
    expect(await own.last()).not.toContain(github);
  });

  it.each<[number, string]>([
    [200, 'open'],
    [403, 'open'],
    [401, 'ended'],
    [502, 'unclear'],
  ])('our server answers %i', async (status, state) => {
    const own = desk(bare, {
      env: { LAUNCH_READY_TOKEN: 'lr_token_of_ours' },
      http: { 'https://watch.shop.test/api/overview': { status } },
    });
    await own.close({ server: 'https://watch.shop.test' });
    expect((await own.proofs()).map((proof) => proof.state)).toEqual([state]);
    expect(await own.last()).not.toContain('lr_token_of_ours');
  });

  it('a refused sign-in proves something only for an account that was seen signing in', async () => {
    const accounts = `${bare}testAccounts:\n  - { id: ana, login: POST /login, form: { email: ana@shop.test, password: env:PASSWORD } }\n`;
    let answer: FakeAnswer = { status: 403 };
    const own = desk(accounts, {
      env: { PASSWORD: 'correct horse' },
      http: { 'POST https://shop.test/login': () => answer },
    });
    expect(await own.close()).toBe(3);
    answer = { status: 303, headers: { 'set-cookie': 'session=1; Path=/; Secure' } };
    expect(await own.close()).toBe(1);
    answer = { status: 401 };
    expect(await own.close()).toBe(0);
    expect((await own.proofs()).map((proof) => proof.state)).toEqual(['unclear', 'open', 'ended']);
    expect(await own.last()).not.toContain('correct horse');
  });

  it('a product that declares nothing is told so: nothing asked is nothing proven', async () => {
    const own = desk(bare);
    expect(await own.close()).toBe(3);
    expect(await own.last()).toContain('declares no provider token and no test account');
  });

  it('a line of the journal that a crash cut short is left out', async () => {
    const outside = fakeOutside({ files: { [accessJournal('/shop')]: '{"id":"token edge","wh' } });
    expect(await accessProofs(outside.files, '/shop')).toEqual([]);
  });
});
