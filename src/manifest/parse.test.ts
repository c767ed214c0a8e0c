import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { impliedManifest } from './implied.ts';
import { parseManifest } from './parse.ts';
import { formatProblem } from './problem.ts';

const sample = (name: string): string => readFileSync(join(import.meta.dirname, 'samples', name), 'utf8');
const head = 'version: 1\nproduct: { name: Kiln, domain: kiln.example }\nprofile: ecommerce\n';
const messages = (text: string): readonly string[] =>
  parseManifest(text, 'launch.yaml').problems.map(formatProblem);
const texts = (text: string): readonly string[] =>
  parseManifest(head + text, 'launch.yaml').problems.map(
    (each) => `${each.path}: ${each.text} (${each.code})`,
  );

describe('what a manifest says', () => {
  test('three keys are enough', () => {
    const { manifest, problems } = parseManifest(sample('minimal.yaml'), 'launch.yaml');
    expect(problems).toEqual([]);
    expect(manifest).toMatchObject({
      isDeclared: true,
      product: { name: 'Waitlist', domain: 'waitlist.example', canonicalHost: null },
      profile: 'waitlist',
      hosts: [{ name: 'waitlist.example', role: 'apex', isPublic: true }],
      journeys: [],
      deploy: { command: null, watchMinutes: 10 },
      isPrivateNetworkAllowed: false,
    });
  });

  test('every noun, short forms written out', () => {
    const { manifest, problems } = parseManifest(sample('shop.yaml'), 'shop.yaml');
    expect(problems).toEqual([]);
    expect(manifest?.overrides).toEqual({
      'redirects.maxHops': 2,
      'api.p95GoodMs': '400ms',
      'alert.channels': 'email, chat',
    });
    expect(manifest?.hosts.map(({ name, role, isPublic }) => [name, role, isPublic])).toEqual([
      ['kiln.example', 'apex', true],
      ['www.kiln.example', 'www', true],
      ['api.kiln.example', 'api', true],
      ['crm.kiln.example', 'admin', false],
    ]);
    expect(manifest?.redirects[0]).toEqual({
      from: '/shop',
      to: '/products',
      status: null,
      keepsQuery: true,
    });
    expect(manifest?.mail.domains).toEqual(['kiln.example', 'mail.kiln.example']);
    expect(manifest?.routes.map(({ id, method, url, p95Ms }) => [id, method, url, p95Ms])).toEqual([
      ['get-api-health', 'GET', '/api/health', null],
      ['order', 'POST', '/api/orders', 450],
    ]);
    expect(manifest?.pages[1]).toEqual({ url: '/account', isPrivate: true, isIndexed: false });
    expect(manifest?.deploy).toMatchObject({
      branch: 'main',
      watchMinutes: 15,
      rollbackCommand: 'fly deploy --image previous',
    });
    expect(manifest?.monitors[1]).toMatchObject({
      intervalSeconds: 300,
      failuresBeforeAlert: 3,
      dependsOn: ['home'],
    });
    expect(manifest?.alerts.map(({ afterMinutes }) => afterMinutes)).toEqual([0, 10, 0]);
  });

  test('journey steps become the closed union', () => {
    const steps = parseManifest(sample('shop.yaml'), 'shop.yaml').manifest?.journeys[0]?.steps ?? [];
    expect(steps.map(({ kind, name, timeoutMs }) => [kind, name, timeoutMs])).toEqual([
      ['open', 'open /', 10_000],
      ['request', 'POST /api/cart', 10_000],
      ['browser', 'in the browser', 30_000],
      ['webhook', 'stripe checkout.session.completed', 10_000],
      ['wait', 'wait for GET /api/orders/${order}', 20_000],
      ['mail', 'mail Your order', 135_000],
      ['upload', 'upload to /api/reviews/photo', 30_000],
      ['open', 'open /photos/${photo}', 10_000],
    ]);
    expect(steps[1]).toMatchObject({
      method: 'POST',
      url: '/api/cart',
      body: { kind: 'json', value: { sku: 'bowl-1', email: '${email}' } },
      expect: { status: [200, 201], headers: { 'content-type': 'json' }, json: { 'items.0.sku': 'bowl-1' } },
      save: [
        { name: 'cart', from: 'json', at: 'id' },
        { name: 'session', from: 'cookie', at: 'sid' },
      ],
    });
    expect(steps[2]).toMatchObject({
      device: 'desktop',
      actions: [
        { kind: 'goto', url: '/checkout?cart=${cart}' },
        { kind: 'fill', selector: '#name', value: 'Test' },
        { kind: 'fill', selector: '#email', value: '${email}' },
        { kind: 'select', selector: '#country', value: 'DE' },
        { kind: 'check', selector: '#terms' },
        { kind: 'click', selector: 'role=button[name="Pay"]' },
        { kind: 'expect', url: '/thanks', text: ['Thank you'] },
        { kind: 'save', name: 'order', selector: '#order-number' },
        { kind: 'press', key: 'Enter' },
        { kind: 'screenshot', name: 'thanks' },
      ],
    });
    expect(steps[6]).toMatchObject({
      method: 'POST',
      content: { sizeBytes: 200_000 },
      contentType: 'image/jpeg',
    });
  });

  test('without a manifest nothing is promised, and the bar is the strictest', () => {
    const implied = impliedManifest('www.kiln.example');
    expect(implied).toMatchObject({
      isDeclared: false,
      profile: 'custom',
      product: { domain: 'kiln.example' },
    });
    expect(implied.hosts.map(({ name, role }) => [name, role])).toEqual([
      ['kiln.example', 'apex'],
      ['www.kiln.example', 'www'],
    ]);
  });
});

