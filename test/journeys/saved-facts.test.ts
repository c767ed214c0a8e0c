import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Comparison } from '../../src/model/comparison.ts';
import type { Finding } from '../../src/model/finding.ts';
import { signature } from '../faults/planted.ts';
import { parseReport, shopDesk, type ShopDesk } from './launch-ready.ts';

// AUD-4: every run's facts are kept, judged again, compared, and a risk is accepted until a day.
const themes = ['--only', 'domain', '--only', 'tls'];
let broken: ShopDesk;
let cured: ShopDesk;

beforeAll(async () => {
  [broken, cured] = await Promise.all([
    shopDesk({ faults: ['tls/www-wrong-name', 'dns/lame-name-server'] }),
    shopDesk({ faults: ['dns/serial-differs'] }),
  ]);
  for (const shop of [broken, cured]) shop.file('launch.yaml', shop.world.manifestText);
  await broken.run('audit', ...themes, '--save', 'monday.json', '--quiet', ...broken.network);
  await cured.run(
    'audit',
    ...themes,
    '--save',
    join(broken.folder, 'friday.json'),
    '--quiet',
    ...cured.network,
  );
}, 120_000);
afterAll(() => Promise.all([broken[Symbol.asyncDispose](), cured[Symbol.asyncDispose]()]));

const monday = async (...args: readonly string[]): Promise<ReturnType<typeof parseReport>> =>
  parseReport(await broken.run('audit', '--from', 'monday.json', '--json', ...args));
const found = (findings: readonly Finding[]): readonly string[] => findings.map(signature);
const wrongName = 'tls/certificate-names host:www.harbormarket.shop blocker';
const lame = 'domain/lame-server zone:harbormarket.shop high';

describe('AUD-4 judging saved facts again', () => {
  test('the same facts give byte-identical reports, offline', async () => {
    const once = await broken.run('audit', '--from', 'monday.json', '--json');
    const again = await broken.run('audit', '--from', 'monday.json', '--json', '--map', '*:*=refuse');
    expect(parseReport(once).findings.length).toBeGreaterThan(0);
    expect(again.stdout).toBe(once.stdout);
    expect(once.stderr).toBe('');
  });

  test('--at +90d: certificates of the healthy hosts have expired by then', async () => {
    const expiry = (report: Awaited<ReturnType<typeof monday>>): readonly string[] =>
      found(report.findings).filter((each) => each.startsWith('tls/certificate-expiry'));
    const [today, later] = await Promise.all([monday(), monday('--at', '+90d')]);
    expect(expiry(today)).toEqual([]);
    expect(expiry(later)).toContain('tls/certificate-expiry host:checkout.harbormarket.shop blocker');
    expect(later.judgedAt - later.collectedAt).toBe(90 * 86_400_000);
  });

  test('a file that is cut short or from elsewhere is refused with its name', async () => {
    const whole = readFileSync(join(broken.folder, 'monday.json'), 'utf8');
    broken.file('cut.json', whole.slice(0, 1000));
    broken.file('other.json', '{"schema":"launch-ready/facts@1"}');
    for (const name of ['cut.json', 'other.json', 'missing.json']) {
      const ended = await broken.run('audit', '--from', name);
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).toMatch(
        new RegExp(`^${name} cannot be judged: [\\s\\S]*\\(LR_FACTS_INVALID\\)\n$`, 'u'),
      );
      expect(ended.stderr).not.toMatch(/\n\s+at /u);
    }
  });

  test('a time that is none is told with what is', async () => {
    const ended = await broken.run('audit', '--from', 'monday.json', '--at', 'tomorrow');
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toContain('Use +90d, +12w, +3m, +1y or a day like 2027-03-15. (LR_TIME_INVALID)');
  });
});

