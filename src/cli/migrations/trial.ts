import { LockWatch } from '../../collectors/data/lock-watch.ts';
import { rehearse, notRun, type RehearsedMigration } from '../../collectors/data/rehearse.ts';
import { compareSchemas, schemaLines, type SchemaDifference } from '../../collectors/data/schema.ts';
import { openSession, type Session } from '../../collectors/data/session.ts';
import { startThrowAway } from '../../collectors/data/throw-away.ts';
import { appliedTables, pendingOf } from '../../protocols/migrations/applied.ts';
import type { Migration } from '../../protocols/migrations/migration.ts';
import { redactSecrets } from '../../protocols/secrets/redact.ts';
import type { EnvPlace } from '../env/look.ts';
import type { LookedMigrations } from './look.ts';
import { referencedUrl } from './reference.ts';

/** How migrations went on a real server; `gap`: why they were not tried. */
export interface Trial {
  readonly on: 'throw-away' | 'given' | 'copy' | null;
  readonly version: string | null;
  readonly migrations: readonly RehearsedMigration[];
  readonly command: { readonly exitCode: number | null; readonly output: string } | null;
  readonly difference: SchemaDifference | null;
  readonly gap: string | null;
}

const none: Trial = { on: null, version: null, migrations: [], command: null, difference: null, gap: null };

/** Tries the migrations where the options say; nothing is tried when they say nothing. */
export async function tryMigrations(place: EnvPlace, looked: LookedMigrations): Promise<Trial | null> {
  const { options } = place.input;
  const copy = options.text('copy');
  const on = options.text('on');
  if (copy !== undefined)
    return onGiven(place, looked, { url: await referencedUrl(copy, '--copy', place.outside), kind: 'copy' });
  if (on !== undefined)
    return onGiven(place, looked, { url: await referencedUrl(on, '--on', place.outside), kind: 'given' });
  return options.isOn('rehearse') || options.text('command') !== undefined
    ? onThrowAway(place, looked)
    : null;
}

async function onThrowAway(place: EnvPlace, looked: LookedMigrations): Promise<Trial> {
  const started = await startThrowAway(place.outside, place.context.signal);
  if (!started.ok) return { ...none, gap: started.error.message };
  await using server = started.value;
  const command = place.input.options.text('command');
  if (command === undefined) return await trialOn(place, looked, { url: server.url, kind: 'throw-away' });
  return await byCommand(place, {
    command,
    url: server.url,
    environment: server.environment,
    root: looked.root,
  });
}

interface Where {
  readonly url: string;
  readonly kind: 'throw-away' | 'given' | 'copy';
}

const onGiven = (place: EnvPlace, looked: LookedMigrations, where: Where): Promise<Trial> =>
  trialOn(place, looked, where);

async function trialOn(place: EnvPlace, looked: LookedMigrations, where: Where): Promise<Trial> {
  const opened = await openSession(where.url);
  if (!opened.ok) return { ...none, on: where.kind, gap: opened.error.message };
  await using session = opened.value;
  const base = { ...none, on: where.kind, version: session.version };
  const wanted = where.kind === 'copy' ? await pendingOn(session, looked, place) : looked.all;
  if (typeof wanted === 'string') return { ...base, gap: wanted };
  const code = wanted.find(
    ({ tool }) => tool === 'rails' || tool === 'django' || tool === 'knex' || tool === 'sequelize',
  );
  if (code !== undefined)
    return {
      ...base,
      migrations: wanted.map((each) => notRun(each, `${code.tool} runs them itself`)),
      gap: `${code.tool} migrations are no SQL: give --command with the command that runs them`,
    };
  const { clock } = place.outside;
  const isCopy = where.kind === 'copy';
  await using watch = isCopy ? await LockWatch.open(where.url, session, clock) : null;
  const migrations = await rehearse(wanted, { session, clock, watch }, !isCopy);
  return { ...base, migrations, difference: await differenceTo(session, place) };
}

/** On a copy only what is not noted there as applied; without such notes, what --since says. */
async function pendingOn(
  session: Session,
  looked: LookedMigrations,
  place: EnvPlace,
): Promise<readonly Migration[] | string> {
  if (place.input.options.text('since') !== undefined) return looked.chosen;
  for (const { table, query } of appliedTables) {
    const there = await session.run(`select to_regclass('"${table}"') is not null as there`);
    if (!there.ok || there.value[0]?.['there'] !== true) continue;
    const rows = await session.run(query);
    if (rows.ok)
      return pendingOf(
        looked.all,
        rows.value.map(({ id }) => String(id)),
      );
  }
  return 'the copy does not say which migrations it has: give --since';
}

async function differenceTo(session: Session, place: EnvPlace): Promise<SchemaDifference | null> {
  const reference = place.input.options.text('compare');
  if (reference === undefined) return null;
  const other = await openSession(await referencedUrl(reference, '--compare', place.outside));
  if (!other.ok) return null;
  await using right = other.value;
  const [left, there] = [await schemaLines(session), await schemaLines(right)];
  return left.ok && there.ok ? compareSchemas(left.value, there.value) : null;
}

interface CommandTrial {
  readonly command: string;
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly root: string;
}

const commandLimitMs = 15 * 60_000;

/** The tool's own command against the throw-away, twice: the second time nothing may be left to do. */
async function byCommand(
  { outside, context }: EnvPlace,
  { command, url, environment, root }: CommandTrial,
): Promise<Trial> {
  const run = () =>
    outside.processes.run({
      command: 'sh',
      args: ['-c', command],
      cwd: root,
      env: { ...environment, DATABASE_URL: url, CI: '1', NO_COLOR: '1' },
      timeoutMs: commandLimitMs,
      signal: context.signal,
    });
  const first = await run();
  if (!first.ok) return { ...none, on: 'throw-away', gap: first.error.message };
  const second = first.value.exitCode === 0 ? await run() : first;
  const done = second.ok ? second.value : first.value;
  const output = redactSecrets(
    Buffer.concat([Buffer.from(done.stdout), Buffer.from(done.stderr)])
      .toString('utf8')
      .slice(-4_000),
  );
  return { ...none, on: 'throw-away', command: { exitCode: done.exitCode, output } };
}
