import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { readNamedSource } from '../../src/collectors/env/named-sources.ts';
import type { Outside } from '../../src/model/outside.ts';
import { createFakeClock } from '../../src/outside/fake/clock.ts';
import { createProcesses } from '../../src/outside/real/processes.ts';
import { opensslAuthority, type OpensslAuthority } from './certificates.ts';
import { serverFolder, type ServerFolder } from './servers/server-process.ts';
import { openAccount, type Account, type AccountFile } from './vendors/account.ts';
import { apiHosts, startVendorApis } from './vendors/api.ts';
import type { HttpsDouble } from './vendors/https-double.ts';

const first = (): Account => ({
  token: 'the-token',
  left: 1_000,
  isHanging: false,
  asked: 0,
  projects: {
    shop: {
      '': { EVERYWHERE: '1' },
      production: { DATABASE_URL: { secret: 'kept' }, PORT: '8080' },
      preview: { PORT: '9090' },
    },
  },
  shared: {},
});

interface Vendor {
  readonly source: string;
  readonly token: string;
  readonly values: Readonly<Record<string, string | null>>;
  readonly refused: string;
  readonly unknown: string;
  readonly tooMany: string;
}
const ofApi = (host: string): Pick<Vendor, 'unknown'> & { readonly badToken: string } => ({
  unknown: `${host} answered 404: there is no such project for this token`,
  badToken: ': the token is not accepted, or not for this project',
});
const vendors: readonly Vendor[] = [
  {
    source: 'netlify:shop',
    token: 'NETLIFY_AUTH_TOKEN',
    values: { DATABASE_URL: null, PORT: '8080' },
    refused: 'netlify env:list --json --context production ended with 1: Error: Unauthorized',
    unknown: 'netlify env:list --json --context production ended with 1: Error: Not Found',
    tooMany: 'netlify env:list --json --context production ended with 1: Error: Too Many Requests',
  },
  {
    source: 'fly:shop',
    token: 'FLY_API_TOKEN',
    values: { DATABASE_URL: null, PORT: null },
    refused:
      'fly secrets list --json -a shop ended with 1: Error: failed retrieving app secrets: unauthorized',
    unknown:
      'fly secrets list --json -a other ended with 1: Error: failed retrieving app secrets: Could not find App "other"',
    tooMany:
      'fly secrets list --json -a shop ended with 1: Error: server returned a non-200 status code: 429',
  },
  {
    source: 'railway:shop',
    token: 'RAILWAY_TOKEN',
    values: { DATABASE_URL: 'kept', PORT: '8080' },
    refused:
      'railway variables --json --environment production --service shop ended with 1: Unauthorized. Please login with `railway login`',
    unknown:
      'railway variables --json --environment production --service other ended with 1: Service "other" not found.',
    tooMany:
      'railway variables --json --environment production --service shop ended with 1: You are being ratelimited. Please try again later',
  },
  {
    source: 'heroku:shop',
    token: 'HEROKU_API_KEY',
    values: { DATABASE_URL: 'kept', PORT: '8080' },
    refused: 'heroku config --json --app shop ended with 100: Error: Invalid credentials provided.',
    unknown: "heroku config --json --app other ended with 1: Error: Couldn't find that app.",
    tooMany:
      'heroku config --json --app shop ended with 1: Error: Your account reached the API rate limit. Please wait a few minutes before making new requests',
  },
  {
    source: 'github:kiln/shop',
    token: 'GH_TOKEN',
    values: { EVERYWHERE: '1', DATABASE_URL: null, PORT: '8080' },
    refused:
      'gh secret list --json name --repo kiln/shop ended with 1: HTTP 401: Bad credentials (https://api.github.com/graphql)',
    unknown:
      'gh secret list --json name --repo kiln/other ended with 1: failed to get secrets: HTTP 404: Not Found',
    tooMany:
      'gh secret list --json name --repo kiln/shop ended with 1: HTTP 403: API rate limit exceeded for user ID 1. (https://api.github.com/repos)',
  },
  {
    source: 'vercel:shop',
    token: 'VERCEL_TOKEN',
    values: { DATABASE_URL: null, PORT: '8080' },
    refused: `api.vercel.com answered 403${ofApi('').badToken}`,
    unknown: ofApi('api.vercel.com').unknown,
    tooMany: 'api.vercel.com answered 429: too many questions, ask again in 60 s',
  },
  {
    source: 'render:shop',
    token: 'RENDER_API_KEY',
    values: { DATABASE_URL: 'kept', PORT: '8080' },
    refused: `api.render.com answered 401${ofApi('').badToken}`,
    unknown: ofApi('api.render.com').unknown,
    tooMany: 'api.render.com answered 429: too many questions',
  },
  {
    source: 'gitlab:shop',
    token: 'GITLAB_TOKEN',
    values: { EVERYWHERE: '1', DATABASE_URL: null, PORT: '8080' },
    refused: `gitlab.com answered 401${ofApi('').badToken}`,
    unknown: ofApi('gitlab.com').unknown,
    tooMany: 'gitlab.com answered 429: too many questions, ask again in 30 s',
  },
];
const overApi = vendors.filter(({ source }) => /^(?:vercel|render|gitlab)/.test(source));
const byCommand = vendors.filter((each) => !overApi.includes(each));
const titled = (list: readonly Vendor[]) => list.map((each) => [each.source, each] as const);

