import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../src/model/report.ts';
import { look } from '../test/real/look.ts';
import { shopDomain } from '../test/real/dns-lab.ts';
import { missingPrograms } from '../test/real/servers/server-process.ts';
import { startWebLab, webManifest, hosts, type WebLab } from '../test/real/web-lab.ts';
import { fileCases, networkCases, startPort53Lab } from './peers/dns-cases.ts';
import { askCheckzone, askSslscan, askTestssl, askZonemaster, type PeerAnswer } from './peers/programs.ts';

/** `node scripts/peers.ts`: our verdict beside the field's programs where they judge the same thing; writes docs/peers.md. */
interface Row {
  readonly subject: string;
  readonly ours: PeerAnswer;
  readonly peers: Readonly<Record<string, PeerAnswer>>;
}

const tlsSubjects = [
  ['everything in order', hosts.good],
  ['the certificate ran out three days ago', hosts.expired],
  ['the certificate is for another name', hosts.wrongName],
  ['the intermediate is not sent', hosts.incomplete],
  ['TLS 1.0 to 1.2, no 1.3', hosts.oldProtocol],
] as const;

const needed = [
  'nsd',
  'knotd',
  'nginx',
  'openssl',
  'named-checkzone',
  'zonemaster-cli',
  'testssl',
  'sslscan',
];
const missing = missingPrograms(...needed);
if (missing.length > 0 || process.getuid?.() !== 0) {
  const why = missing.length > 0 ? `not installed: ${missing.join(', ')}` : 'port 53 needs root';
  process.stderr.write(`Peers are not compared: ${why}\n`);
  process.exitCode = 3;
} else {
  const dns = await dnsRows();
  const tls = await tlsRows();
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'peers.md'), page(dns, tls));
  process.stdout.write('Written: docs/peers.md\n');
}

async function dnsRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const each of [...networkCases, ...fileCases]) {
    await using lab = await startPort53Lab(each);
    const ours = await timed(() =>
      look({
        domain: shopDomain,
        only: ['domain'],
        hintsText: lab.hintsText,
        isPrivateNetworkAllowed: true,
        manifestText: lab.manifestText,
      }),
    );
    const peers = {
      'zonemaster-cli': askZonemaster(shopDomain, lab.hintsText),
      'named-checkzone': askCheckzone(each.zones[0]),
    };
    rows.push({ subject: each.title, ours, peers });
    say(rows);
  }
  return rows;
}

async function tlsRows(): Promise<readonly Row[]> {
  await using lab = await startWebLab();
  const rows: Row[] = [];
  for (const [subject, host] of tlsSubjects) {
    const ours = await timed(() => lookAtHost(lab, host));
    const place = lab.httpsOf(host);
    const peers = {
      'testssl -p -S -h': askTestssl(host, place, lab.caPem),
      sslscan: askSslscan(host, place),
    };
    rows.push({ subject, ours, peers });
    say(rows);
  }
  return rows;
}

async function lookAtHost(lab: WebLab, host: string): Promise<Report> {
  const { hintsText, maps, caPem } = lab;
  const manifestText = webManifest([hosts.apex, host]);
  const report = await look({ domain: shopDomain, only: ['tls'], hintsText, maps, caPem, manifestText });
  return { ...report, findings: report.findings.filter(({ target }) => target.name === host) };
}

async function timed(run: () => Promise<Report>): Promise<PeerAnswer> {
  const started = performance.now();
  const report = await run();
  const said = report.findings.map(({ check, severity }) => `${check} (${severity})`);
  return { said, seconds: (performance.now() - started) / 1000 };
}

function say(rows: readonly Row[]): void {
  const row = rows.at(-1);
  if (row !== undefined) process.stdout.write(`${row.subject}: ${row.ours.said.join(', ') || 'nothing'}\n`);
}

function page(dns: readonly Row[], tls: readonly Row[]): string {
  return `# Beside other programs

What \`launch-ready audit\` says about real servers on one machine, beside programs that judge the same thing. Made by
\`node scripts/peers.ts\` on ${new Date().toISOString().slice(0, 10)}; never edited. Times are wall times of this run, on a machine that did other work too:
ours without start-up of the process (about 0.5 s; the first row includes loading the checks), the others with theirs. All
servers are on loopback, so that a dead one refuses at once instead of staying silent, and \`NAMESERVER_IP_WITHOUT_REVERSE\` says
no more than that.

${versions()}

## Names: NSD for root and registry, the shop on NSD and Knot

${table(dns)}

Our low findings in every row (no IPv6, no DNSSEC) are true of this lab. \`named-checkzone\` reads the file only, so it
cannot see what servers do.

## Certificates and protocols: nginx, certificates by openssl

${table(tls)}

\`sslscan\` judges protocols and shows the certificate's dates and names, without checking trust or the name. In every row
\`testssl\` misses a revocation address, which these certificates do not have; what it says about CAA and headers it could not
read (\`--\`). \`tls/post-quantum\` is true of Debian's OpenSSL 3.0.
`;
}

function table(rows: readonly Row[]): string {
  const peers = Object.keys(rows[0]?.peers ?? {});
  const cell = ({ said, seconds }: PeerAnswer): string =>
    `${said.join('<br>').replaceAll('|', '\\|') || 'nothing'}<br>${seconds.toFixed(2)} s`;
  return [
    `| | launch-ready | ${peers.join(' | ')} |`,
    `| --- | --- | ${peers.map(() => '---').join(' | ')} |`,
    ...rows.map(
      ({ subject, ours, peers: theirs }) =>
        `| ${subject} | ${cell(ours)} | ${peers.map((name) => cell(theirs[name] ?? { said: [], seconds: 0 })).join(' | ')} |`,
    ),
  ].join('\n');
}

function versions(): string {
  const packages = ['bind9-utils', 'zonemaster-cli', 'testssl.sh', 'sslscan', 'nsd', 'knot', 'nginx'];
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${Version}\\n', ...packages], {
    encoding: 'utf8',
  });
  return `Versions (Debian): ${asked.stdout.trim().split('\n').join(', ')}; Node ${process.versions.node}.`;
}
