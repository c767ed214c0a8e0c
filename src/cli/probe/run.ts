import { loadPlugins } from '../../engine/plugins.ts';
import { impliedManifest } from '../../manifest/implied.ts';
import type { Probe } from '../../model/monitor.ts';
import { startRemoteProbe } from '../../monitor/remote/remote-probe.ts';
import { createReferenceCheck } from '../../monitor/watching/references.ts';
import { createLog } from '../../server/log.ts';
import { exitCodes } from '../command.ts';
import type { CommandRun } from '../command.ts';
import { collectAfterStart, keepHeapLean } from '../looks/lean-heap.ts';
import { watchBesideThread } from '../looks/watch-on-thread.ts';
import { readNetwork } from '../network-options.ts';
import { openServerDoor, serverUrl } from '../serve/client.ts';
import { secretText } from '../serve/open-store.ts';
import { referencesOf } from '../serve/read-options.ts';
import { lazyJourneys } from '../serve/lazy-rooms.ts';
import { ended } from '../serve/ended.ts';
import { readBuffer, writeBuffer } from './buffer-file.ts';
import { headquartersAt, notAccepted } from './headquarters.ts';

export const run: CommandRun = async (context, { options }) => {
  keepHeapLean();
  const url = serverUrl(options.text('join') ?? '');
  // Two doors: the server may stand on a private address, what is looked at only where the owner said so.
  await using door = await openServerDoor(context, options);
  const network = await readNetwork(context, options, { isDnsRenewed: true });
  await using outside = await context.openOutside(network);
  const token = await secretText(outside, '--token', options.text('token') ?? 'env:LAUNCH_READY_PROBE_TOKEN');
  const headquarters = headquartersAt(door, url, token);
  const buffer = options.text('buffer') ?? '.launch-ready/probe-buffer.json';
  const log = createLog(context.stderr, outside.clock);
  const onTrouble = (sentence: string): void => log('trouble', { sentence });
  const folder = new URL('../../monitor/probes/', import.meta.url);
  const probes = await loadPlugins<Probe>(outside.files, folder);
  const references = referencesOf(options);
  // A wrong token or address is told at once rather than retried for ever.
  const first = await headquarters.work('');
  if (!first.ok && first.error.kind === 'permission') throw notAccepted(url);
  if (!first.ok) onTrouble(`${url} cannot be reached yet: ${first.error.message}`);
  collectAfterStart();
  const probe = startRemoteProbe({
    outside,
    headquarters,
    onTrouble,
    // Journeys that wait for mail are left to the server, which has the inboxes.
    rooms: { journeys: lazyJourneys(context.cwd, 'launch.yaml') },
    probes: new Map(probes.map(({ definition }) => [definition.kind, definition])),
    noManifest: impliedManifest('unnamed.invalid'),
    isConnected: createReferenceCheck(outside, references),
    startWatch: watchBesideThread({ network, references }),
    kept: await readBuffer(outside, buffer),
    keep: async (samples) => {
      const problem = await writeBuffer(outside, buffer, samples);
      if (problem !== null) onTrouble(`${buffer} cannot be written: ${problem}`);
    },
  });
  const region = first.ok ? first.value.region : null;
  if (options.isOn('json'))
    context.stdout(`${JSON.stringify({ schema: 'launch-ready/probe@1', url, region })}\n`);
  else context.stdout(`Looking for ${url}${region === null ? '' : ` as region ${region}`}\n`);
  await ended(context.signal);
  await probe.close();
  return exitCodes.ready;
};
