import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { impliedManifest } from '../../manifest/implied.ts';
import type { Sample } from '../../model/monitor.ts';
import { monitorOf } from '../../../test/conformance/monitor-simulation.ts';
import { openRealOutside } from '../real-outside.ts';
import { watchBesideThread } from './watch-on-thread.ts';

/** A page on this machine that says who was asked for. */
async function page() {
  const server = createServer((request, response) => response.end(request.headers.host));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, [Symbol.asyncDispose]: async () => void server.close() };
}

test('MON-1: many pages are looked at from another thread, under the same maps and address rules, and what was seen comes back', async () => {
  await using shop = await page();
  const network = { maps: [`198.51.100.7:80=127.0.0.1:${shop.port}`] };
  await using outside = await openRealOutside(network);
  const seen = new Map<string, Sample>();
  const both = Promise.withResolvers<void>();
  const watch = watchBesideThread({ network, references: [] })({
    outside,
    region: 'home',
    manifest: () => impliedManifest('shop.example'),
    probes: new Map(),
    rooms: {},
    isConnected: async () => true,
    onTrouble: (sentence) => expect.unreachable(sentence),
    onSample: (sample) => {
      seen.set(sample.monitor, sample);
      if (seen.has('mapped') && seen.has('private')) both.resolve();
    },
  });
  const one = (id: string, target: string) => monitorOf({ id, kind: 'http', target });
  const others = Array.from({ length: 300 }, (_, at) => one(`m${at}`, 'http://198.51.100.7/'));
  watch.setMonitors([
    ...others,
    one('mapped', 'http://198.51.100.7/'),
    one('private', `http://127.0.0.1:${shop.port}/`),
  ]);
  const now = { region: null, afterMs: 0 };
  watch.recheck(
    [
      { monitor: 'mapped', ...now },
      { monitor: 'private', ...now },
    ],
    outside.clock.now(),
  );
  await both.promise;
  expect(seen.get('mapped')).toMatchObject({ outcome: 'up', region: 'home', address: '198.51.100.7' });
  expect(seen.get('private')).toMatchObject({ outcome: 'down', code: 'connect-forbidden' });
  expect(watch.health().monitors).toBe(302);
  await watch.close();
});
