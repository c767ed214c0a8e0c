import { answersFor, zoneFileName, type DnsServerOptions, type ServedZone } from './dns-server.ts';
import { freePlace, runProgram, serverFolder, startServer, type RunningServer } from './server-process.ts';

/** BIND's named, authoritative for the zones, no recursion and no transfers. */
export async function startBind({ zones, place }: DnsServerOptions): Promise<RunningServer> {
  const folder = serverFolder();
  // named listens on addresses an interface has; the rest of 127/8 does not count.
  const at = place ?? (await freePlace('127.0.0.1'));
  for (const zone of zones) folder.file(zoneFileName(zone.name), zone.text);
  const config = folder.file(
    'named.conf',
    `
options {
  directory "${folder.path}";
  listen-on port ${at.port} { ${at.address}; };
  listen-on-v6 { none; };
  pid-file "${folder.path}/named.pid";
  session-keyfile "${folder.path}/session.key";
  managed-keys-directory "${folder.path}";
  recursion no;
  minimal-responses yes;
  allow-transfer { none; };
  dnssec-validation no;
  notify no;
};
controls { };
${zones.map(({ name }) => `zone "${name}" { type primary; file "${zoneFileName(name)}"; };`).join('\n')}
`,
  );
  const server = await startServer({
    command: 'named',
    args: ['-g', '-n', '1', '-c', config],
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

export interface SignedZone extends ServedZone {
  /** RDATA of the DS record for the parent. */
  readonly ds: string;
}

/**
 * Signs a zone with BIND's own signer: ECDSA P-256 keys, NSEC.
 * @param validity times as `dnssec-signzone` takes them: `now-3600`, `now+2592000`
 */
export function signZone(
  zone: ServedZone,
  validity: { readonly from: string; readonly until: string },
): SignedZone {
  using folder = serverFolder();
  const { path } = folder;
  const keys = [[], ['-f', 'KSK']].map((flags) =>
    runProgram('dnssec-keygen', ['-q', '-a', 'ECDSAP256SHA256', ...flags, zone.name], path).trim(),
  );
  const includes = keys.map((key) => `$INCLUDE ${key}.key\n`).join('');
  folder.file('zone', `${zone.text}\n${includes}`);
  const times = ['-s', validity.from, '-e', validity.until];
  const text = runProgram(
    'dnssec-signzone',
    ['-q', '-P', '-o', zone.name, ...times, '-f', '-', 'zone'],
    path,
  );
  const ds = runProgram('dnssec-dsfromkey', ['-2', `${keys[1] ?? ''}.key`], path);
  return { name: zone.name, text, ds: ds.slice(ds.indexOf(' DS ') + 4).trim() };
}
