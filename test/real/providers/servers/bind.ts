import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, newFolder, startServer } from './process.ts';
import type { NameServerRun, ZoneSetup } from './setup.ts';
import { answersSoa } from './setup.ts';

/** BIND on loopback as the primary of one zone that takes signed updates and transfers. */
export async function startBind(setup: ZoneSetup): Promise<NameServerRun> {
  const [folder, port] = [newFolder('bind'), await freePort()];
  writeFileSync(join(folder, 'zone'), setup.zoneText);
  writeFileSync(
    join(folder, 'named.conf'),
    `key "${setup.keyName}" { algorithm hmac-sha256; secret "${setup.secret}"; };
options { directory "${folder}"; listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no;
  pid-file none; session-keyfile "${folder}/session.key"; allow-transfer { key "${setup.keyName}"; }; check-names primary ignore;
  dnssec-validation no; notify no; };
controls { };
zone "${setup.zone}" { type primary; file "${folder}/zone"; allow-update { key "${setup.keyName}"; }; check-integrity no; };
`,
  );
  const run = await startServer(['named', '-g', '-n', '1', '-c', join(folder, 'named.conf')], folder, () =>
    answersSoa(setup.zone, port),
  );
  return { port, stop: run.stop };
}