describe('mistakes', () => {
  test('each is named with its line, the line itself and a caret; all in one run', () => {
    expect(
      messages(
        [
          'version: 1',
          'product: { name: Kiln, domain: kiln.example }',
          'profile: ecomerce',
          'hosts:',
          '  - { name: app.kiln.example, role: aap }',
          'monitors:',
          '  - id: m',
          '    ownr: ada',
          '    kind: http',
          '    target: /',
        ].join('\n'),
      ),
    ).toEqual([
      'launch.yaml:3:10 profile: "ecomerce" is not a profile. Use waitlist, community, booking, mobile, ecommerce or custom. ' +
        'Did you mean ecommerce? (LR_MANIFEST_VALUE)\n  3 | profile: ecomerce\n    |          ^^^^^^^^',
      'launch.yaml:5:37 hosts[0].role: "aap" is not a role. Use apex, www, app, api, admin, checkout, auth, assets, status, mail, ' +
        'docs, blog, staging or other. Did you mean app? (LR_MANIFEST_VALUE)\n' +
        '  5 |   - { name: app.kiln.example, role: aap }\n    |                                     ^^^',
      'launch.yaml:8:5 monitors[0].ownr: "ownr" is not known here. Known here: id, kind, target, interval, failures, regions, ' +
        'dependsOn, options. (LR_MANIFEST_UNKNOWN_KEY)\n  8 |     ownr: ada\n    |     ^^^^',
    ]);
  });

  test.each<[string, string, readonly string[]]>([
    [
      'a missing key',
      'people: [{ id: ada }]',
      ['people[0].name: is missing. It needs a text. (LR_MANIFEST_MISSING)'],
    ],
    [
      'a number that is a name',
      'people: [{ id: ada, name: 12 }]',
      ['people[0].name: needs a text. Put it in quotes: "12". (LR_MANIFEST_TYPE)'],
    ],
    [
      'a list where fields belong',
      'deploy: [x]',
      ['deploy: needs fields with names, not a list. (LR_MANIFEST_TYPE)'],
    ],
    [
      'a bare number as time',
      'monitors: [{ id: m, kind: http, target: /, interval: 5 }]',
      [
        'monitors[0].interval: "5" is not a length of time from 10s to 7d. Write it like 500ms, 30s, 5m or 2h. (LR_MANIFEST_TYPE)',
      ],
    ],
    [
      'a port out of range',
      'mail: { smtp: { host: a.example, port: 70000 } }',
      ['mail.smtp.port: "70000" is out of range, it must be at most 65535. (LR_MANIFEST_RANGE)'],
    ],
    [
      'a host with a scheme',
      'hosts: ["https://a.example"]',
      [
        'hosts[0]: "https://a.example" is not a host name. Write it in small letters without https:// and without a path, like app.example.com. (LR_MANIFEST_VALUE)',
      ],
    ],
    [
      'an unknown override',
      'overrides: { redirects.maxHop: 1 }',
      [
        'overrides.redirects.maxHop: is not a value of a profile. Did you mean redirects.maxHops? (LR_MANIFEST_OVERRIDE)',
      ],
    ],
    [
      'an owner nobody knows',
      'hosts: [{ name: a.example, owner: bob }]',
      [
        'hosts[0].owner: "bob" is not in people. There are none yet; add one with id: bob. (LR_MANIFEST_REFERENCE)',
      ],
    ],
    [
      'a monitor of a misspelt journey',
      'journeys: [{ id: signup, steps: [{ open: / }] }]\nmonitors: [{ id: m, kind: journey, target: signpu }]',
      ['monitors[0].target: "signpu" is not in journeys. Did you mean signup? (LR_MANIFEST_REFERENCE)'],
    ],
    [
      'a host twice, once short and once long',
      'hosts: [a.example, { name: a.example }]',
      ['hosts[1].name: "a.example" is here twice. (LR_MANIFEST_DUPLICATE)'],
    ],
    [
      'an escalation in a circle',
      'alerts: [{ id: a, channel: email, to: a@b.example, escalatesTo: a }]',
      ['alerts[0].escalatesTo: leads back to "a" itself. (LR_MANIFEST_REFERENCE)'],
    ],
    [
      'an unknown step',
      'journeys: [{ id: j, steps: [{ opn: / }] }]',
      [
        'journeys[0].steps[0]: "opn" is not a step. Use open, request, browser, mail, webhook, upload or wait. Did you mean open? (LR_MANIFEST_UNKNOWN_KEY)',
      ],
    ],
    [
      'a step that lacks most',
      'journeys: [{ id: j, steps: [{ webhook: /x, provider: stripe, secret: "env:A" }] }]',
      ['journeys[0].steps[0].event: is missing. It needs a text. (LR_MANIFEST_MISSING)'],
    ],
    [
      'two bodies',
      'journeys: [{ id: j, steps: [{ request: POST /, json: 1, body: x }] }]',
      ['journeys[0].steps[0]: has more than one body. Use json, form or body. (LR_MANIFEST_VALUE)'],
    ],
    [
      'a value used before it is saved',
      'journeys: [{ id: j, steps: [{ open: "/${a}" }, { open: /, save: { a: "json:a" } }] }]',
      [
        'journeys[0].steps[0].open: ${a} is not saved by an earlier step. Known here: run, email and env:NAME. (LR_MANIFEST_REFERENCE)',
      ],
    ],
    [
      'a misspelt variable',
      'env: [STRIPE_SECRET]\nproviders: [{ id: d, kind: cloudflare, zone: a.example, token: "env:STRIPE_SECRT" }]',
      [
        'providers[0].token: "env:STRIPE_SECRT" is not in env. Did you mean env:STRIPE_SECRET? (LR_MANIFEST_REFERENCE)',
      ],
    ],
    [
      '30 February',
      'waivers: [{ check: a/b, owner: a, reason: r, until: 2027-02-30 }]',
      ['waivers[0].until: "2027-02-30" is not a day of the calendar. (LR_MANIFEST_VALUE)'],
    ],
    [
      'a mail alert to a number',
      'alerts: [{ id: a, channel: email, to: "+44" }]',
      ['alerts[0].to: "+44" is not a mail address, nor a reference like env:NAME. (LR_MANIFEST_VALUE)'],
    ],
    [
      'mistakes of several kinds',
      'hosts: [{ name: a.example, owner: bob, colour: red }]',
      [
        'hosts[0].owner: "bob" is not in people. There are none yet; add one with id: bob. (LR_MANIFEST_REFERENCE)',
        'hosts[0].colour: "colour" is not known here. Known here: name, role, owner, purpose, public, ipv6, proxied, origins, provider, changing. (LR_MANIFEST_UNKNOWN_KEY)',
      ],
    ],
  ])('%s', (_story, text, expected) => {
    expect(texts(text)).toEqual(expected);
  });
});

