import { describe, expect, it } from 'vitest';
import type { ArrivedMail, MailWaiter } from '../model/journey.ts';
import type { Manifest, ManifestJourney } from '../model/manifest.ts';
import { ok } from '../model/outside.ts';
import { parseManifest } from '../manifest/parse.ts';
import { fakeOutside, type FakeOutsideOptions } from '../outside/fake/outside.ts';
import { walkJourney } from './run.ts';
import { walkAll } from './walk-all.ts';

/** DEP-9: steps against a world made of tables. */
const head = `
version: 1
product: { name: Shop, domain: shop.example }
profile: ecommerce
hosts: [{ name: api.shop.example, role: api }]
mail: { inboxes: [{ id: seed, kind: sink, address: launch@seed.example }] }
journeys:
`;
function manifestWith(journeys: string): Manifest {
  const { manifest, problems } = parseManifest(head + journeys, '/work/launch.yaml');
  if (manifest === null) throw new Error(problems.map(({ text }) => text).join('\n'));
  return manifest;
}
const page = (body: string) => ({ headers: { 'content-type': 'text/html' }, body });

function world(journeys: string, options: FakeOutsideOptions, mails: readonly Partial<ArrivedMail>[] = []) {
  const manifest = manifestWith(journeys);
  const outside = fakeOutside(options);
  const mail: MailWaiter = {
    wait: async () => {
      const [first] = mails;
      return ok(
        first === undefined
          ? null
          : {
              id: '1',
              from: '',
              to: [],
              subject: '',
              text: '',
              html: '',
              receivedAt: outside.clock.now(),
              ...first,
            },
      );
    },
  };
  const parts = {
    outside,
    manifest,
    folder: '/work',
    mail,
    baseUrl: null,
    artifactsFolder: '/kept',
    traceparent: null,
  };
  const signal = new AbortController().signal;
  return {
    outside,
    manifest,
    parts,
    walk: async (journey: ManifestJourney = first(manifest)) =>
      (await walkJourney(journey, parts, { signal })).run,
  };
}
const first = ({ journeys }: Manifest): ManifestJourney => {
  const [journey] = journeys;
  if (journey === undefined) throw new Error('no journey');
  return journey;
};

