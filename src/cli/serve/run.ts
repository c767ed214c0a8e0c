import { fileURLToPath } from 'node:url';
import type { Outside } from '../../model/outside.ts';
import { createLog } from '../../server/log.ts';
import { createIngestDoor } from '../../server/ingest/door.ts';
import type { ServerConfig } from '../../server/server.ts';
import { startServer } from '../../server/start.ts';
import { exitCodes } from '../command.ts';
import type { CommandContext, CommandRun, ParsedOptions } from '../command.ts';
import { collectAfterStart, heapForSenders, keepHeapLean } from '../looks/lean-heap.ts';
import { watchBesideThread } from '../looks/watch-on-thread.ts';
import { readNetwork } from '../network-options.ts';
import type { OutsideOptions } from '../outside-options.ts';
import { auditRunner, publicScanner } from './audit-runner.ts';
import { ended } from './ended.ts';
import { listen } from './listen.ts';
import { openStore } from './open-store.ts';
import { lazyJourneys, lazyMail } from './lazy-rooms.ts';
import type { Listening } from './listen.ts';
import { manifestAt } from './manifest-file.ts';
import type { ManifestFile } from './manifest-file.ts';
import { roomForSenders } from './room-for-senders.ts';
import { nameOf, portOf, publicUrl, referencesOf, retentionOf } from './read-options.ts';

/** How long requests under way may take after the end was asked for. */
const graceMs = 3_000;

export const run: CommandRun = async (context, { options }) => {
  keepHeapLean();
  const found = await manifestAt(context, options.text('manifest'));
  const network = await readNetwork(context, options, {
    isPrivateNetworkAllowed: found?.manifest.isPrivateNetworkAllowed === true,
    isDnsRenewed: true,
  });
  await using outside = await context.openOutside(network);
  const place = { host: options.text('host') ?? '127.0.0.1', port: portOf(options) };
  const server = await listen({ ...place, clock: outside.clock });
  try {
    return await serve(context, options, { outside, network, found, server, host: place.host });
  } finally {
    await server.close(graceMs);
  }
};

interface Place {
  readonly outside: Outside;
  readonly network: OutsideOptions;
  readonly found: ManifestFile | null;
  readonly server: Listening;
  readonly host: string;
}

async function serve(context: CommandContext, options: ParsedOptions, place: Place): Promise<number> {
  const { outside, found, server } = place;
  const references = referencesOf(options);
  const opened = await openStore(outside, options, { isThreaded: true, retention: retentionOf(options) });
  await using store = opened.store;
  const log = createLog(context.stderr, outside.clock);
  const config = configOf(context, options, { ...place, backupCommand: opened.backupCommand });
  const running = await startServer({
    config,
    app: { isBehindProxy: options.isOn('behind-proxy') },
    outside,
    store,
    sealer: opened.sealer,
    log,
    manifest: found?.manifest ?? null,
    references,
    startWatch: watchBesideThread({ network: place.network, references }),
    runAudit: found === null ? null : auditRunner(context, { outside, path: found.path }),
    ...(found === null
      ? {}
      : {
          journeys: lazyJourneys(context.cwd, found.path),
          mailFlow: (manifest) => lazyMail({ outside, manifest, cwd: context.cwd, manifestPath: found.path }),
        }),
    publicScan: options.isOn('public-tools') ? publicScanner(context, options) : null,
  });
  server.serve(
    running.app,
    roomForSenders(createIngestDoor(running.server), {
      clock: outside.clock,
      heap: heapForSenders,
      signal: context.signal,
    }),
  );
  collectAfterStart();
  announce(context, options.isOn('json'), { url: config.publicUrl, setupUrl: running.setupUrl });
  log('started', { url: config.publicUrl, store: store.kind, replica: config.replica });
  await ended(context.signal);
  log('stopping');
  // Streams and jobs end first, so that the socket has nothing left to wait for.
  await running.close();
  await server.close(graceMs);
  log('stopped');
  return exitCodes.ready;
}

const configOf = (
  context: CommandContext,
  options: ParsedOptions,
  place: Place & { readonly backupCommand: string },
): ServerConfig => ({
  version: context.version,
  publicUrl: publicUrl(options, { host: place.host, port: place.server.port }),
  replica: nameOf('--replica', options.text('replica') ?? `r${hex(place.outside.random.bytes(5))}`),
  region: nameOf('--region', options.text('region') ?? 'home'),
  webFolder: webFolder(),
  manifestPath: place.found?.path ?? null,
  backupCommand: place.backupCommand,
  startedAt: place.outside.clock.now(),
});

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function announce(
  context: CommandContext,
  isJson: boolean,
  at: { readonly url: string; readonly setupUrl: string | null },
): void {
  if (isJson) {
    context.stdout(`${JSON.stringify({ schema: 'launch-ready/serve@1', ...at })}\n`);
    return;
  }
  context.stdout(`Launch Ready: ${at.url}\n`);
  if (at.setupUrl !== null) context.stdout(`Make the owner's account (once, within a day): ${at.setupUrl}\n`);
}

/** `dist/web` of the package, or of the clone. */
const webFolder = (): string => {
  const here = fileURLToPath(import.meta.url);
  const isBuilt = here.includes('/dist/src/');
  return fileURLToPath(new URL(isBuilt ? '../../../web' : '../../../dist/web', import.meta.url));
};