describe('secrets stay out, and are never repeated', () => {
  test.each([
    [
      'a password of the mail server',
      'mail: { smtp: { host: a.example, password: Hunter2x! } }',
      'Hunter2x!',
    ],
    [
      'a Slack hook',
      `alerts: [{ id: a, channel: slack, to: "https://hooks.slack.com/services/${'T0/B0/abcdefghijkl'}" }]`,
      'abcdefghijkl',
    ],
    [
      'a Stripe key in a header',
      `journeys: [{ id: j, steps: [{ request: GET /, headers: { a: ${'sk_live_'}4242424242424242 } }] }]`,
      '42424242',
    ],
    [
      'a database address',
      'dataStores: [{ id: d, kind: postgres, url: "postgres://u:Hunter2x!@db/x" }]',
      'Hunter2x!',
    ],
    [
      'an option called token',
      'providers: [{ id: d, kind: powerdns, zone: a.example, options: { apiKey: hunter2x } }]',
      'hunter2x',
    ],
  ])('%s', (_story, text, secret) => {
    const { manifest, problems } = parseManifest(head + text, 'launch.yaml');
    expect(manifest).toBeNull();
    expect(problems.map((each) => each.code)).toEqual(['LR_MANIFEST_SECRET']);
    expect(JSON.stringify(problems)).not.toContain(secret);
    expect(problems.map(formatProblem).join()).not.toContain(secret);
  });

  test('not even when the line is shown for another reason', () => {
    expect(messages(`${head}mail: { smtp: { host: 5, password: hunter2x } }`).join()).not.toContain(
      'hunter2x',
    );
    expect(messages('password: "hunter2x').join()).not.toContain('hunter2x');
  });
});

