import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import type { DnsRecord } from '../../src/model/outside-dns.ts';
import { parseZone } from '../../src/protocols/zone/file/parse.ts';
import { printZone } from '../../src/protocols/zone/file/print.ts';
import { generateZone } from '../suites/zone-generator.ts';

/** FIX-4: our zone file parser reads what BIND reads. 10,000 zones with LR_ZONE_COUNT=10000; 120 by default. */
const count = Number(process.env['LR_ZONE_COUNT'] ?? 120);
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'lr-zones-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasOracle = ((): boolean => {
  try {
    execFileSync('named-compilezone', ['-v']);
    return true;
  } catch {
    return false;
  }
})();

const lines = (records: readonly DnsRecord[]): string =>
  records
    .map(({ name, type, ttlSeconds, value }) => `${name} ${ttlSeconds} ${type} ${value}`)
    .toSorted()
    .join('\n');

const parsed = (text: string, what: string): readonly DnsRecord[] => {
  const zone = parseZone(text, 'zone.test');
  if (!zone.ok) throw new Error(`${what}: ${JSON.stringify(zone.problems)}\n${text}`);
  return zone.records;
};

const quiet = [
  '-i',
  'none',
  '-k',
  'ignore',
  '-n',
  'ignore',
  '-m',
  'ignore',
  '-M',
  'ignore',
  '-S',
  'ignore',
  '-r',
  'ignore',
  '-T',
  'ignore',
  '-q',
];

async function compiled(text: string, name: string): Promise<string> {
  const [source, target] = [join(folder, `${name}.zone`), join(folder, `${name}.out`)];
  writeFileSync(source, text, 'latin1');
  await run('named-compilezone', [
    ...quiet,
    '-f',
    'text',
    '-F',
    'text',
    '-s',
    'full',
    '-o',
    target,
    'zone.test',
    source,
  ]).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(`${name}: ${error.stdout ?? ''}${error.stderr ?? ''}\n${text}`);
  });
  return readFileSync(target, 'latin1');
}

test.skipIf(!hasOracle)(
  `${count} generated zones mean the same to us and to named-compilezone, and after we print them`,
  async () => {
    let seen = 0;
    const one = async (seed: number): Promise<void> => {
      const zone = generateZone(seed);
      const intent = lines(zone.records);
      const ours = parsed(zone.text, `seed ${seed}`);
      expect(lines(ours), `ours, seed ${seed}\n${zone.text}`).toBe(intent);
      const theirs = parsed(await compiled(zone.text, `in-${seed}`), `BIND's seed ${seed}`);
      expect(lines(theirs), `BIND, seed ${seed}\n${zone.text}`).toBe(intent);
      if (seed % 10 === 0) {
        const again = parsed(await compiled(printZone('zone.test', ours), `out-${seed}`), `printed ${seed}`);
        expect(lines(again), `printed, seed ${seed}`).toBe(intent);
      }
      seen += 1;
    };
    for (let seed = 0; seed < count; seed += 4)
      await Promise.all([0, 1, 2, 3].filter((n) => seed + n < count).map((n) => one(seed + n)));
    expect(seen).toBe(count);
  },
  count * 500,
);
