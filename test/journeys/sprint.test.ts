import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/model/json.ts';
import type { Sprint } from '../../src/model/sprint.ts';
import { auditWorld } from '../faults/audit-world.ts';
import { start, type Ended } from './launch-ready.ts';

// AUD-3, AUD-4: two days with a client, as they are typed: begin, repair, look again, hand over the proof.
describe('launch-ready sprint', { timeout: 180_000 }, () => {
  let folder: string;
  const run = (...args: readonly string[]): Promise<Ended> => start(args, { folder }).ended;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'launch-ready-sprint-'));
    const broken = await auditWorld({ faults: ['mail/dmarc-gone', 'exposure/environment-file'] });
    const healthy = await auditWorld();
    writeFileSync(join(folder, 'broken.json'), canonicalJson(broken.file));
    // The second look is a day later.
    const tomorrow = { ...healthy.file, collectedAt: broken.file.collectedAt + 24 * 3_600_000 };
    writeFileSync(join(folder, 'healthy.json'), canonicalJson(tomorrow));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('begins, shows the progress, and reports before and after', async () => {
    const early = await run('sprint', 'report', '--from', 'broken.json');
    expect([early.exitCode, early.stderr]).toEqual([2, expect.stringContaining('No sprint was begun here')]);

    const begun = await run('sprint', '--from', 'broken.json');
    expect(begun.exitCode).toBe(1);
    expect(begun.stdout).toMatch(
      /■ 0 of \d+ tasks? done, \d+ tasks? of about .* hours left, 48 of 48 hours left/,
    );
    expect(begun.stdout).toMatch(/Day 1, afternoon: Secrets and environment/);

    const later = await run('sprint', '--from', 'healthy.json', '--json');
    const sprint = JSON.parse(later.stdout) as Sprint;
    expect(sprint).toMatchObject({ schema: 'launch-ready/sprint-plan@1', hoursLeft: 24, before: 'pause' });
    expect(sprint.counts.done).toBeGreaterThanOrEqual(2);
    expect([sprint.counts.new, sprint.counts.unclear]).toEqual([0, 0]);
    expect(later.exitCode).toBe(sprint.counts.open > 0 ? 1 : 0);

    const told = await run('sprint', 'report', '--from', 'healthy.json', '--output', 'client.html');
    expect(told.exitCode).toBe(0);
    expect(readFileSync(join(folder, 'client.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    const text = (await run('sprint', 'report', '--from', 'healthy.json')).stdout;
    expect(text).toMatch(/^# What the sprint changed for Harbor Market/);
    expect(text).toMatch(/\*\*Not ready before, .* now: \d+ findings fixed, \d+ open\*\*/);
    expect(text).toContain('## Fixed');
    expect(text).not.toMatch(/[a-z0-9]@[a-z]/i);
  });

  it('another product or a broken file is told, never taken for progress', async () => {
    writeFileSync(join(folder, '.launch-ready', 'sprint', 'start.json'), '{"schema":"launch-ready/rep');
    const broken = await run('sprint', '--from', 'healthy.json');
    expect([broken.exitCode, broken.stderr]).toEqual([
      2,
      expect.stringContaining('launch-ready sprint --restart'),
    ]);
    const again = await run('sprint', '--from', 'healthy.json', '--restart');
    expect(again.stdout).toMatch(/0 of \d+ tasks? done|Nothing to do/);
  });
});
