import { loadModule } from 'libpg-query';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rehearse } from '../../src/collectors/data/rehearse.ts';
import { openSession, type Session } from '../../src/collectors/data/session.ts';
import { startThrowAway } from '../../src/collectors/data/throw-away.ts';
import { ParsedOptions, type CommandContext } from '../../src/cli/command.ts';
import type { MigrationsDocument } from '../../src/cli/migrations/document.ts';
import { run } from '../../src/cli/migrations/run.ts';
import { LockWatch } from '../../src/collectors/data/lock-watch.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import type { Migration } from '../../src/protocols/migrations/migration.ts';
import { allRules } from '../../src/protocols/sql/all-rules.ts';
import { createClock } from '../../src/outside/real/clock.ts';
import { lockModes } from '../../src/protocols/sql/rule.ts';
import { postgresMissing, startPostgres, type PostgresServer } from './servers/postgres.ts';

const setup = `
create table teams (id int primary key);
create domain score as int;
create table users (id int primary key, email text, name text, age int, team_id int, marks score);
create table orders (id int primary key, user_id int, total int);
create index users_name_index on users (name);
create unique index users_email_unique on users (email);
create view user_names as select name from users;
create view depends_on_it as select name from user_names;
create schema archive; create table archive.kept (id int);
create materialized view user_totals as select user_id, sum(total) as total from orders group by user_id;
create unique index user_totals_key on user_totals (user_id);
create type mood as enum ('happy', 'sad');
create table events (id int not null) partition by range (id);
create table events_first partition of events for values from (20) to (30);
create table events_old (id int not null);
insert into teams values (1); insert into users select n, 'u' || n, 'n', n, 1 from generate_series(1, 200) n; insert into orders select n, n, n from generate_series(1, 200) n;`;

const migration = (sql: string, details: Partial<Migration> = {}): Migration => ({
  tool: 'sql',
  id: '1',
  path: '1.sql',
  up: [{ sql, line: 1 }],
  down: null,
  downPath: null,
  isWrapped: false,
  untold: [],
  ...details,
});

/** Writing the table anew builds this index anew, row by row, and each row takes its time: the lock is long by rows, not by the machine. */
const slowIndexOn = (table: string): string => `
create or replace function slow(int) returns int language plpgsql immutable as
$$ begin perform pg_sleep(0.01); return $1; end $$;
create index on ${table} (slow(id))`;

/** `launch-ready migrations --copy` over a folder of these files, all but the first pending. */
async function triedOnCopy(
  url: string,
  files: Readonly<Record<string, string>>,
): Promise<MigrationsDocument> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-copy-'));
  mkdirSync(join(folder, 'migrations'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'migrations', name), text);
  writeFileSync(join(folder, 'copy-url'), url);
  let stdout = '';
  const context: CommandContext = {
    stdout: (text) => void (stdout += text),
    stderr: () => undefined,
    terminal: { isTty: false, isErrorTty: false, columns: 80, hasColour: false },
    cwd: folder,
    version: '0.0.0',
    signal: new AbortController().signal,
    openOutside: openRealOutside,
    ask: async () => null,
    readStdin: async () => '',
  };
  const options = new ParsedOptions({ copy: `file:${folder}/copy-url`, since: '0_start', json: true });
  await run(context, { arguments: [folder], options });
  rmSync(folder, { recursive: true, force: true });
  return JSON.parse(stdout) as MigrationsDocument;
}