describe('hostile files end quickly and quietly', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    .concat(
      'bcdefghi'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]`),
    )
    .join('\n');
  test.each([
    ['nothing at all', '', 'needs fields with names, not an empty value.'],
    ['no YAML', 'a: b: c', 'This is not YAML: Nested mappings are not allowed in compact mappings.'],
    ['two documents', '--- 1\n--- 2', 'The file holds two documents. Keep one.'],
    ['a key twice', 'a: 1\na: 2', 'This key is here twice. Keep one.'],
    ['an alias to nothing', 'a: *b', 'An alias (*name) points at no anchor (&name) above it.'],
    ['a billion laughs', bomb, 'Anchors are used more than 100 times.'],
    ['500 brackets', '['.repeat(500), 'Nested deeper than 32 levels.'],
    ['50,000 dashes', '- '.repeat(50_000), 'Nested deeper than 32 levels.'],
    [
      '3,000 keys',
      Array.from({ length: 3_000 }, (_, at) => `k${at}: v`).join('\n'),
      'More than 2000 keys side by side.',
    ],
    ['two megabytes', 'a'.repeat(2_000_000), 'The file has 2000000 characters, the limit is 1048576.'],
  ])('%s', (_story, text, expected) => {
    expect(parseManifest(text, 'launch.yaml').problems.map((each) => each.text)).toEqual([expected]);
  });

  test('whatever is cut, swapped or doubled in a good file: a manifest or problems, never an exception', () => {
    const good = sample('shop.yaml');
    fc.assert(
      fc.property(
        fc.nat(good.length),
        fc.nat(40),
        fc.string({ maxLength: 12, unit: 'binary' }),
        (at, cut, put) => {
          const text = good.slice(0, at) + put + good.slice(at + cut);
          const { manifest, problems } = parseManifest(text, 'launch.yaml');
          expect(manifest === null).toBe(problems.length > 0);
          for (const problem of problems) {
            expect(problem.line).toBeGreaterThan(0);
            expect(problem.column).toBeGreaterThan(0);
            expect(formatProblem(problem).length).toBeLessThan(5_000);
          }
        },
      ),
      { numRuns: 30, seed: 7 },
    );
  });
});
