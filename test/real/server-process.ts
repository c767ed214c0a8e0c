import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
/** What one process translated the next one need not: a start costs half. Written by those that end by themselves. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/journeys', import.meta.url));

/** `launch-ready serve` as its own process. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly setupUrl: string | null;
  /** Log lines so far. */
  readonly lines: string[];
  /** SIGKILL; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  readonly stop: () => Promise<number | null>;
}

export interface StartOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What runs Node, with its arguments: `ip netns exec NAME node`. Default: Node itself. */
  readonly command?: readonly string[];
}

export async function startServe(args: readonly string[], options: StartOptions): Promise<ServerProcess> {
  const { first, ...running } = await startCommand(['serve', '--json', '--port', '0', ...args], options);
  const { url, setupUrl } = first as { readonly url: string; readonly setupUrl: string | null };
  return { ...running, url, setupUrl };
}

/** A command that says in one JSON line that it is ready and then goes on. */
export async function startCommand(
  args: readonly string[],
  options: StartOptions,
): Promise<Omit<ServerProcess, 'url' | 'setupUrl'> & { readonly first: unknown }> {
  const [program = process.execPath, ...before] = options.command ?? [process.execPath];
  const child = spawn(program, [...before, '--no-warnings', main, ...args], {
    cwd: options.cwd,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: options.cwd,
      NODE_COMPILE_CACHE: compiled,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => void lines.push(line));
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const first = await Promise.race([firstLine(child), gone.then((code) => ({ code }))]);
  if (typeof first !== 'string') throw new Error(`${args[0]} ended with ${first.code}: ${lines.join('\n')}`);
  return {
    first: JSON.parse(first),
    child,
    lines,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', resolve);
  });

/** The first owner's session, over HTTP as a browser has it. */
export interface Session {
  /** `name=value`. */
  readonly cookie: string;
  readonly get: (path: string) => Promise<any>; // oxlint-disable-line typescript/no-explicit-any
  readonly send: (method: string, path: string, body: unknown) => Promise<any>; // oxlint-disable-line typescript/no-explicit-any
}

export async function becomeOwner({ url, setupUrl }: ServerProcess): Promise<Session> {
  const invite = new URL(setupUrl ?? '').hash.replace('#invite=', '');
  const account = { invite, name: 'Ann', email: 'ann@shop.example', password: 'correct horse battery' };
  const answer = await fetch(`${url}/api/session/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const { csrf } = (await answer.json()) as { readonly csrf: string };
  return {
    cookie,
    get: async (path) => (await fetch(`${url}${path}`, { headers: { cookie } })).json(),
    send: async (method, path, body) => {
      const headers = { cookie, 'content-type': 'application/json', 'x-csrf-token': csrf };
      const init: RequestInit = { method, headers, body: JSON.stringify(body) };
      return (await fetch(`${url}${path}`, init)).json();
    },
  };
}
