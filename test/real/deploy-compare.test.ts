import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/deploy/compare.ts';
import { start } from '../journeys/launch-ready.ts';
import { password, sampleShop } from './sample-shop.ts';
import { postgresMissing, startPostgres, type PostgresServer } from './servers/postgres.ts';

/** DEP-8: two shops that really run, each with its own database. */
const suite = postgresMissing === null ? describe : describe.skip;
const name =
  postgresMissing === null
    ? 'staging beside production'
    : `staging beside production (skipped: ${postgresMissing})`;

suite(name, { timeout: 180_000 }, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  it('release, answers, header fields, schema and variables: what differs is told, values are not', async () => {
    await using production = await sampleShop(server, 'production');
    await using staging = await sampleShop(server, 'staging', (edit) =>
      edit('src/shop.ts', (text) =>
        text.replace(
          "'content-type': 'text/html; charset=utf-8'",
          "'content-type': 'text/html; charset=utf-8', 'x-frame-options': 'DENY'",
        ),
      ),
    );
    staging.sql('alter table orders add column gift_note text');
    writeFileSync(
      join(production.repository, '.env.production'),
      'DATABASE_URL=secret-of-production\nPORT=1\n',
    );
    writeFileSync(
      join(production.repository, '.env.staging'),
      'DATABASE_URL=other\nPORT=1\nexport FEATURE_GIFTS=yes\n',
    );
    const compare = (...more: readonly string[]) =>
      start(
        [
          'deploy',
          'compare',
          'staging',
          'production',
          '--at',
          `production=${production.base}`,
          '--at',
          `staging=${staging.base}`,
          '--database',
          'staging=env:STAGING_DATABASE_URL',
          ...more,
        ],
        {
          folder: production.repository,
          env: { ...production.env, STAGING_DATABASE_URL: staging.databaseUrl },
        },
      ).ended;
    const ended = await compare('--json');
    expect(ended.exitCode).toBe(1);
    const { comparison } = JSON.parse(ended.stdout) as { readonly comparison: Comparison };
    expect(comparison.unknown).toEqual([]);
    expect(
      comparison.differences.map(
        ({ area, subject, left, right }) => `${area} ${subject}: ${left} | ${right}`,
      ),
    ).toEqual([
      `version release: 1.0.0, ${await staging.running()} | 1.0.0, ${await production.running()}`,
      'headers / x-frame-options: DENY | null',
      'headers /products/lamp x-frame-options: DENY | null',
      'schema public.orders.gift_note: gift_note text | null',
      'keys FEATURE_GIFTS: set | null',
    ]);
    expect(ended.stdout).not.toMatch(new RegExp(`secret-of-production|${password}`));
    const shown = await compare();
    expect(shown.stdout.split('\n')[0]).toBe('✗ staging and production differ in 4 ways that matter');
  });
});
