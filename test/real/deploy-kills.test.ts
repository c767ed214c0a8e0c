import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeployReport } from '../../src/model/deploy.ts';
import { sampleShop, until, type SampleShop } from './sample-shop.ts';
import { postgresMissing, startPostgres, type PostgresServer } from './servers/postgres.ts';

/** DEP-5: kill -9 at the beginning of every step; each time the deploy ends where it should, and the shop never stops. */
const suite = postgresMissing === null ? describe : describe.skip;
const name =
  postgresMissing === null ? 'killed at every step' : `killed at every step (skipped: ${postgresMissing})`;
const quick = ['--skip-gate', '--watch', '2s'] as const;

suite(name, { timeout: 180_000 }, () => {
  let server: PostgresServer;
  let shop: SampleShop;
  let wanted = '';
  beforeAll(async () => {
    server = await startPostgres();
    shop = await sampleShop(server, 'killed');
  }, 60_000);
  afterAll(async () => {
    await shop[Symbol.asyncDispose]();
    await server.stop();
  });

  const killAt = async (said: string): Promise<void> => {
    shop.edit('package.json', (text) => `${text}\n`);
    wanted = shop.commit(said);
    const running = shop.start('deploy', ...quick);
    await running.said(said);
    process.kill(running.pid, 'SIGKILL');
    await running.ended;
  };
  /** Refused as long as a command of the killed deploy still runs. */
  const resumed = async (): Promise<DeployReport> =>
    until(async () => (await shop.deploy('deploy', '--resume', ...quick)).report);

  it('before anything was touched: a new deploy simply begins', async () => {
    await killAt('Before the release …');
    const nothing = await shop.start('deploy', '--resume', ...quick).ended;
    expect(nothing.exitCode).toBe(2);
    expect(nothing.stderr).toContain('LR_DEPLOY_NOTHING');
    expect((await shop.deploy('deploy', ...quick)).report.verdict).toBe('released');
    expect(await shop.running()).toBe(wanted);
  });

  it.each(['Migrations …', 'Release …', 'Deploy marker …', 'New release visible …', 'Journeys …', 'Watch …'])(
    'at "%s": it is gone on with',
    async (said) => {
      await killAt(said);
      const report = await resumed();
      expect(report.verdict).toBe('released');
      expect(report.version).toBe(wanted);
      expect(report.steps.filter(({ status }) => status === 'failed' || status === 'interrupted')).toEqual(
        [],
      );
      expect(await shop.running()).toBe(wanted);
    },
  );

  it('in the middle of taking it back: it is taken back to the end', async () => {
    const good = await shop.running();
    shop.edit('src/shop.ts', (text) => text.replace("form.get('csrf') !== csrf", 'csrf !== null'));
    await killAt('Rollback …');
    const report = await resumed();
    expect(report.verdict).toBe('rolled back');
    expect(await shop.running()).toBe(good);
  });
});
