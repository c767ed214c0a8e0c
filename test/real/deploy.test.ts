import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeployReport, DeployStepId } from '../../src/model/deploy.ts';
import { looksLikeCrash } from '../journeys/launch-ready.ts';
import { password, sampleShop, until, type SampleShop } from './sample-shop.ts';
import { postgresMissing, startPostgres, type PostgresServer } from './servers/postgres.ts';

/** DEP-5, DEP-6, DEP-7, MON-9: the sample shop is released, broken, taken back and rehearsed, for real on this machine. */
const suite = postgresMissing === null ? describe : describe.skip;
const name =
  postgresMissing === null ? 'deploying the sample shop' : `deploying (skipped: ${postgresMissing})`;
const quick = ['--skip-gate', '--watch', '0'] as const;
const statuses = (report: DeployReport): Readonly<Partial<Record<DeployStepId, string>>> =>
  Object.fromEntries(report.steps.map(({ id, status }) => [id, status]));
const breakOrders = (text: string): string => text.replace("form.get('csrf') !== csrf", 'csrf !== null');
const mendOrders = (text: string): string => text.replace('csrf !== null', "form.get('csrf') !== csrf");
const journals = ({ repository }: SampleShop): string => {
  const folder = join(repository, '.launch-ready', 'deploys');
  const names = readdirSync(folder).filter((each) => each.endsWith('.jsonl'));
  return names.map((each) => readFileSync(join(folder, each), 'utf8')).join('\n');
};

