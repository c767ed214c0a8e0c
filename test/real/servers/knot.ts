import { answersFor, zoneFileName, type DnsServerOptions } from './dns-server.ts';
import { freePlace, serverFolder, startServer, type RunningServer } from './server-process.ts';

/** Knot DNS, authoritative for the zones. */
export async function startKnot({ zones, place }: DnsServerOptions): Promise<RunningServer> {
  const folder = serverFolder();
  const at = place ?? (await freePlace());
  for (const zone of zones) folder.file(zoneFileName(zone.name), zone.text);
  const config = folder.file(
    'knot.conf',
    `
server:
  rundir: "${folder.path}"
  listen: ${at.address}@${at.port}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: "${folder.path}"
log:
  - target: stderr
    any: warning
template:
  - id: default
    storage: "${folder.path}"
    journal-content: none
    zonefile-load: whole
zone:
${zones.map(({ name }) => `  - domain: "${name}"\n    file: "${zoneFileName(name)}"`).join('\n')}
`,
  );
  const server = await startServer({
    command: 'knotd',
    args: ['-c', config],
    folder,
    place: at,
    isReady: answersFor(zones),
  });
  return {
    ...server,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}
