import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, newFolder, startServer } from './process.ts';
import type { NameServerRun, ZoneSetup } from './setup.ts';
import { answersSoa } from './setup.ts';

/** Knot DNS on loopback as the primary of one zone that takes signed updates and transfers. */
export async function startKnot(setup: ZoneSetup): Promise<NameServerRun> {
  const [folder, port] = [newFolder('knot'), await freePort()];
  mkdirSync(join(folder, 'db'));
  writeFileSync(join(folder, 'zone'), setup.zoneText);
  writeFileSync(
    join(folder, 'knot.conf'),
    `server:
  listen: 127.0.0.1@${port}
  rundir: ${folder}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: ${folder}/db
  journal-db-max-size: 50M
  kasp-db-max-size: 10M
  timer-db-max-size: 10M
key:
  - id: ${setup.keyName}
    algorithm: hmac-sha256
    secret: ${setup.secret}
acl:
  - id: launch
    key: ${setup.keyName}
    action: [update, transfer]
zone:
  - domain: ${setup.zone}
    file: ${folder}/zone
    acl: launch
    journal-max-usage: 10M
`,
  );
  const run = await startServer(['knotd', '-c', join(folder, 'knot.conf')], folder, () =>
    answersSoa(setup.zone, port),
  );
  return { port, stop: run.stop };
}
