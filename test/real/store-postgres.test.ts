import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgresStore } from '../../src/store/open-postgres.ts';
import { describeStore } from '../conformance/store.ts';
import { postgresMissing, startPostgres, type PostgresServer } from './servers/postgres.ts';

const suite = postgresMissing === null ? describe : describe.skip;
suite(
  postgresMissing === null
    ? 'the store in PostgreSQL 15'
    : `the store in PostgreSQL (skipped: ${postgresMissing})`,
  () => {
    let server: PostgresServer;
    const databases = new Map<string, string>();
    beforeAll(async () => {
      server = await startPostgres();
    }, 60_000);
    afterAll(() => server.stop());

    const urlOf = (name: string): string => {
      const url = databases.get(name) ?? server.database(name);
      databases.set(name, url);
      return url;
    };
    describeStore(({ name, clock, retention }) => openPostgresStore({ url: urlOf(name), clock, retention }));
  },
);
