import { openSession, type Session } from '../../collectors/data/session.ts';
import { startThrowAway } from '../../collectors/data/throw-away.ts';
import { OpenStack } from '../../model/open-stack.ts';
import { failure, ok, type Outside, type Result } from '../../model/outside.ts';
import { megabytes } from '../../model/words.ts';
import type { DatabaseFacts } from '../../protocols/database/statistics.ts';
import type { Copy } from '../looked.ts';
import { copyGain } from './advise.ts';
import { literal, type PostgresSession } from './connect.ts';

const copyOf = (session: Session, dispose: () => PromiseLike<void>): Copy => ({
  gainOf: (question) => copyGain(question, session),
  [Symbol.asyncDispose]: async () => dispose(),
});

const maxBytes = 2 * 1024 ** 3;
const dumpLimitMs = 10 * 60_000;

/** A database the user gave for building indexes in; refused when it is the one that is looked at. */
export async function openCopy(url: string, looked: PostgresSession): Promise<Result<Copy>> {
  const opened = await openSession(url);
  if (!opened.ok) return opened;
  const session = opened.value;
  const [there, here] = [await identityOf(session), await identityOf(looked.session)];
  if (there !== null && there !== here) return ok(copyOf(session, () => session[Symbol.asyncDispose]()));
  await session[Symbol.asyncDispose]();
  return failure('forbidden', 'the copy is the database itself: nothing is built there');
}

/** Server and database; two addresses may lead to one. */
async function identityOf(session: Session): Promise<string | null> {
  const rows = await session.run(
    `select pg_postmaster_start_time()::text || ' ' || current_database() as identity`,
  );
  const identity: unknown = rows.ok ? rows.value[0]?.['identity'] : null;
  return typeof identity === 'string' ? identity : null;
}

/** The whole database as `pg_dump` reads it, in a PostgreSQL of its own that is removed afterwards. */
export async function throwAwayCopy(
  url: string,
  facts: DatabaseFacts,
  { outside, signal }: { readonly outside: Outside; readonly signal: AbortSignal },
): Promise<Result<Copy>> {
  if (facts.bytes > maxBytes)
    return failure(
      'too-large',
      `the database has ${megabytes(facts.bytes)}, too much for a throw-away copy; restore a backup somewhere and give it with --copy`,
    );
  await using stack = new OpenStack();
  const started = await startThrowAway(outside, signal);
  if (!started.ok) return started;
  const server = stack.use(started.value);
  const folder = stack.use(await outside.files.temporaryFolder('lr-dump-'));
  const file = `${folder.path}/copy.sql`;
  const dumped = await run(outside, signal, {
    command: 'pg_dump',
    args: ['--no-owner', '--no-privileges', '--no-publications', '--no-subscriptions', `--file=${file}`],
    env: { ...clientEnvironment(url), PGOPTIONS: '-c default_transaction_read_only=on' },
  });
  if (!dumped.ok) return dumped;
  const restored = await run(outside, signal, {
    command: 'psql',
    args: ['-X', '-q', `--file=${file}`],
    env: server.environment,
  });
  if (!restored.ok) return restored;
  const opened = await openSession(server.url);
  if (!opened.ok) return opened;
  stack.use(opened.value);
  for (const setting of plannerSettings(facts)) await opened.value.run(setting);
  await opened.value.run('analyze');
  const kept = stack.move();
  return ok(copyOf(opened.value, () => kept.disposeAsync()));
}

const planned = /^(?:random_page_cost|work_mem|enable_\w+)$/;

/** The planner has to weigh as it does on the original. */
const plannerSettings = ({ settings }: DatabaseFacts): readonly string[] =>
  Object.entries(settings)
    .filter(([name]) => planned.test(name))
    .map(([name, { value, unit }]) => `set ${name} = ${literal(`${value}${unit ?? ''}`)}`);

async function run(
  outside: Outside,
  signal: AbortSignal,
  what: {
    readonly command: string;
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  },
): Promise<Result<void>> {
  const done = await outside.processes.run({ ...what, cwd: '/', timeoutMs: dumpLimitMs, signal });
  if (!done.ok)
    return failure(done.error.kind, `${what.command} is needed for a copy: ${done.error.message}`);
  if (done.value.exitCode === 0) return ok(undefined);
  const said = Buffer.from(done.value.stderr).toString('utf8').trim().split('\n')[0] ?? '';
  return failure('failed', `${what.command} failed: ${said.slice(0, 200)}`);
}

/** Passwords never stand in arguments, which everybody on the machine can read. */
function clientEnvironment(url: string): Readonly<Record<string, string>> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const given = {
    PGHOST: searchParams.get('host') ?? decodeURIComponent(hostname).replace(/^\[|\]$/g, ''),
    PGPORT: port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGSSLMODE: searchParams.get('sslmode') ?? '',
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}
