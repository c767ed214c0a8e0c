import { join } from 'node:path';
import { describe } from 'vitest';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { describeStore } from './store.ts';

describe('the store in one SQLite file', () => {
  describeStore(({ folder, clock, retention }) =>
    openSqliteStore({ path: join(folder, 'watch.db'), clock, retention }),
  );
});
