import { runInNewContext } from 'node:vm';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { parseManifest } from '../manifest/parse.ts';
import type { Manifest } from '../model/manifest.ts';
import { steadyShape } from '../protocols/load/shape.ts';
import { k6Journeys } from './k6-journeys.ts';
import { k6Script } from './k6.ts';
import type { LoadPlan } from './plan.ts';

const text = `version: 1
product: { name: Kiln, domain: kiln.example }
profile: custom
hosts: [{ name: api.kiln.example, role: api }]
mail: { inboxes: [{ id: qa, kind: sink, address: qa@kiln.example }] }
journeys:
  - id: buy
    title: Buy
    steps:
      - { open: /shop, name: look, expect: { text: [Bowl] }, save: { product: 'html:a.bowl@href', ref: 'query:ref' } }
      - { request: POST /login, name: sign in, form: { email: '\${email}', password: '\${env:PASS}' }, expect: { status: 303 }, save: { next: 'header:location' } }
      - { request: POST /orders, name: order, json: { product: '\${product}', run: '\${run}' }, expect: { status: 201, json: { 'order.state': new } }, save: { order: 'json:order.id' } }
      - { wait: 'GET /orders/\${order}', name: paid, every: 100ms, expect: { json: { state: paid } } }
    cleanup:
      - { request: 'DELETE /orders/\${order}', name: away, expect: { status: 204 } }
  - id: sign-up
    title: Sign up
    steps:
      - { open: /join, name: form }
      - { mail: { subject: Welcome }, name: welcome }
`;

function manifest(): Manifest {
  const { manifest: read, problems } = parseManifest(text, 'launch.yaml');
  if (read === null) throw new Error(problems.map((each) => each.text).join(' '));
  return read;
}

const plan = (ids: readonly string[]): LoadPlan => ({
  routes: ids.map((id) => ({
    id,
    method: 'GET',
    url: 'https://kiln.example/',
    headers: [],
    body: null,
    weight: 1,
    budgetMs: 900,
    failingMs: null,
  })),
  shape: steadyShape(10, 5000, 0),
  spacing: 'even',
  timeoutMs: 5000,
  maxConnections: 10,
  isStepped: false,
  token: 'run-1',
});

test('journeys that are requests are in the script, others are named', () => {
  const all = manifest().journeys;
  const walks = k6Journeys(all, { manifest: manifest(), baseUrl: null });
  expect(walks.leftOut).toEqual(['sign-up: its step "welcome" (mail) can be walked by this program only']);
  const script = k6Script(plan(['buy', 'list']), walks);
  expect(parseSync('load.js', script).errors).toEqual([]);
  expect(script).toContain('"journey_duration{route:buy}"');
  expect(script).toContain('"http_req_duration{route:list}"');
  expect(script).not.toContain('Bearer');
  expect(k6Script(plan(['list']))).not.toContain('journey');
});

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** The little of k6 that the script touches, with answers of the test. */
function walked(
  script: string,
  answers: readonly Readonly<Record<string, unknown>>[],
): { readonly asked: readonly Asked[]; readonly checks: readonly unknown[]; readonly took: number } {
  const asked: Asked[] = [];
  const checks: unknown[] = [];
  let took = 0;
  const selection = {
    first: () => selection,
    attr: (name: string) => (name === 'href' ? '/bowl' : undefined),
    text: () => 'Bowl',
    find: () => selection,
    toArray: () => [],
  };
  const http = {
    cookieJar: () => ({ cookiesForURL: () => ({ csrftoken: ['c-7'] }) }),
    request: (
      method: string,
      url: string,
      body: string | null,
      { headers }: { readonly headers: Asked['headers'] },
    ) => {
      const answer = answers[asked.length] ?? {};
      asked.push({ method, url, body, headers });
      return {
        status: 200,
        headers: {},
        body: '',
        url,
        timings: { duration: 5 },
        html: () => selection,
        ...answer,
      };
    },
  };
  const plain = script
    .replaceAll(/^import .*$/gm, '')
    .replace('export const options', 'const options')
    .replace('export default function ()', 'function main()');
  runInNewContext(`${plain}\nmain();`, {
    http,
    sleep: () => {},
    check: (value: unknown, named: Readonly<Record<string, (of: unknown) => unknown>>) =>
      Object.entries(named).every(([name, holds]) => {
        const isGood = holds(value) === true;
        checks.push([name, isGood]);
        return isGood;
      }),
    Trend: class {
      add(): void {
        took += 1;
      }
    },
    __ENV: { PASS: 'open sesame' },
  });
  return { asked, checks, took };
}

const page = {
  headers: { 'Content-Type': 'text/html' },
  body: '<a class="bowl" href="/bowl">Bowl</a>',
  url: 'https://staging.example/shop?ref=9',
};

test('run as k6 would: values are carried from step to step, staging stands for the declared hosts, the order is taken away', () => {
  const walks = k6Journeys(manifest().journeys, { manifest: manifest(), baseUrl: 'https://staging.example' });
  const { asked, checks, took } = walked(k6Script(plan(['buy']), walks), [
    page,
    { status: 303, headers: { Location: '/account' } },
    { status: 201, body: '{"order":{"id":77,"state":"new"}}' },
    { body: '{"state":"open"}' },
    { body: '{"state":"paid"}' },
    { status: 204 },
  ]);
  expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET https://staging.example/shop',
    'POST https://staging.example/login',
    'POST https://staging.example/orders',
    'GET https://staging.example/orders/77',
    'GET https://staging.example/orders/77',
    'DELETE https://staging.example/orders/77',
  ]);
  expect(asked[1]?.body).toMatch(/^email=qa%2Blr-\w{10}%40kiln\.example&password=open%20sesame$/);
  expect(JSON.parse(asked[2]?.body ?? '')).toEqual({
    product: '/bowl',
    run: expect.stringMatching(/^\w{10}$/),
  });
  expect(asked[2]?.headers).toMatchObject({
    'x-launch-ready-load': 'run-1',
    'content-type': 'application/json',
    'x-csrftoken': 'c-7',
  });
  expect(checks).toEqual(['look', 'sign in', 'order', 'paid', 'away'].map((step) => [`buy: ${step}`, true]));
  expect(took).toBe(1);
});

test('a step that fails ends the walk, and only what can be taken away is', () => {
  const walks = k6Journeys(manifest().journeys, { manifest: manifest(), baseUrl: null });
  const { asked, checks, took } = walked(k6Script(plan(['buy']), walks), [page, { status: 500 }]);
  expect(asked.map(({ url }) => url)).toEqual(['https://kiln.example/shop', 'https://kiln.example/login']);
  expect([checks.at(-1), took]).toEqual([['buy: sign in', false], 0]);
});
