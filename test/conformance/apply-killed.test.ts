import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { planText } from '../../src/engine/fix/plan/seal.ts';
import { unixMs } from '../../src/model/brand.ts';
import { sealed } from '../../src/engine/fix/plan/seal.ts';
import { snapshotOf } from '../../src/protocols/edge/state.ts';
import { parseZone } from '../../src/protocols/zone/file/parse.ts';
import { recordSets } from '../../src/protocols/zone/records/record-set.ts';
import { setResources } from '../../src/protocols/zone/records/resources.ts';
import { planBetween, stateOf, zone } from './fix/plans.ts';

const folder = mkdtempSync(join(tmpdir(), 'launch-ready-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const child = join(import.meta.dirname, 'fix', 'apply-child.ts');

const names = Array.from({ length: 12 }, (_, index) => `h${index}`);
const head = ['@ SOA ns1.other.net. h.other.net. 1 2 3 4 300', '@ NS ns1.other.net.'];
const before = [...head, ...names.map((name, index) => `${name} A 89.187.162.${index + 1}`)];
const after = [
  ...head,
  ...names.slice(2).map((name, index) => `${name} A 89.187.163.${index + 1}`),
  'new TXT "here"',
];
const texts = { before: snapshotOf(stateOf(before)), after: snapshotOf(stateOf(after)) };

const stateOnDisk = (): string => {
  const parsed = parseZone(readFileSync(join(folder, 'zone.db'), 'utf8'), zone);
  return parsed.ok
    ? snapshotOf(setResources(recordSets(parsed.records)))
    : `torn: ${JSON.stringify(parsed.problems[0])}`;
};

/** Runs the child, killed with SIGKILL as soon as it announced so many writes. Null: it was killed. */
const run = (killAtStep: number | null): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const running = spawn(process.execPath, ['--no-warnings', child, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    running.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (killAtStep !== null && said.split('step').length > killAtStep) running.kill('SIGKILL');
    });
    running.on('error', reject);
    running.on('close', (_code, signal) => {
      resolve(signal === null ? (said.trim().split('\n').at(-1) ?? '') : null);
    });
  });

describe('FIX-2: a real process, really killed', () => {
  it('8 rounds of SIGKILL over a zone file on disk: taken up, it ends as wanted', async () => {
    const plan = planBetween({ before: stateOf(before), after: stateOf(after) });
    const { hash: _hash, ...open } = plan;
    const fresh = sealed({ ...open, expiresAt: unixMs(Number.MAX_SAFE_INTEGER) });
    let kills = 0;
    const between = new Set<string>();
    for (let round = 0; round < 8; round += 1) {
      writeFileSync(
        join(folder, 'zone.db'),
        ['$ORIGIN harbour.example.', '$TTL 3600', ...before, ''].join('\n'),
      );
      writeFileSync(join(folder, 'plan.json'), planText(fresh));
      for (const name of ['journal.jsonl', 'zone.db.launch-ready.lock']) removeIfThere(join(folder, name));
      const first = await run(1 + round);
      if (first === null) kills += 1;
      const half = stateOnDisk();
      expect(half.startsWith('torn')).toBe(false);
      between.add(half === texts.before ? 'before' : half === texts.after ? 'after' : 'between');
      // The dead run's own lock on the file ends by itself after a minute; here nobody waits for it.
      removeIfThere(join(folder, 'zone.db.launch-ready.lock'));
      expect(await run(null)).toBe('done');
      expect(stateOnDisk() === texts.after).toBe(true);
    }
    process.stdout.write(`killed for real: ${kills} of 8 rounds, caught ${[...between].join(', ')}\n`);
    expect(kills).toBeGreaterThan(3);
  }, 400_000);
});

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was not there.
  }
}