describe('AUD-4 comparing two runs', () => {
  test('what was cured is fixed, what broke since is a regression, exit 1', async () => {
    const ended = await broken.run('compare', 'monday.json', 'friday.json', '--json');
    const { changes } = JSON.parse(ended.stdout) as { changes: Record<keyof Comparison, Finding[]> };
    const names = (list: readonly Finding[]): readonly string[] =>
      list.map(({ check, target }) => `${check} ${target.name}`).toSorted();
    expect(names(changes.fixed)).toEqual([
      'domain/lame-server harbormarket.shop',
      'tls/certificate-names www.harbormarket.shop',
    ]);
    expect(names([...changes.regressed, ...changes.appeared])).toEqual([
      'domain/soa-serial harbormarket.shop',
    ]);
    expect(names(changes.stillOpen)).toEqual([]);
    expect(names(changes.regressed)).toEqual(['domain/soa-serial harbormarket.shop']);
    expect(ended.exitCode).toBe(1);
  });

  test('nothing changed between a run and itself', async () => {
    const ended = await broken.run('compare', 'monday.json', 'monday.json');
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toMatch(/still open/iu);
  });
});

describe('AUD-2 verifying one finding', () => {
  test('by its fingerprint: still there before the cure, cured after it', async () => {
    const finding = (await monday()).findings.find((each) => signature(each) === wrongName);
    const fingerprint = finding?.fingerprint ?? '';
    expect(fingerprint).toMatch(/^[0-9a-f]{12}$/u);
    const before = await broken.run('verify', fingerprint, '--quiet', ...broken.network);
    const after = await cured.run('verify', fingerprint, '--quiet', ...cured.network);
    expect([before.exitCode, after.exitCode]).toEqual([1, 0]);
    expect(before.stdout).toMatch(
      /^Still there: .* tls\/certificate-names on www\.harbormarket\.shop: [\s\S]*What to do: /u,
    );
    expect(after.stdout).toMatch(/^Cured: .* tls\/certificate-names on www\.harbormarket\.shop: /u);
  });

  test('by check@target, as JSON; when nobody answers it could not be told, exit 3', async () => {
    const name = 'domain/lame-server@harbormarket.shop';
    const seen = await broken.run('verify', name, '--json', '--quiet', ...broken.network);
    expect(JSON.parse(seen.stdout)).toMatchObject({
      schema: 'launch-ready/verify@1',
      check: 'domain/lame-server',
      verdict: { outcome: 'fail' },
    });
    const blind = await broken.run('verify', name, '--quiet', '--map', '*:*=refuse');
    expect(blind.exitCode).toBe(3);
    expect(blind.stdout).toMatch(
      /^Could not tell: domain\/lame-server on harbormarket\.shop: [\s\S]*To find out: /u,
    );
  });
});

describe('AUD-4 accepting a risk', () => {
  test('with owner, reason and day it is set aside, and returns after its day', async () => {
    const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const who = ['--owner', 'ines', '--reason', 'the second server moves on Friday', '--until', day];
    const accepted = await broken.run('accept', 'domain/lame-server@harbormarket.shop', ...who);
    expect(accepted).toMatchObject({
      exitCode: 0,
      stdout: `Accepted until ${day} by ines: domain/lame-server on harbormarket.shop (the second server moves on Friday).\n`,
    });
    const asked = ['--only', 'domain', '--json', '--quiet', '--save', 'accepted.json', ...broken.network];
    const now = parseReport(await broken.run('audit', ...asked));
    expect(found(now.findings)).not.toContain(lame);
    expect(now.waived.map(({ waiver, ...each }) => [signature(each), waiver?.owner, waiver?.until])).toEqual([
      [lame, 'ines', day],
    ]);
    const after = parseReport(await broken.run('audit', '--from', 'accepted.json', '--at', '+21d', '--json'));
    expect(found(after.findings)).toContain(lame);
    expect(readFileSync(join(broken.folder, 'launch.yaml'), 'utf8')).toMatch(/^# Founder-led shop/u);
  }, 40_000);

  test('without an owner or for ever it is not accepted, and the file is untouched', async () => {
    const before = readFileSync(join(broken.folder, 'launch.yaml'), 'utf8');
    const nobody = await broken.run('accept', 'domain/lame-server', '--reason', 'x', '--until', '2027-01-01');
    const forEver = await broken.run(
      'accept',
      'domain/lame-server',
      '--owner',
      'a',
      '--reason',
      'x',
      '--until',
      '2099-01-01',
    );
    expect([nobody.exitCode, forEver.exitCode]).toEqual([2, 2]);
    expect(nobody.stderr).toContain('--owner is missing.');
    expect(forEver.stderr).toContain('--until 2099-01-01 is not a day within the next year.');
    expect(readFileSync(join(broken.folder, 'launch.yaml'), 'utf8')).toBe(before);
  });
});
