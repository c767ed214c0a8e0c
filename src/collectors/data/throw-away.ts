import { OpenStack } from '../../model/open-stack.ts';
import { failure, ok, type Outside, type Result } from '../../model/outside.ts';

export interface ThrowAway extends AsyncDisposable {
  /** Reached over a socket in a folder of its own: no port is opened. */
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
}

const folders = [
  '/usr/lib/postgresql',
  '/usr/local/lib/postgresql',
  '/opt/homebrew/opt',
  '/usr/local/opt',
  '/usr/pgsql',
];
const readyWithinMs = 30_000;

/** Starts an installed PostgreSQL on an empty folder that is removed on dispose. Why it cannot is a value. */
export async function startThrowAway(outside: Outside, signal: AbortSignal): Promise<Result<ThrowAway>> {
  const programs = await findPrograms(outside, signal);
  if (programs === null)
    return failure(
      'not-found',
      'no PostgreSQL server is installed here (initdb and postgres were looked for)',
    );
  await using stack = new OpenStack();
  const folder = stack.use(await outside.files.temporaryFolder('lr-pg-'));
  const place = { outside, signal, programs, folder: folder.path };
  const made = await initialise(place);
  if (!made.ok) return made;
  const [command = '', ...args] = [...made.value, ...serverArguments(place)];
  const server = await outside.processes.start({ command, args, cwd: '/', timeoutMs: 4 * 3_600_000, signal });
  if (!server.ok) return server;
  stack.defer(async () => void (await server.value.stop(5_000)));
  if (!(await answers(place))) return failure('timed-out', 'the throw-away PostgreSQL did not start in 30 s');
  const kept = stack.move();
  return ok({
    url: `postgres://launch@/postgres?host=${encodeURIComponent(folder.path)}`,
    environment: { PGHOST: folder.path, PGUSER: 'launch', PGDATABASE: 'postgres' },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  });
}

interface ServerPlace {
  readonly outside: Outside;
  readonly signal: AbortSignal;
  readonly programs: string;
  readonly folder: string;
}

const run = (
  { outside, signal }: Pick<ServerPlace, 'outside' | 'signal'>,
  command: string,
  args: readonly string[],
) => outside.processes.run({ command, args, cwd: '/', timeoutMs: 60_000, signal });

/** Makes the data folder; the value is what has to stand before every command of the server's own user. */
async function initialise(place: ServerPlace): Promise<Result<readonly string[]>> {
  const user = await run(place, 'id', ['-u']);
  const isRoot = user.ok && Buffer.from(user.value.stdout).toString('utf8').trim() === '0';
  // The server refuses to run as root: Debian's package makes a user for it.
  const as = isRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', '--'] : [];
  if (isRoot) await run(place, 'chown', ['postgres', place.folder]);
  const settings = ['-U', 'launch', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  const [command = '', ...args] = [
    ...as,
    `${place.programs}/initdb`,
    '-D',
    `${place.folder}/data`,
    ...settings,
  ];
  const made = await run(place, command, args);
  if (made.ok && made.value.exitCode === 0) return ok(as);
  const said = made.ok
    ? Buffer.from(made.value.stderr).toString('utf8').trim().split('\n').at(-1)
    : made.error.message;
  return failure('failed', `initdb failed: ${said?.slice(0, 200) ?? ''}`);
}

const serverArguments = ({ programs, folder }: ServerPlace): readonly string[] => [
  `${programs}/postgres`,
  '-D',
  `${folder}/data`,
  '-k',
  folder,
  ...[
    'listen_addresses=',
    'fsync=off',
    'shared_buffers=32MB',
    'max_connections=20',
    'log_min_messages=fatal',
  ].flatMap((each) => ['-c', each]),
];

async function answers(place: ServerPlace): Promise<boolean> {
  const { clock } = place.outside;
  const deadline = clock.monotonicMs() + readyWithinMs;
  while (clock.monotonicMs() < deadline && !place.signal.aborted) {
    const ready = await run(place, `${place.programs}/pg_isready`, ['-q', '-h', place.folder]);
    if (ready.ok && ready.value.exitCode === 0) return true;
    await clock.sleep(100, place.signal);
  }
  return false;
}

/** `pg_config --bindir`, else the newest folder of the usual places that holds a server. */
async function findPrograms(outside: Outside, signal: AbortSignal): Promise<string | null> {
  const asked = await outside.processes.run({
    command: 'pg_config',
    args: ['--bindir'],
    timeoutMs: 10_000,
    signal,
  });
  const told = asked.ok ? Buffer.from(asked.value.stdout).toString('utf8').trim() : '';
  const candidates = told === '' ? [] : [told];
  for (const folder of folders) {
    const listed = await outside.files.list(folder);
    const names = (listed.ok ? listed.value : [])
      .map(({ name }) => name)
      .toSorted((a, b) => Number(/\d+/.exec(b)?.[0] ?? 0) - Number(/\d+/.exec(a)?.[0] ?? 0));
    candidates.push(...names.map((name) => `${folder}/${name}/bin`));
  }
  for (const candidate of candidates) {
    const [server, init] = await Promise.all([
      outside.files.stat(`${candidate}/postgres`),
      outside.files.stat(`${candidate}/initdb`),
    ]);
    if (server.ok && init.ok) return candidate;
  }
  return null;
}
