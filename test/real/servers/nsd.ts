import { answersFor, zoneFileName, type DnsServerOptions } from './dns-server.ts';
import { freePlace, serverFolder, startServer, type RunningServer } from './server-process.ts';

/** NSD, authoritative for the zones. */
export async function startNsd({ zones, place }: DnsServerOptions): Promise<RunningServer> {
  const folder = serverFolder();
  const at = place ?? (await freePlace());
  for (const zone of zones) folder.file(zoneFileName(zone.name), zone.text);
  const config = folder.file(
    'nsd.conf',
    `
server:
  ip-address: ${at.address}@${at.port}
  do-ip6: no
  server-count: 1
  username: ""
  chroot: ""
  database: ""
  zonesdir: "${folder.path}"
  pidfile: "${folder.path}/nsd.pid"
  xfrdfile: "${folder.path}/xfrd.state"
  zonelistfile: "${folder.path}/zone.list"
  xfrdir: "${folder.path}"
remote-control:
  control-enable: no
${zones.map(({ name }) => `zone:\n  name: "${name}"\n  zonefile: "${zoneFileName(name)}"`).join('\n')}
`,
  );
  const server = await startServer({
    command: 'nsd',
    args: ['-d', '-c', config],
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
