import type { Manifest } from '../model/manifest.ts';
import type { Outside, ProcessResult, Result } from '../model/outside.ts';
import { failure } from '../model/outside.ts';
import { redactSecrets } from '../protocols/secrets/redact.ts';
import { bornAt } from './process-life.ts';

export interface CommandToRun {
  readonly line: string;
  readonly folder: string;
  /** Besides the environment of this machine. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** One redacted line of output, as it comes; bounded. */
  readonly onLine: (line: string) => void;
  readonly onStarted: (process: { readonly pid: number; readonly bornAt: string | null }) => Promise<void>;
}

export interface CommandEnd {
  readonly isGood: boolean;
  /** One sentence: "ended with 1 after 3.2 s". */
  readonly text: string;
  /** The last lines, redacted. */
  readonly tail: readonly string[];
  readonly tookMs: number;
}

const maxLine = 2_000;
const maxLines = 5_000;
const tailLines = 20;
const maxKeptBytes = 256 * 1024;

/** Runs the user's own command in a shell, with an end in any case: it is ended with its whole group when its time is over. */
export async function runCommand(
  outside: Outside,
  manifest: Manifest,
  what: CommandToRun,
): Promise<CommandEnd> {
  const hide = hiding(outside, manifest);
  const tail: string[] = [];
  let shown = 0;
  const lines = lineReader((line) => {
    tail.push(line);
    if (tail.length > tailLines) tail.shift();
    shown += 1;
    // A flood is not shown to its end; what counts is how it ends.
    if (shown <= maxLines) what.onLine(hide(line));
  });
  const decode = { out: new TextDecoder(), err: new TextDecoder() };
  const started = await outside.processes.start({
    command: '/bin/sh',
    args: ['-c', what.line],
    cwd: what.folder,
    env: { ...environmentOf(outside), ...what.env },
    timeoutMs: what.timeoutMs,
    maxOutputBytes: maxKeptBytes,
    signal: what.signal,
    onStdout: (chunk) => lines.push('out', decode.out.decode(chunk, { stream: true })),
    onStderr: (chunk) => lines.push('err', decode.err.decode(chunk, { stream: true })),
  });
  if (!started.ok)
    return { isGood: false, text: `could not be started: ${started.error.message}`, tail: [], tookMs: 0 };
  const { pid, exited } = started.value;
  await what.onStarted({ pid, bornAt: await bornAt(outside, pid) });
  const ended = await exited;
  lines.end();
  return { ...endOf(ended, what), tail: tail.map(hide), tookMs: ended.tookMs };
}

function endOf(ended: ProcessResult, what: CommandToRun): Pick<CommandEnd, 'isGood' | 'text'> {
  const time = `after ${(ended.tookMs / 1_000).toFixed(1)} s`;
  if (what.signal.aborted) return { isGood: false, text: `was stopped ${time}` };
  if (ended.tookMs >= what.timeoutMs)
    return {
      isGood: false,
      text: `did not end within ${Math.round(what.timeoutMs / 1_000)} s and was ended`,
    };
  if (ended.exitCode === 0) return { isGood: true, text: `ended well ${time}` };
  return {
    isGood: false,
    text:
      ended.exitCode === null
        ? `was ended by ${ended.endedBy} ${time}`
        : `ended with ${ended.exitCode} ${time}`,
  };
}

/** Lines out of chunks, bounded in length. */
function lineReader(onLine: (line: string) => void): {
  readonly push: (stream: 'out' | 'err', text: string) => void;
  readonly end: () => void;
} {
  const rest = { out: '', err: '' };
  const give = (line: string): void => onLine(line.slice(0, maxLine));
  return {
    push: (stream, text) => {
      const parts = `${rest[stream]}${text}`.split(/\r?\n/);
      rest[stream] = (parts.pop() ?? '').slice(0, maxLine);
      for (const line of parts) give(line);
    },
    end: () => {
      for (const text of Object.values(rest)) if (text !== '') give(text);
    },
  };
}

/** The command is the user's own: it gets what their shell has. */
const environmentOf = ({ env }: Outside): Record<string, string> =>
  Object.fromEntries(env.names().flatMap((name) => [[name, env.get(name) ?? '']]));

const secretName = /key|secret|token|passw|pwd|credential|private|auth|dsn|signature/i;
const shortest = 6;

/** Values of secret variables, passwords inside addresses, and whatever has the form of a secret. */
export function hiding(outside: Outside, manifest: Manifest): (text: string) => string {
  const declared = new Set(manifest.env.filter(({ isSecret }) => isSecret).map(({ name }) => name));
  const secrets = outside.env
    .names()
    .flatMap((name): readonly (readonly [string, string])[] => {
      const value = outside.env.get(name) ?? '';
      const password = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/i.exec(value)?.[1] ?? '';
      const whole = declared.has(name) || secretName.test(name) ? value : '';
      // Output is read line by line, and so is a key of several lines.
      const forms = [whole, password, ...(whole.includes('\n') ? whole.split(/\r?\n/) : [])];
      const all = forms.flatMap((form) => [form, encodeURIComponent(form)]);
      return [...new Set(all)].filter((each) => each.length >= shortest).map((each) => [each, name]);
    })
    .toSorted(([a], [b]) => b.length - a.length);
  return (text) => {
    let shown = text;
    for (const [value, name] of secrets) shown = shown.replaceAll(value, `[env:${name}]`);
    return redactSecrets(shown).replaceAll(/([a-z][a-z0-9+.-]{1,30}:\/\/[^\s/:@]*):[^\s/@]+@/gi, '$1:***@');
  };
}

/** A short command of the house (git): its output, trimmed; its own words when it does not end well. */
export async function outputOf(
  outside: Outside,
  [command, ...args]: readonly [string, ...string[]],
  where: { readonly folder: string; readonly signal: AbortSignal },
): Promise<Result<string>> {
  const ran = await outside.processes.run({
    command,
    args,
    cwd: where.folder,
    timeoutMs: 15_000,
    signal: where.signal,
  });
  if (!ran.ok) return ran;
  if (ran.value.exitCode !== 0) {
    const words = new TextDecoder().decode(ran.value.stderr).trim().slice(0, 200);
    return failure('failed', `${command} ended with ${ran.value.exitCode ?? ran.value.endedBy}: ${words}`);
  }
  return { ok: true, value: new TextDecoder().decode(ran.value.stdout).trim() };
}