describe('a journey over HTTP', () => {
  it('keeps cookies, fills in the hidden token of the form, carries values, marks its traffic', async () => {
    const { walk, outside } = world(
      `
  - id: buy
    steps:
      - open: /cart
      - request: POST /buy
        form: { email: '\${email}' }
        expect: 303
        save: { orderUrl: 'header:location' }
      - request: GET /api/me
      - open: \${orderUrl}
        expect: Thank you`,
      {
        http: {
          'https://shop.example/cart': {
            headers: [
              ['content-type', 'text/html'],
              ['set-cookie', '__Host-s=1; Path=/; Secure'],
            ],
            body: '<form action=/buy method=post><input type=hidden name=csrf value=tok><input name=email></form>',
          },
          'POST https://shop.example/buy': { status: 303, headers: { location: '/thanks' } },
          'https://api.shop.example/api/me': '{}',
          'https://shop.example/thanks': page('Thank you'),
        },
      },
    );
    const run = await walk();
    expect(run).toMatchObject({ outcome: 'good', failedStep: null, message: '' });
    const [, buy, me] = outside.http.requests;
    expect(buy?.body).toBe(`csrf=tok&email=${encodeURIComponent(`launch+lr-${run.run}@seed.example`)}`);
    expect(Object.fromEntries(buy?.headers ?? [])).toMatchObject({
      cookie: '__Host-s=1',
      origin: 'https://shop.example',
      referer: 'https://shop.example/cart',
      'x-launch-ready-run': run.run,
    });
    // Cookies of the shop do not go to its API.
    expect(Object.keys(Object.fromEntries(me?.headers ?? []))).not.toContain('cookie');
  });

  it('scripts of the usual frameworks send their token along: from a meta element, or copied from a cookie', async () => {
    const { walk, outside } = world(
      `
  - id: a
    steps:
      - open: /app
      - request: POST https://shop.example/api/x
        json: { a: 1 }`,
      {
        http: {
          'https://shop.example/app': {
            headers: [
              ['content-type', 'text/html'],
              ['set-cookie', 'XSRF-TOKEN=a%3Db; Path=/'],
              ['set-cookie', 'csrftoken=dj; Path=/'],
            ],
            body: '<meta name="csrf-token" content="meta-token">',
          },
          'POST https://shop.example/api/x': '{}',
        },
      },
    );
    expect(await walk()).toMatchObject({ outcome: 'good' });
    expect(Object.fromEntries(outside.http.requests[1]?.headers ?? [])).toMatchObject({
      'x-csrf-token': 'meta-token',
      'x-xsrf-token': 'a=b',
      'x-csrftoken': 'dj',
      'content-type': 'application/json',
    });
  });

  it('a failed step ends it, the rest is skipped, cleaning up runs all the same', async () => {
    const { walk, outside } = world(
      `
  - id: order
    steps:
      - request: POST /api/orders
        expect: 201
        save: { order: 'json:id' }
      - request: POST /api/orders/\${order}/pay
      - open: /thanks
    cleanup:
      - request: DELETE /api/orders/\${order}`,
      {
        http: {
          'POST https://api.shop.example/api/orders': { status: 201, body: '{"id":7}' },
          'POST https://api.shop.example/api/orders/7/pay': { status: 500, body: 'oh no' },
          'DELETE https://api.shop.example/api/orders/7': { status: 204 },
        },
      },
    );
    const run = await walk();
    expect(run.steps.map(({ outcome }) => outcome)).toEqual(['good', 'failed', 'skipped']);
    expect(run).toMatchObject({
      outcome: 'failed',
      code: 'http-500',
      message: 'Answered 500, expected a 2xx',
    });
    expect(run.cleanup.map(({ outcome }) => outcome)).toEqual(['good']);
    expect(run.artifacts).toHaveLength(1);
    const har: unknown = JSON.parse(outside.files.all()[run.artifacts[0] ?? ''] ?? '');
    expect(har).toMatchObject({ log: { version: '1.2', entries: [{}, { response: { status: 500 } }] } });
  });

  it('secrets come by reference and are shown nowhere', async () => {
    const { walk, outside } = world(
      `
  - id: hook
    steps:
      - request: GET /api/private
        headers: { authorization: 'Bearer \${env:API_KEY}' }
      - webhook: /hook
        provider: hmac
        event: paid
        secret: file:secrets/hook
        expect: 200`,
      {
        env: { API_KEY: 'very-secret-key' },
        files: { '/work/secrets/hook': 'file-secret-value\n' },
        http: {
          'https://api.shop.example/api/private': 'hello very-secret-key',
          'https://api.shop.example/hook': { status: 400, body: 'bad very-secret-key and file-secret-value' },
        },
      },
    );
    const run = await walk();
    expect(run.code).toBe('http-400');
    const shown = `${JSON.stringify(run)}${JSON.stringify(outside.files.all()[run.artifacts[0] ?? ''])}`;
    expect(shown).not.toContain('very-secret-key');
    expect(shown).not.toContain('file-secret-value');
    expect(JSON.stringify(run)).toContain('[file:/work/secrets/hook]');
  });

  it.each([
    [
      'a variable that is not set',
      '- request: GET /api/x\n        headers: { a: "${env:NOT_SET}" }',
      'env-missing',
    ],
    [
      'a secret that is not there',
      '- webhook: /hook\n        provider: stripe\n        event: a\n        secret: env:NONE',
      'secret-missing',
    ],
    ['a file that is not there', '- upload: POST /api/f\n        file: none.png', 'file-unreadable'],
  ])('%s is our trouble: the product is not judged', async (_what, step, code) => {
    const { walk } = world(`\n  - id: a\n    steps:\n      ${step}`, {});
    expect(await walk()).toMatchObject({ outcome: 'could not run', code });
  });

  it('waits by asking again until it holds', async () => {
    let asked = 0;
    const { walk } = world(
      '\n  - id: a\n    steps:\n      - wait: GET /api/job\n        expect: { json: { state: done } }\n        every: 1s',
      {
        http: {
          'https://api.shop.example/api/job': () => (++asked < 3 ? '{"state":"open"}' : '{"state":"done"}'),
        },
      },
    );
    expect(await walk()).toMatchObject({ outcome: 'good' });
    expect(asked).toBe(3);
  });

  it('and gives up with the last answer when the time is over', async () => {
    const { walk } = world(
      '\n  - id: a\n    steps:\n      - wait: GET /api/job\n        expect: { json: { state: done } }\n        timeout: 5s',
      {
        http: { 'https://api.shop.example/api/job': '{"state":"open"}' },
      },
    );
    expect((await walk()).message).toMatch(
      /^Not so after 5 s and \d questions; the last answer: state is "open", expected "done"$/,
    );
  });

  it('redirects without end are told, not followed for ever', async () => {
    const { walk } = world('\n  - id: a\n    steps: [{ open: / }]', {
      http: { 'https://shop.example/': { status: 302, headers: { location: '/' } } },
    });
    expect(await walk()).toMatchObject({ code: 'redirect-loop' });
  });

  it('uploads bytes of its own with the fields of the form', async () => {
    const { walk, outside } = world(
      '\n  - id: a\n    steps:\n      - open: /f\n      - upload: POST https://shop.example/f\n        field: photo\n        size: 10B\n        type: image/png\n        expect: 201',
      {
        http: {
          'https://shop.example/f': page(
            '<form action=/f method=post><input type=hidden name=t value=1></form>',
          ),
          'POST https://shop.example/f': { status: 201 },
        },
      },
    );
    const run = await walk();
    expect(run.outcome).toBe('good');
    expect(new TextDecoder().decode(outside.http.requests[1]?.body as Uint8Array)).toBe(
      [
        `------launchready${run.run}`,
        'content-disposition: form-data; name="t"',
        '',
        '1',
        `------launchready${run.run}`,
        `content-disposition: form-data; name="photo"; filename="launch-ready-${run.run}.bin"`,
        'content-type: image/png',
        '',
        run.run,
        `------launchready${run.run}--`,
        '',
      ].join('\r\n'),
    );
  });
});

