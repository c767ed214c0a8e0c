import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServedZone } from '../../test/real/servers/dns-server.ts';
import { serverFolder, type Place } from '../../test/real/servers/server-process.ts';

/** What a program found wrong, in its own words cut short, and how long it took. */
export interface PeerAnswer {
  readonly said: readonly string[];
  readonly seconds: number;
}

const longestRunMs = 300_000;
const maxLines = 6;

function run(
  command: string,
  args: readonly string[],
): { readonly output: string; readonly seconds: number } {
  const started = performance.now();
  const done = spawnSync(command, [...args], { encoding: 'utf8', timeout: longestRunMs, input: '' });
  return { output: `${done.stdout}\n${done.stderr}`, seconds: (performance.now() - started) / 1000 };
}

const shortened = (lines: readonly string[]): readonly string[] => {
  const unique = [...new Set(lines.map((line) => line.trim().slice(0, 140)).filter((line) => line !== ''))];
  return unique.length <= maxLines
    ? unique
    : [...unique.slice(0, maxLines), `and ${unique.length - maxLines} more`];
};

export function askCheckzone(zone: ServedZone | undefined): PeerAnswer {
  if (zone === undefined) return { said: ['no zone'], seconds: 0 };
  using folder = serverFolder();
  const file = folder.file('zone', zone.text);
  const { output, seconds } = run('named-checkzone', ['-i', 'full', '-k', 'fail', zone.name, file]);
  const said = output
    .split('\n')
    .filter((line) => /^zone |error|warning/u.test(line) && !line.includes('loaded serial'));
  return { said: shortened(said.map((line) => line.replace(/^zone [^:]+: /u, ''))), seconds };
}

/** Warnings and worse; what is said about loopback addresses is about the lab, not the zone. */
export function askZonemaster(domain: string, hintsText: string): PeerAnswer {
  using folder = serverFolder();
  const hints = folder.file('hints', hintsText);
  const args = [domain, '--hints', hints, '--no-ipv6', '--level', 'WARNING', '--no-progress', '--no-time'];
  const { output, seconds } = run('zonemaster-cli', [...args, '--json']);
  return { said: shortened(zonemasterLines(output)), seconds };
}

function zonemasterLines(output: string): readonly string[] {
  const json = /\{[\s\S]*\}|\[[\s\S]*\]/u.exec(output)?.[0];
  if (json === undefined) return [`no answer: ${output.slice(0, 120)}`];
  const parsed: unknown = JSON.parse(json);
  const rows = Array.isArray(parsed) ? parsed : ((parsed as { readonly results?: unknown }).results ?? []);
  return (rows as readonly { readonly level: string; readonly tag: string; readonly testcase?: string }[])
    .filter(({ tag }) => !/^(?:NAMESERVER_IP_PRIVATE_NETWORK|NO_IP_PRIVATE)/u.test(tag))
    .map(({ level, tag }) => `${tag} (${level})`);
}

export function askTestssl(host: string, place: Place, caPem: string): PeerAnswer {
  using folder = serverFolder();
  const ca = folder.file('ca.pem', caPem);
  const json = join(folder.path, 'out.json');
  const args = ['--ip', place.address, '--add-ca', ca, '--jsonfile', json, '--color', '0', '--quiet'];
  const { seconds } = run('testssl', [
    ...args,
    '--warnings',
    'off',
    '-p',
    '-S',
    '-h',
    `${host}:${place.port}`,
  ]);
  const rows = testsslRows(json);
  if (rows === null) return { said: [`no answer within ${longestRunMs / 1000} s`], seconds };
  const bad = rows.filter(({ severity }) => ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'].includes(severity));
  return {
    said: shortened(bad.map((row) => `${row.id} (${row.severity}): ${row.finding.slice(0, 70)}`)),
    seconds,
  };
}

type TestsslRow = Readonly<Record<'id' | 'severity' | 'finding', string>>;

/** null: it was stopped before its file was whole. */
function testsslRows(path: string): readonly TestsslRow[] | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as readonly TestsslRow[];
  } catch {
    return null;
  }
}

export function askSslscan(host: string, place: Place): PeerAnswer {
  const args = ['--no-colour', `--sni-name=${host}`, `${place.address}:${place.port}`];
  const { output, seconds } = run('sslscan', args);
  const enabled = [...output.matchAll(/^(?:SSLv[23]|TLSv1\.[01]) +enabled$/gmu)].map(([line]) =>
    line.replaceAll(/ +/gu, ' '),
  );
  const after = /^Not valid after: +(.+)$/mu.exec(output)?.[1];
  const isOver = after !== undefined && Date.parse(after) < Date.now();
  return { said: shortened([...enabled, ...(isOver ? [`Not valid after: ${after}`] : [])]), seconds };
}
