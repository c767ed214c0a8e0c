import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, newFolder, startServer } from './process.ts';
import type { NameServerRun, ZoneSetup } from './setup.ts';
import { answersSoa } from './setup.ts';

export interface PowerDnsRun extends NameServerRun {
  readonly apiUrl: string;
  readonly apiKey: string;
}

/** PowerDNS on loopback over SQLite, with its HTTP API. The zone starts with SOA, NS and the address of its server. */
export async function startPowerDns(setup: ZoneSetup): Promise<PowerDnsRun> {
  const [folder, port, apiPort] = [newFolder('pdns'), await freePort(), await freePort()];
  const schema = readFileSync('/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql', 'utf8');
  const made = spawnSync('sqlite3', [join(folder, 'db.sqlite')], { input: schema });
  if (made.status !== 0) throw new Error(`sqlite3: ${made.stderr.toString()}`);
  const apiKey = setup.secret;
  writeFileSync(
    join(folder, 'pdns.conf'),
    `launch=gsqlite3
gsqlite3-database=${folder}/db.sqlite
gsqlite3-pragma-synchronous=0
local-address=127.0.0.1
local-port=${port}
socket-dir=${folder}
webserver=yes
webserver-address=127.0.0.1
webserver-port=${apiPort}
webserver-allow-from=127.0.0.1
api=yes
api-key=${apiKey}
cache-ttl=0
query-cache-ttl=0
negquery-cache-ttl=0
zone-cache-refresh-interval=0
consistent-backends=no
security-poll-suffix=
guardian=no
daemon=no
disable-syslog=yes
loglevel=3
receiver-threads=1
distributor-threads=1
`,
  );
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const call = (path: string, body?: object): Promise<Response> =>
    fetch(`${apiUrl}/api/v1/servers/localhost/zones${path}`, {
      headers: { 'x-api-key': apiKey },
      ...(body === undefined ? {} : { method: path === '' ? 'POST' : 'PATCH', body: JSON.stringify(body) }),
    });
  let isMade = false;
  const run = await startServer(['/usr/sbin/pdns_server', `--config-dir=${folder}`], folder, async () => {
    isMade ||= await makeZone(call, setup).catch(() => false);
    return isMade && answersSoa(setup.zone, port);
  });
  return { port, apiUrl, apiKey, stop: run.stop };
}

async function makeZone(
  call: (path: string, body?: object) => Promise<Response>,
  setup: ZoneSetup,
): Promise<boolean> {
  const apex = `${setup.zone}.`;
  const made = await call('', {
    name: apex,
    kind: 'Native',
    nameservers: [`ns1.${apex}`],
    soa_edit_api: 'INCREASE',
  });
  const patched = await call(`/${apex}`, {
    rrsets: [
      {
        name: `ns1.${apex}`,
        type: 'A',
        ttl: 3600,
        changetype: 'REPLACE',
        records: [{ content: '127.0.0.1' }],
      },
    ],
  });
  return made.status === 201 && patched.status === 204;
}