describe.skipIf(postgresMissing !== null)(
  `migrations on a real PostgreSQL${postgresMissing === null ? '' : `: ${postgresMissing}`} (DEP-4)`,
  () => {
    let server: PostgresServer;
    let count = 0;
    const clock = createClock();

    beforeAll(async () => {
      await loadModule();
      server = await startPostgres();
    });
    afterAll(() => server?.stop());

    let url = '';
    const fresh = async (): Promise<Session> => {
      count += 1;
      url = server.database(`rules_${count}`);
      const opened = await openSession(url);
      if (!opened.ok) throw new Error(opened.error.message);
      const made = await opened.value.run(setup);
      if (!made.ok) throw new Error(made.error.message);
      return opened.value;
    };

    it.each(
      allRules
        .filter(({ lock, id }) => lock !== null && id !== 'vacuum-full')
        .map((rule) => [rule.id, rule] as const),
    )('%s takes the lock the rule names, and rewrites what it says', async (_id, rule) => {
      await using session = await fresh();
      const [done] = await rehearse([migration(rule.breaks)], { session, clock }, false);
      expect(done).toMatchObject({ outcome: 'applied', message: null });
      const modes = done?.locks.map(({ mode }) => lockModes.indexOf(mode)) ?? [];
      const isGone = /drop-table|drop-schema|drop-cascade/.test(rule.id);
      if (!isGone)
        expect(Math.max(-1, ...modes)).toBeGreaterThanOrEqual(lockModes.indexOf(rule.lock ?? 'ACCESS SHARE'));
      if (rule.rewrites) expect(done?.rewritten).not.toEqual([]);
    });

    it.each(
      allRules
        .filter(({ rewrites, lock }) => rewrites && lock !== null)
        .map((rule) => [rule.id, rule] as const),
    )('%s: the safe way rewrites nothing', async (_id, rule) => {
      await using session = await fresh();
      const [done] = await rehearse([migration(rule.holds)], { session, clock }, false);
      expect(done).toMatchObject({ outcome: 'applied', rewritten: [] });
    });

    it('vacuum-full, which refuses a transaction, is seen from beside: its lock, how long, and who waits', async () => {
      await using session = await fresh();
      await session.run(slowIndexOn('users'));
      await using watch = await LockWatch.open(url, session, clock);
      const [done] = await rehearse([migration('VACUUM FULL users;')], { session, clock, watch }, false);
      expect(done).toMatchObject({
        outcome: 'applied',
        rewritten: ['users'],
        blocked: { statements: expect.any(Number) },
      });
      expect(done?.locks).toContainEqual({ table: 'users', mode: 'ACCESS EXCLUSIVE' });
      expect(done?.lockedMs).toBeGreaterThan(0);
      expect(done?.blocked?.statements).toBeGreaterThan(0);
    });

    it('on a copy the lock time is measured: more rows, longer, and the statements that had to wait are counted', async () => {
      await using session = await fresh();
      await session.run('create table few (id int, age int); insert into few values (1, 1)');
      await session.run(`${slowIndexOn('users')}; ${slowIndexOn('few')}`);
      const document = await triedOnCopy(url, {
        '0_start.sql': 'SELECT 1;\n',
        '1_few.sql': 'ALTER TABLE few ALTER COLUMN age TYPE bigint;\n',
        '2_users.sql': 'ALTER TABLE users ALTER COLUMN age TYPE bigint;\n',
        '3_nothing.sql': 'CREATE TABLE later (id int);\n',
      });
      const [few, users, nothing] = document.trial?.migrations ?? [];
      expect(document.trial).toMatchObject({ on: 'copy', gap: null });
      expect(users).toMatchObject({
        outcome: 'applied',
        rewritten: ['users'],
        locks: expect.arrayContaining([{ table: 'users', mode: 'ACCESS EXCLUSIVE' }]),
      });
      expect(users?.lockedMs).toBeGreaterThan(few?.lockedMs ?? Infinity);
      expect(users?.blocked?.statements).toBeGreaterThan(0);
      expect(users?.blocked?.longestMs).toBeGreaterThan(0);
      expect(nothing).toMatchObject({ lockedMs: 0, locks: [], blocked: { statements: 0, longestMs: 0 } });
      expect(document.problems.filter(({ rule }) => rule === 'migrations/long-lock')).toMatchObject([
        {
          path: expect.stringContaining('2_users.sql'),
          text: expect.stringMatching(
            /^on the copy users was locked for \d+\.\d s; a statement that came meanwhile waited \d+\.\d s$/,
          ),
        },
      ]);
    });

    it('CONCURRENTLY inside a transaction stops the release, as the rule says', async () => {
      await using session = await fresh();
      const [done] = await rehearse(
        [migration('CREATE INDEX CONCURRENTLY i ON users (age)', { isWrapped: true })],
        { session, clock },
        false,
      );
      expect(done).toMatchObject({
        outcome: 'failed',
        message: 'CREATE INDEX CONCURRENTLY cannot run inside a transaction block',
        line: 1,
      });
    });

    it('NOT NULL without a default fails on a table with rows', async () => {
      await using session = await fresh();
      const [done] = await rehearse(
        [migration('ALTER TABLE users ADD COLUMN plan text NOT NULL;')],
        { session, clock },
        false,
      );
      expect(done).toMatchObject({
        outcome: 'failed',
        message: 'column "plan" of relation "users" contains null values',
      });
    });

    it('back and forward again: the schema is the same as before, or what is left is named', async () => {
      await using session = await fresh();
      const good = migration('ALTER TABLE users ADD COLUMN a int;', {
        down: [{ sql: 'ALTER TABLE users DROP COLUMN a;', line: 1 }],
      });
      const bad = migration('CREATE TABLE x (id int); CREATE TABLE y (id int);', {
        id: '2',
        down: [{ sql: 'DROP TABLE x;', line: 1 }],
      });
      const done = await rehearse([good, bad], { session, clock }, true);
      expect(done.map(({ outcome, back }) => [outcome, back])).toEqual([
        ['applied', { outcome: 'applied', message: null }],
        ['applied', { outcome: 'differs', message: 'it leaves behind: column public.y.id integer' }],
      ]);
    });

    it('a throw-away server is started from what is installed, and leaves nothing behind', async () => {
      await using outside = await openRealOutside({});
      const started = await startThrowAway(outside, new AbortController().signal);
      if (!started.ok) throw new Error(started.error.message);
      const opened = await openSession(started.value.url);
      expect(opened).toMatchObject({ ok: true, value: { version: expect.stringMatching(/^1\d/) } });
      if (opened.ok) await opened.value[Symbol.asyncDispose]();
      await started.value[Symbol.asyncDispose]();
      expect((await outside.files.stat(started.value.environment['PGHOST'] ?? '')).ok).toBe(false);
    });
  },
);
