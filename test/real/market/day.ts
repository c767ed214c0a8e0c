import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { stringify } from 'yaml';
import { manifestOf } from '../../../src/cli/audit/subject.ts';
import { walkAll } from '../../../src/journeys/walk-all.ts';
import type { ArrivedMail, MailWaiter } from '../../../src/model/journey.ts';
import { ok } from '../../../src/model/outside.ts';
import { createFakeClock } from '../../../src/outside/fake/clock.ts';
import { fakeOutside } from '../../../src/outside/fake/outside.ts';
import type { InsideFaultName } from '../../../src/world/app/mistake.ts';
import type { WebApp } from '../../../src/world/edge/web-app.ts';
import type { SendMail } from '../../../src/world/mail/sender.ts';
import { journeys } from '../../../src/world/story-journeys.ts';
import { serverLab, type Lab, type Visitor } from '../../conformance/server-lab.ts';
import { openMarket } from './instrumented-market.ts';

const hook = 'https://hooks.example/in';
const domain = 'harbormarket.shop';
const inbox = { id: 'seed', kind: 'sink', address: 'launch@seedpost.net' };

/** What visitors of the shop do, as its `launch.yaml` would write it. */
const paths = {
  look: {
    id: 'look',
    title: 'Look around',
    steps: [
      { open: '/', expect: 'Harbor Market' },
      { open: '/listings', expect: 'Tide lamp' },
    ],
  },
  signup: journeys.signup,
  buy: {
    id: 'buy',
    title: 'Buy a lamp',
    steps: [
      { request: 'POST /cart/add', form: { listing: 'tide-lamp' }, expect: 303 },
      { open: '/cart', expect: 'Go to checkout' },
      {
        request: 'POST /cart/checkout',
        form: { email: '${email}' },
        expect: 303,
        save: { order: 'header:location' },
      },
      { open: '${order}', expect: 'Pay 89.00 EUR', save: { pay: 'text:action="(/orders/[^"]+)"' } },
      { request: `POST https://checkout.${domain}\${pay}`, form: {}, expect: 303 },
      { open: '${order}', expect: 'Paid.' },
    ],
  },
} as const;

const shopManifest = manifestOf(
  stringify({
    version: 1,
    product: { name: 'Harbor Market', domain },
    profile: 'ecommerce',
    hosts: [`api.${domain}`, `checkout.${domain}`].map((name) => ({ name, role: name.split('.')[0] })),
    mail: { inboxes: [inbox] },
    journeys: Object.values(paths),
  }),
  'launch.yaml',
);

export interface Told {
  readonly title: string;
  readonly severity: string;
  readonly lastChange: string | null;
}
export interface Visits {
  readonly release: string;
  readonly fault?: InsideFaultName;
  /** How often each path is walked. */
  readonly look?: number;
  readonly signup?: number;
  readonly buy?: number;
  /** Default 0: now. */
  readonly agoMs?: number;
}

/** Launch Ready on a clock moved by hand, listening on loopback, and a shop whose clients report to it. */
export interface MarketDay {
  readonly lab: Lab;
  readonly owner: Visitor;
  /** How the walks ended: `buy good`, or with the step that did not go. */
  readonly visit: (visits: Visits) => Promise<readonly string[]>;
  /** What somebody was told since this was asked before, three quarters of a minute from now included. */
  readonly told: () => Promise<readonly Told[]>;
  readonly close: () => Promise<void>;
}

export async function openDay(): Promise<MarketDay> {
  const listener = createServer();
  await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  // The clients tell the time of their own machine in what they send.
  const clock = createFakeClock({ now: Date.now(), isAutomatic: false });
  const lab = await serverLab({ http: { [`POST ${hook}`]: 'ok' }, publicUrl: url, clock });
  listener.on('request', getRequestListener(lab.running.app.fetch));
  const owner = await lab.signIn();
  const rest = { severities: ['critical', 'warning', 'info'], owner: null, hours: null };
  const route = { id: 'hook', channel: 'webhook', to: hook, ...rest, escalatesTo: null, afterMinutes: 0 };
  await owner.send('POST', '/api/settings/routes', route);
  const [project] = (await owner.get('/api/senders')).json.projects;
  const visit: MarketDay['visit'] = async ({ release, fault = null, agoMs = 0, ...counts }) => {
    const mail = letterBox();
    const sender = { url, dsn: project.dsn, key: project.keys[0].publicKey, release };
    const market = await openMarket({ ...sender, fault, clock, agoMs, send: mail.send });
    const ends = await walkPaths(market.answer, { lab, mail: mail.waiter, counts });
    await market.close();
    return [...new Set(ends)].toSorted();
  };
  let heard = 0;
  return {
    lab,
    owner,
    visit,
    told: async () => {
      await clock.advance(45_000);
      const all = lab.requests.filter((request) => request.url === hook);
      const news = all.slice(heard).map(({ body }) => (JSON.parse(String(body)) as { data: Told }).data);
      heard = all.length;
      return news;
    },
    close: async () => {
      listener.closeAllConnections();
      await new Promise((resolve) => void listener.close(resolve));
      await lab.close();
    },
  };
}

type Counts = Readonly<Partial<Record<keyof typeof paths, number>>>;

async function walkPaths(
  answer: WebApp,
  { lab, mail, counts }: { readonly lab: Lab; readonly mail: MailWaiter; readonly counts: Counts },
): Promise<readonly string[]> {
  const parts = {
    outside: { ...fakeOutside({ http: { 'https://*': asRoute(answer) } }), clock: lab.clock },
    manifest: shopManifest,
    folder: '.',
    mail,
    baseUrl: null,
    artifactsFolder: null,
    traceparent: null,
  };
  const options = { signal: new AbortController().signal, atOnce: 1 };
  const ends: string[] = [];
  for (const journey of shopManifest.journeys)
    for (let time = 0; time < (counts[journey.id as keyof typeof paths] ?? 0); time += 1)
      for (const { outcome, failedStep } of await walkAll([journey], shopManifest.journeys, {
        parts,
        options,
      }))
        ends.push(outcome === 'good' ? `${journey.id} good` : `${journey.id} stops at ${failedStep}`);
  return ends;
}

type Route = NonNullable<NonNullable<Parameters<typeof fakeOutside>[0]>['http']>[string];

/** The shop as something the network leads to. */
const asRoute =
  (answer: WebApp): Route =>
  async ({ url, method = 'GET', headers = [], body }) => {
    const given = body === undefined ? {} : { body: Buffer.from(body) };
    const request = new Request(url, {
      method,
      headers: headers.map(([name, value]) => [name, value]),
      ...given,
    });
    const response = await answer(request);
    return {
      status: response.status,
      headers: [...response.headers],
      body: new Uint8Array(await response.arrayBuffer()),
    };
  };

function letterBox(): { readonly send: SendMail; readonly waiter: MailWaiter } {
  const kept: ArrivedMail[] = [];
  return {
    send: async ({ to, subject, text, html }) => {
      const id = `mail-${kept.length}`;
      kept.push({ id, from: `hello@${domain}`, to: [to], subject, text, html, receivedAt: 0 as never });
      return true;
    },
    waiter: {
      wait: async ({ to, subject }) =>
        ok(
          kept.findLast(
            (mail) => (to === null || mail.to.includes(to)) && mail.subject.includes(subject ?? ''),
          ) ?? null,
        ),
    },
  };
}
