import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { unixMs } from '../../src/model/brand.ts';
import type { Json } from '../../src/model/json.ts';
import type { Sample } from '../../src/model/monitor.ts';
import type { Store } from '../../src/model/store.ts';
import { monitorInput } from '../conformance/server-lab.ts';
import { becomeOwner } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

/** A site that fails on demand and a receiver that writes down what it is told. */
export interface Town {
  readonly site: string;
  readonly hook: string;
  isDown: boolean;
  /** Webhook ids in the order they came; a repeat carries the id of the first. */
  readonly told: { readonly id: string; readonly key: string }[];
  readonly close: () => Promise<void>;
}

export async function openTown(): Promise<Town> {
  const told: Town['told'] = [];
  const site = createServer((_request, response) => {
    response.statusCode = town.isDown ? 500 : 200;
    response.end('hello');
  });
  const hook = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const { data } = JSON.parse(Buffer.concat(chunks).toString()) as {
        readonly data: { readonly key: string };
      };
      told.push({ id: String(request.headers['webhook-id']), key: data.key });
      response.end('ok');
    });
  });
  const town: Town = {
    site: await listening(site),
    hook: await listening(hook),
    isDown: false,
    told,
    close: async () => {
      for (const server of [site, hook]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
  return town;
}

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

const monitors = 6;

/** Monitors, a way to tell somebody and a probe token, made as an owner does. */
export async function furnish(
  server: ServerProcess,
  town: Town,
): Promise<{ readonly token: string; readonly editor: string }> {
  const owner = await becomeOwner(server);
  await owner.send('POST', '/api/settings/routes', {
    id: 'hook',
    channel: 'webhook',
    to: town.hook,
    severities: ['critical'],
    owner: null,
    hours: null,
    escalatesTo: null,
    afterMinutes: 0,
  });
  for (let number = 0; number < monitors; number += 1) {
    // Hosts of their own, so that each failure is an incident of its own.
    const target = `http://127.0.0.${number + 1}:${new URL(town.site).port}/`;
    await owner.send('POST', '/api/monitors', monitor(`m${number}`, target));
  }
  const { secret } = await owner.send('POST', '/api/settings/tokens', { name: 'elsewhere', kind: 'probe' });
  const made = await owner.send('POST', '/api/settings/tokens', {
    name: 'ci',
    kind: 'token',
    role: 'editor',
  });
  return { token: secret, editor: made.secret };
}

const monitor = (id: string, target: string): Json =>
  monitorInput({
    id,
    title: `Page ${id}`,
    target,
    intervalSeconds: 5,
    timeoutMs: 2_000,
    failuresBeforeAlert: 1,
    goodBeforeRecovery: 1,
    quorum: 1,
    regions: id === 'm0' ? [] : ['home'],
  });

/** Something new to watch that nobody answers at: an incident of its own, decided around the time of a kill. */
export async function watchNothing(url: string, editor: string, number: number): Promise<void> {
  await fetch(`${url}/api/monitors`, {
    method: 'POST',
    headers: { authorization: `Bearer ${editor}`, 'content-type': 'application/json' },
    body: JSON.stringify(monitor(`n${number}`, `http://127.3.${number}.1:9/`)),
  });
}

/** Sends samples as a probe elsewhere does, until the server is gone or it is enough; keeps which were acknowledged. */
export async function reportUntilGone(
  url: string,
  token: string,
  from: { readonly at: number; readonly acknowledged: number[]; readonly signal?: AbortSignal },
): Promise<number> {
  let at = from.at;
  for (;;) {
    if (from.signal?.aborted === true) return at;
    at += 1;
    try {
      const answer = await fetch(`${url}/api/probe/samples`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ samples: [goodSample(at)] }),
      });
      if (answer.ok && ((await answer.json()) as { readonly accepted: number }).accepted === 1)
        from.acknowledged.push(at);
    } catch {
      return at;
    }
  }
}

const goodSample = (at: number): Sample => ({
  monitor: 'm0',
  region: 'elsewhere',
  at: unixMs(at),
  outcome: 'up',
  totalMs: 12,
  phases: { dnsMs: null, connectMs: 1, tlsMs: null, firstByteMs: 2, bodyMs: 1 },
  layer: null,
  code: null,
  message: '',
  address: '127.0.0.1',
  isResumed: false,
  lagMs: 0,
  evidence: [],
});

/** After everything: what was acknowledged is there, every state of every incident was told or waits, and none under two ids. */
export async function lookForLosses(
  store: Store,
  town: Town,
  acknowledged: readonly number[],
): Promise<void> {
  const first = Math.min(...acknowledged);
  const kept = await store.samples.raw('m0', unixMs(first), unixMs(Math.max(...acknowledged) + 1));
  const times = new Set(kept.filter(({ region }) => region === 'elsewhere').map(({ at }) => at as number));
  expect(acknowledged.filter((at) => !times.has(at))).toEqual([]);
  const incidents = await store.incidents.list({ onlyOpen: false, limit: 5_000 });
  const opened = incidents.map(({ id }) => `${id}:opened`);
  // What was decided in the last moment waits for the next start.
  const waiting = (await store.outbox.list(2_000)).filter(({ state }) => state === 'waiting');
  const keys = new Set([...town.told.map(({ key }) => key), ...waiting.map(({ alert }) => alert.key)]);
  expect(opened.filter((key) => !keys.has(key))).toEqual([]);
  const closed = incidents.filter(({ status }) => status === 'resolved').map(({ id }) => `${id}:resolved`);
  expect(closed.filter((key) => !keys.has(key))).toEqual([]);
  // A receiver that heeds the id, as Standard Webhooks asks, hears each state once.
  const idsByKey = Map.groupBy(town.told, ({ key }) => key);
  const doubled = [...idsByKey].filter(([, tellings]) => new Set(tellings.map(({ id }) => id)).size > 1);
  expect(doubled.map(([key]) => key)).toEqual([]);
}

export const repeatsIn = ({ told }: Town): number => told.length - new Set(told.map(({ id }) => id)).size;
