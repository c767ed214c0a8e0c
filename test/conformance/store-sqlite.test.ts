import { join } from 'node:path';
import { describe } from 'vitest';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { describeStore } from './store.ts';

const opener =
  (isThreaded: boolean): Parameters<typeof describeStore>[0] =>
  ({ folder, clock, retention }) =>
    openSqliteStore({ path: join(folder, 'watch.db'), clock, retention, isThreaded });

describe('the store in one SQLite file', () => describeStore(opener(false)));

// The same statements by another way: what carries rows, errors and transactions of every kind.
describe('the same on a thread of its own, as `serve` opens it', () =>
  describeStore(opener(true), ['samples', 'rollups', 'outbox', 'leases']));
