import { answersFor, zoneFileName, type DnsServerOptions } from './dns-server.ts';
import { freePlace, runProgram, serverFolder, startServer, type RunningServer } from './server-process.ts';

/** From the Debian package of the backend. */
const schema = '/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql';

/** PowerDNS with the zones in its SQLite back end. */
export async function startPdns({ zones, place }: DnsServerOptions): Promise<RunningServer> {
  const folder = serverFolder();
  const at = place ?? (await freePlace());
  for (const zone of zones) folder.file(zoneFileName(zone.name), zone.text);
  const database = `${folder.path}/pdns.sqlite3`;
  folder.file(
    'pdns.conf',
    `
launch=gsqlite3
gsqlite3-database=${database}
local-address=${at.address}
local-port=${at.port}
socket-dir=${folder.path}
daemon=no
guardian=no
disable-axfr=yes
receiver-threads=1
`,
  );
  runProgram('sqlite3', [database, `.read ${schema}`], folder.path);
  for (const { name } of zones)
    runProgram(
      'pdnsutil',
      [`--config-dir=${folder.path}`, 'load-zone', name, zoneFileName(name)],
      folder.path,
    );
  const server = await startServer({
    command: 'pdns_server',
    args: [`--config-dir=${folder.path}`],
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
