import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Handover } from '../../src/model/handover.ts';
import { faultsNamed } from '../../src/world/fault-files.ts';
import { makeHandover } from '../../src/report/handover/make.ts';
import { untruths } from '../../src/report/handover/truth.ts';
import { profileByName } from '../../src/profiles/load.ts';
import { auditWorld, type AuditedWorld } from '../faults/audit-world.ts';
import { shopDesk } from './launch-ready.ts';

const packOf = ({ report, file }: AuditedWorld): Handover =>
  makeHandover({
    report,
    file,
    profile: profileByName(report.subject.profile),
    answers: new Map(),
    changes: [],
    releases: [],
    variables: null,
    now: file.collectedAt,
  });

/** Twenty things that become untrue after the hand-over, in worlds of a few that do not hide each other. */
const worlds: readonly (readonly string[])[] = [
  ['tls/checkout-expired', 'redirects/www-and-apex-loop', 'mail/spf-everybody', 'dns/recursion-open'],
  ['tls/api-without-intermediate', 'dns/mx-to-alias', 'mail/dmarc-gone', 'headers/types-guessed'],
  ['tls/admin-self-signed', 'mail/dkim-revoked', 'redirects/open-redirect', 'cache/pages-for-a-week'],
  ['dns/serial-differs', 'mail/mta-sts-policy-gone', 'headers/session-in-clear', 'tls/hsts-absent'],
  ['dns/caa-typing-mistake', 'redirects/chain-of-four', 'mail/listed-domain', 'registration/in-redemption'],
];

describe('HAND-2 what was handed over is looked at again', () => {
  let healthy: Handover;
  beforeAll(async () => {
    healthy = packOf(await auditWorld());
  }, 120_000);

  test('the same product looked at twice: nothing is untrue', { timeout: 120_000 }, async () => {
    const [first, second] = [healthy, packOf(await auditWorld())];
    expect(
      first.sections.flatMap(({ blocks }) => blocks.flatMap(({ lines }) => lines)).length,
    ).toBeGreaterThan(100);
    expect(untruths(first, second)).toEqual([]);
  });

  test('every good line is measured, has a day and a command', { timeout: 60_000 }, async () => {
    const lines = healthy.sections.flatMap(({ blocks }) => blocks.flatMap(({ lines }) => lines));
    const good = lines.filter(({ state }) => state === 'good');
    expect(good.length).toBeGreaterThan(20);
    expect(
      good.filter(({ origin, at, rerun }) => origin !== 'measured' || at === null || rerun === null),
    ).toEqual([]);
  });

  test.each(worlds.map((faults) => [faults.join(', '), faults] as const))(
    '%s: each is found',
    { timeout: 120_000 },
    async (_name, faults) => {
      const broken = packOf(await auditWorld({ faults }));
      const found = untruths(healthy, broken);
      const definitions = await faultsNamed(faults);
      const unseen = definitions.filter(({ expects }) =>
        expects.every(({ check, target }) => !found.some(({ id }) => id === `risk ${check} ${target}`)),
      );
      expect(unseen.map(({ title }) => title)).toEqual([]);
      // Not only as a new risk: a line that was good says so no longer.
      expect(found.filter(({ was }) => was?.includes('[good]')).length).toBeGreaterThanOrEqual(
        faults.length - 1,
      );
    },
  );
});

describe('HAND-1 the pack as the owner gets it', () => {
  test('written, verified, then edited by somebody: told line by line', { timeout: 180_000 }, async () => {
    await using shop = await shopDesk({ story: 'booking', faults: [] });
    shop.file('launch.yaml', shop.world.manifestText);
    const made = await shop.run('handover', '--quiet', ...shop.network);
    expect({ exitCode: made.exitCode, stderr: made.stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(made.stdout).toContain('questions only the owner can answer');
    const folder = join(shop.folder, 'handover');
    expect(readdirSync(folder).toSorted()).toEqual([
      'calendar.ics',
      'handover.html',
      'handover.json',
      'handover.md',
      'tables',
    ]);
    const verified = await shop.run('handover', 'verify', '--quiet', ...shop.network);
    expect(verified).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^● Everything measured on \d{4}-\d{2}-\d{2} is still so\.\n$/),
      stderr: '',
    });
    const text = readFileSync(join(folder, 'handover.json'), 'utf8');
    shop.file('handover/handover.json', text.replaceAll('Tideline Registrar Ltd.', 'Bargain Names Inc.'));
    const lied = await shop.run('handover', 'verify', '--quiet', ...shop.network);
    expect(lied.exitCode).toBe(1);
    expect(lied.stdout).toContain('Bargain Names Inc.');
    // No secret and no address of a person in anything that leaves the house.
    const all = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');
    expect([...all.matchAll(/[\w.+-]+@harbormarket\.shop|\+49 40/g)].map(([text]) => text)).toEqual([]);
  });

  test(
    'what only the owner knows is listed, answered in a file, and then known',
    { timeout: 60_000 },
    async () => {
      await using shop = await shopDesk({ faults: [] });
      shop.file('launch.yaml', shop.world.manifestText);
      const open = await shop.run('handover', 'ask', '--list');
      expect(open.exitCode).toBe(1);
      const ids = open.stdout.split('\n').filter((line) => /^[a-z]/.test(line));
      expect(ids).toContain('launch-day.first');
      const answers = ids.map((id) => `  ${id}: { answer: Ines, by: Ines Falk, on: 2026-11-20 }`);
      shop.file('handover.yaml', `answers:\n${answers.join('\n')}\n`);
      expect(await shop.run('handover', 'ask')).toMatchObject({ exitCode: 0 });
      shop.file('handover.yaml', 'answers:\n  launch-day.first: { answer: Ines }\n');
      expect(await shop.run('handover', 'ask', '--list')).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('answers.launch-day.first.by'),
      });
    },
  );
});