// DEP-2: environments as the hosting vendors tell them, from stateful doubles of their command lines and APIs.
describe('hosting vendors asked for their variables', () => {
  let folder: ServerFolder;
  let authority: OpensslAuthority;
  let account: AccountFile;
  let apis: HttpsDouble;
  let outside: Outside & AsyncDisposable;
  let clock: ReturnType<typeof createFakeClock>;

  beforeAll(async () => {
    folder = serverFolder();
    account = openAccount(`${folder.path}/bin`, first());
    authority = opensslAuthority('http://issuers.example/');
    apis = await startVendorApis(account, authority.issue({ names: apiHosts, from: -1, until: 30 }));
    outside = await openRealOutside({
      extraCaPem: [`${authority.intermediatePem}\n${authority.rootPem}`],
      maps: apis.maps,
      resolvers: apis.resolvers,
      isPrivateNetworkAllowed: true,
    });
  });
  beforeEach(() => {
    account.change((each) => Object.assign(each, first()));
    clock = createFakeClock({ isAutomatic: false });
  });
  afterAll(async () => {
    await outside[Symbol.asyncDispose]();
    await apis[Symbol.asyncDispose]();
    authority[Symbol.dispose]();
    folder[Symbol.dispose]();
  });

  const read = async (
    vendor: Vendor,
    more: { readonly token?: string; readonly source?: string; readonly signal?: AbortSignal } = {},
  ) => {
    const env: Readonly<Record<string, string>> = {
      PATH: `${account.folder}:${dirname(process.execPath)}`,
      [vendor.token]: more.token ?? 'the-token',
    };
    const own = { get: (name: string) => env[name], names: () => Object.keys(env) };
    const processes = createProcesses(more.signal === undefined ? outside.clock : clock, own);
    const environment = await readNamedSource(
      {
        outside: { ...outside, env: own, processes },
        signal: more.signal ?? new AbortController().signal,
        folder: folder.path,
      },
      'production',
      more.source ?? vendor.source,
    );
    await processes.close();
    const values = [...environment.values].map(([name, [given]]) => [name, given?.value] as const);
    return { gap: environment.gap, values: Object.fromEntries(values) };
  };

  it.each(titled(vendors))('%s: what is set, without what it keeps to itself', async (_source, vendor) => {
    expect(await read(vendor)).toEqual({ gap: null, values: vendor.values });
    account.change(({ projects }) => delete projects['shop']?.['production']?.['PORT']);
    const { PORT: _gone, ...rest } = vendor.values;
    expect(await read(vendor)).toEqual({ gap: null, values: rest });
  });

  it.each([
    [
      'github:kiln/shop',
      { '': { PORT: 'theirs', ORG_KEY: { secret: 'kept' }, ORG_LEVEL: 'info' } },
      { ORG_KEY: null, ORG_LEVEL: 'info' },
    ],
    [
      'vercel:shop',
      {
        production: { PORT: 'theirs', TEAM_KEY: { secret: 'kept' }, TEAM_LEVEL: 'info' },
        preview: { NOT_HERE: '1' },
      },
      { TEAM_KEY: null, TEAM_LEVEL: 'info' },
    ],
    ['render:shop', { production: { PORT: 'theirs', GROUP_LEVEL: 'info' } }, { GROUP_LEVEL: 'info' }],
    [
      'gitlab:shop',
      {
        '': { PORT: 'theirs', GROUP_LEVEL: 'info' },
        'prod*': { GROUP_KEY: 'x' },
        staging: { NOT_HERE: '1' },
      },
      { GROUP_LEVEL: null, GROUP_KEY: null },
    ],
  ] as const)(
    '%s: what its owner shares with the project is set too, and the project’s own counts',
    async (source, shared, more) => {
      const vendor = vendors.find((each) => each.source === source);
      if (vendor === undefined) throw new Error(source);
      account.change((each) => Object.assign(each.shared, { shop: structuredClone(shared) }));
      expect(await read(vendor)).toEqual({ gap: null, values: { ...vendor.values, ...more } });
      account.change((each) => (each.shared = {}));
      expect(await read(vendor)).toEqual({ gap: null, values: vendor.values });
    },
  );

  it('render: a name that two groups give has a value nobody here knows', async () => {
    const vendor = vendors.find(({ source }) => source === 'render:shop');
    if (vendor === undefined) throw new Error('render');
    const level = { production: { LEVEL: 'info' } };
    account.change(
      (each) => (each.shared = { shop: level, 'shop.more': level, elsewhere: { production: { X: '1' } } }),
    );
    expect(await read(vendor)).toEqual({ gap: null, values: { ...vendor.values, LEVEL: null } });
  });

  it.each(titled(vendors))('%s: a token that was taken back leaves it unknown', async (_source, vendor) => {
    account.change((each) => (each.token = 'another-token'));
    expect(await read(vendor)).toEqual({ gap: vendor.refused, values: {} });
  });

  it.each(titled(vendors))('%s: a project it does not know', async (_source, vendor) => {
    const source = vendor.source.replace('shop', 'other');
    expect(await read(vendor, { source })).toEqual({ gap: vendor.unknown, values: {} });
  });

  it.each(titled(vendors))('%s: asked too often', async (_source, vendor) => {
    account.change((each) => (each.left = 0));
    expect(await read(vendor)).toEqual({ gap: vendor.tooMany, values: {} });
  });

  const untilAsked = async (): Promise<void> => {
    while (account.read().asked === 0) await delay(10);
  };

  it.each(titled(byCommand))(
    '%s: a command that hangs is ended after half a minute',
    async (_source, vendor) => {
      account.change((each) => (each.isHanging = true));
      const asking = read(vendor, { signal: new AbortController().signal });
      await untilAsked();
      await clock.advance(40_000);
      expect((await asking).gap).toMatch(/ did not end within 30 s$/);
    },
  );

  it.each(titled(overApi))('%s: a server that never answers is given up', async (_source, vendor) => {
    account.change((each) => (each.isHanging = true));
    const stop = new AbortController();
    const asking = read(vendor, { signal: stop.signal });
    await untilAsked();
    stop.abort();
    const { gap, values } = await asking;
    expect(values).toEqual({});
    expect(gap).toMatch(/^(?:api\.|gitlab)/);
  });

  it.each(titled(overApi.filter(({ source }) => !source.startsWith('vercel'))))(
    '%s: 250 variables come in pages',
    async (_source, vendor) => {
      const many = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`NAME_${index}`, 'x']));
      account.change(({ projects }) => (projects['shop'] = { production: many }));
      expect(await read(vendor)).toEqual({ gap: null, values: many });
    },
  );
});