describe('a journey that is stopped', () => {
  it('says so, judges nothing, and takes its test data away all the same', async () => {
    const stop = new AbortController();
    const { parts, manifest, outside } = world(
      `
  - id: order
    steps:
      - request: POST /api/orders
        save: { order: 'json:id' }
      - open: /thanks
    cleanup:
      - request: DELETE /api/orders/\${order}`,
      {
        http: {
          'POST https://api.shop.example/api/orders': () => {
            stop.abort();
            return { status: 201, body: '{"id":7}' };
          },
          'DELETE https://api.shop.example/api/orders/7': { status: 204 },
        },
      },
    );
    const { run } = await walkJourney(first(manifest), parts, { signal: stop.signal });
    expect(run).toMatchObject({ outcome: 'could not run', code: 'interrupted' });
    expect(run.cleanup).toMatchObject([{ outcome: 'good' }]);
    expect(outside.http.requests.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
  });
});

describe('a mail on the way', () => {
  const journey =
    '\n  - id: a\n    steps:\n      - mail: { to: "${email}", subject: Confirm, follow: Confirm, text: Welcome }';
  it('is looked into and its link followed', async () => {
    const { walk, outside } = world(
      journey,
      {
        http: {
          'https://shop.example/c?t=1': { status: 302, headers: { location: '/home' } },
          'https://shop.example/home': 'hi',
        },
      },
      [{ html: 'Welcome <a href="https://shop.example/c?t=1">Confirm</a>' }],
    );
    expect(await walk()).toMatchObject({ outcome: 'good' });
    expect(outside.http.requests.map(({ url }) => url)).toEqual([
      'https://shop.example/c?t=1',
      'https://shop.example/home',
    ]);
  });
  it.each([
    ['does not come', [], 'mail-late'],
    ['lacks its text', [{ html: 'Hello' }], 'mail-text-missing'],
    ['lacks its link', [{ text: 'Welcome' }], 'link-missing'],
    ['has a dead link', [{ html: 'Welcome <a href="https://shop.example/gone">Confirm</a>' }], 'http-404'],
  ])('%s', async (_what, mails, code) => {
    const { walk } = world(journey, { http: { 'https://shop.example/gone': { status: 404 } } }, mails);
    expect(await walk()).toMatchObject({ outcome: 'failed', code });
  });
});

describe('journeys that continue others', () => {
  const journeys = `
  - id: order
    steps:
      - request: POST /api/orders
        save: { order: 'json:id' }
    cleanup:
      - request: DELETE /api/orders/\${order}
  - id: kept
    after: order
    steps:
      - request: GET /api/orders/\${order}`;
  const walked = async (status: number) => {
    const { parts, manifest, outside } = world(journeys, {
      http: {
        'POST https://api.shop.example/api/orders': { status, body: '{"id":7}' },
        'https://api.shop.example/api/orders/7': '{}',
        'DELETE https://api.shop.example/api/orders/7': { status: 204 },
      },
    });
    const wanted = manifest.journeys.filter(({ id }) => id === 'kept');
    const options = { signal: new AbortController().signal, atOnce: 2 };
    const runs = await walkAll(wanted, manifest.journeys, { parts, options });
    return {
      runs,
      calls: outside.http.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`),
    };
  };
  it('are walked as the same visitor, and cleaned up behind the last one', async () => {
    const { runs, calls } = await walked(201);
    expect(runs.map(({ journey, outcome }) => `${journey} ${outcome}`)).toEqual(['order good', 'kept good']);
    expect(calls).toEqual(['POST /api/orders', 'GET /api/orders/7', 'DELETE /api/orders/7']);
  });
  it('are not judged when the first part does not go through', async () => {
    const { runs } = await walked(500);
    expect(runs.map(({ journey, outcome }) => `${journey} ${outcome}`)).toEqual([
      'order failed',
      'kept could not run',
    ]);
  });
});