suite(name, { timeout: 300_000 }, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  it('a good release stays, a bad one is taken back by rule, and the way back is proven', async () => {
    await using shop = await sampleShop(server, 'story');
    shop.edit('package.json', (text) => text.replace('1.0.0', '1.1.0'));
    const good = shop.commit('A better package');
    // The audit of dependencies asks a registry; everything else of the gate is here.
    const first = await shop.deploy('deploy', '--skip', 'dependencies', '--watch', '3s');
    expect(first.ended.exitCode).toBe(0);
    expect(first.report.verdict).toBe('released');
    expect(statuses(first.report)).toEqual({
      gate: 'done',
      before: 'done',
      migrate: 'done',
      release: 'done',
      marker: 'done',
      visible: 'done',
      smoke: 'done',
      data: 'done',
      jobs: 'done',
      watch: 'done',
    });
    expect(await shop.running()).toBe(good);

    shop.edit('package.json', (text) => text.replace('8.23.1', '8.0.0'));
    shop.commit('Somebody forgot the lock file');
    const closed = await shop.deploy('deploy', '--skip', 'dependencies');
    expect(closed.ended.exitCode).toBe(1);
    expect(closed.report).toMatchObject({ verdict: 'refused', steps: [{ id: 'gate', status: 'failed' }] });
    expect(closed.report.headline).toMatch(/^Gate closed: .*; nothing was touched$/);
    expect(await shop.running()).toBe(good);
    shop.edit('package.json', (text) => text.replace('8.0.0', '8.23.1'));

    shop.edit('src/shop.ts', breakOrders);
    shop.commit('Orders break');
    const second = await shop.deploy('deploy', ...quick);
    expect(second.ended.exitCode).toBe(1);
    expect(second.report.verdict).toBe('rolled back');
    expect(statuses(second.report)).toMatchObject({
      smoke: 'failed',
      rollback: 'done',
      'old-visible': 'done',
      'old-smoke': 'done',
      'old-data': 'done',
      'old-jobs': 'done',
    });
    expect(await shop.running()).toBe(good);

    shop.edit('src/shop.ts', mendOrders);
    shop.commit('Orders work');
    const third = await shop.deploy('deploy', 'rehearse-rollback', '--yes');
    expect(third.report.verdict).toBe('proven');
    expect(third.ended.exitCode).toBe(0);
    expect(third.report.rollback?.limitMs).toBe(600_000);
    expect(await shop.running()).toBe(good);
    // Test data was taken away, what other customers have is untouched.
    expect(shop.sql('select count(*) from orders')).toBe('0');
    expect(await shop.start('deploy', 'status').ended).toMatchObject({ exitCode: 0 });
  });

  it('a rollback that loses orders, or takes too long, proves nothing', async () => {
    await using shop = await sampleShop(server, 'losing');
    shop.edit('scripts/rollback', (text) => `${text}psql "$DATABASE_URL" -qc 'delete from orders'\n`);
    shop.commit('The way back empties the table');
    const lost = await shop.deploy('deploy', 'rehearse-rollback', '--yes');
    expect(lost.ended.exitCode).toBe(1);
    expect(lost.report.verdict).toBe('not proven');
    expect(lost.report.headline).toContain(
      'data is lost: main: public.orders has 1 row less than before (0 of 1)',
    );

    shop.edit('scripts/rollback', (text) => text.replace(/psql.*\n/, 'sleep 3\n'));
    shop.edit('launch.yaml', (text) => `${text}overrides:\n  rollback.limitSeconds: 3\n`);
    shop.commit('The way back takes its time');
    const slow = await shop.deploy('deploy', 'rehearse-rollback', '--yes');
    expect(slow.report.verdict).toBe('not proven');
    expect(slow.report.headline).toMatch(/over the limit of 3 s of the profile ecommerce$/);
  });

  it('a release command that hangs is ended and taken back; one that dies and prints secrets shows none of them', async () => {
    await using shop = await sampleShop(server, 'hostile');
    const before = await shop.running();
    shop.edit('scripts/release', (text) => `${text}sleep 600\n`);
    shop.commit('It never ends');
    const hung = await shop.deploy('deploy', ...quick, '--command-timeout', '6s');
    expect(hung.report.verdict).toBe('rolled back');
    expect(hung.report.headline).toMatch(/did not end within 6 s and was ended; taken back in/);
    expect(await shop.running()).toBe(before);

    shop.edit('scripts/release', (text) =>
      text.replace('sleep 600', 'env; echo "key=$PAYMENT_WEBHOOK_SECRET" >&2; exit 3'),
    );
    shop.commit('It tells everything and dies');
    const died = await shop.deploy('deploy', ...quick);
    expect(died.report.verdict).toBe('rolled back');
    expect(died.report.headline).toContain('ended with 3');
    const shown = `${died.ended.stdout}${died.ended.stderr}${journals(shop)}`;
    expect(shown).toContain('[env:DATABASE_URL]');
    expect(shown).not.toContain(password);
    expect(shown).not.toContain('whsec_of_the_sample_shop');
  });

  it('a migration that fails releases nothing, and the old release is looked at', async () => {
    await using shop = await sampleShop(server, 'migration');
    const before = await shop.running();
    shop.edit('migrations/001_orders.sql', (text) => text);
    shop.edit('scripts/migrate', (text) =>
      text.replace('exec', 'echo "column does not exist" >&2; exit 1; exec'),
    );
    shop.commit('A migration that cannot work');
    const { report, ended } = await shop.deploy('deploy', ...quick);
    expect(ended.exitCode).toBe(1);
    expect(report.verdict).toBe('failed');
    expect(report.headline).toMatch(/ended with 1 .*; nothing was released, the old release still works$/);
    expect(statuses(report).release).toBeUndefined();
    expect(await shop.running()).toBe(before);
  });

  it('Ctrl-C and kill -9 lose nothing: the journal knows, nothing is started on top, --resume goes on', async () => {
    await using shop = await sampleShop(server, 'cut');
    shop.edit('scripts/release', (text) =>
      text.replace('set -eu', 'set -eu\nwhile [ ! -f "$SHOP_HOME/go" ]; do sleep 0.1; done'),
    );
    const wanted = shop.commit('It takes its time');
    const stopped = shop.start('deploy', ...quick);
    await stopped.said('Release …');
    stopped.interrupt();
    const interrupted = await stopped.ended;
    expect(interrupted.exitCode).toBe(130);
    expect(looksLikeCrash(interrupted)).toBe(false);
    expect(interrupted.stdout).toContain('deploy --resume');
    const refused = await shop.start('deploy', ...quick).ended;
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('LR_DEPLOY_UNFINISHED');

    const killed = shop.start('deploy', '--resume', ...quick);
    await killed.said('Release …');
    const second = await shop.start('deploy', '--resume', ...quick).ended;
    expect(second.stderr).toContain('LR_DEPLOY_RUNNING');
    await until(async () => {
      if (!/"kind":"process"[^\n]*"release"/.test(journals(shop).split('"resumed"').at(-1) ?? ''))
        throw new Error('not yet');
    });
    process.kill(killed.pid, 'SIGKILL');
    await killed.ended;
    const cut = await shop.start('deploy', 'status').ended;
    expect(cut.stdout).toContain('nobody knows how it ended');
    // Its release command lives on by itself; only when it is over may somebody go on.
    const tooSoon = await shop.start('deploy', '--resume', ...quick).ended;
    expect(tooSoon.stderr).toContain('still runs');
    writeFileSync(join(shop.home, 'go'), '');
    await until(async () => {
      if ((await shop.running()) !== wanted) throw new Error('the release is not out yet');
    });
    const resumed = await until(async () => shop.deploy('deploy', '--resume', ...quick));
    expect(resumed.report.verdict).toBe('released');
    expect(resumed.report.steps.find(({ id }) => id === 'release')?.found).toMatch(
      /^It was released before the interruption/,
    );
  });
});
