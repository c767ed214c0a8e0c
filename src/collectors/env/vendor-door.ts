import type { HttpResponse } from '../../model/outside-http.ts';
import type { Outside } from '../../model/outside.ts';
import type { VendorEntry } from '../../protocols/env/values/vendor-answers.ts';
import { redactSecrets } from '../../protocols/secrets/redact.ts';

/** What a vendor answered, or why it could not be asked. */
export type VendorAnswer =
  | { readonly entries: readonly VendorEntry[]; readonly source: string }
  | { readonly gap: string };

export interface VendorQuestion {
  readonly outside: Outside;
  readonly signal: AbortSignal;
  /** The environment's name. */
  readonly environment: string;
  /** What stands behind the colon: an app, a service, a project. */
  readonly subject: string | null;
  readonly folder: string;
}

export type AskVendor = (question: VendorQuestion) => Promise<VendorAnswer>;

const timeoutMs = 30_000;
const maxBodyBytes = 4 * 1024 * 1024;

export interface VendorCommand {
  readonly name: string;
  readonly args: readonly string[];
  /** Variables of ours its command line signs in with. */
  readonly tokens: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly parse: (text: string) => readonly VendorEntry[] | null;
}

/** Asks a vendor through its own command line; nothing is typed into it and it has half a minute. */
export async function askCommand(
  { outside, signal, folder }: VendorQuestion,
  { name, args, tokens, env = {}, parse }: VendorCommand,
): Promise<VendorAnswer> {
  const credentials = Object.fromEntries(
    tokens
      .map((token) => [token, outside.env.get(token)] as const)
      .filter((pair): pair is readonly [string, string] => pair[1] !== undefined),
  );
  const ran = await outside.processes.run({
    command: name,
    args,
    cwd: folder,
    env: { ...credentials, ...env, CI: '1', NO_COLOR: '1' },
    timeoutMs,
    maxOutputBytes: maxBodyBytes,
    signal,
  });
  const line = [name, ...args].join(' ');
  if (!ran.ok)
    return {
      gap:
        ran.error.kind === 'not-found'
          ? `the command ${name} is not installed`
          : `${line}: ${ran.error.message}`,
    };
  const { exitCode, stdout, stderr, isTruncated } = ran.value;
  if (exitCode === null) return { gap: `${line} did not end within ${timeoutMs / 1_000} s` };
  if (exitCode !== 0) return { gap: `${line} ended with ${exitCode}${saidBy(stderr)}` };
  const entries = isTruncated ? null : parse(Buffer.from(stdout).toString('utf8'));
  return entries === null
    ? { gap: `${line} printed something else than its documented JSON` }
    : { entries, source: line };
}

/** The first line a command line complained with, without secrets, escapes and the arrows some draw before it. */
function saidBy(stderr: Uint8Array): string {
  const [line] = Buffer.from(stderr)
    .toString('utf8')
    .split('\n')
    .map((each) => each.replaceAll(/\u001b\[[\d;]*[A-Za-z]|[\u0000-\u001f\u007f]/gu, ' '))
    .map((each) => each.replace(/^[\s›»✖×!]+/u, '').trim())
    .filter((each) => each !== '');
  return line === undefined ? ': logged in?' : `: ${redactSecrets(line.slice(0, 300)).slice(0, 200)}`;
}

export interface ApiRequest {
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Given: a POST, for questions that are asked in a body. */
  readonly body?: string;
}

/** One question for JSON; a redirect is not followed, as it would carry the token elsewhere. */
export async function askApi(
  { outside, signal }: VendorQuestion,
  { url, headers, body }: ApiRequest,
): Promise<{ readonly text: string; readonly answer: HttpResponse } | { readonly gap: string }> {
  const answer = await outside.http.request({
    url,
    headers: [['accept', 'application/json'], ...headers],
    ...(body === undefined ? {} : { method: 'POST', body }),
    timeoutMs,
    maxBodyBytes,
    signal,
  });
  const { host } = new URL(url);
  if (!answer.ok) return { gap: `${host}: ${answer.error.message}` };
  if (answer.value.status !== 200)
    return { gap: `${host} answered ${answer.value.status}${meaningOf(answer.value)}` };
  return { text: Buffer.from(answer.value.body).toString('utf8'), answer: answer.value };
}

function meaningOf(answer: HttpResponse): string {
  const { status } = answer;
  if (status === 401 || status === 403) return ': the token is not accepted, or not for this project';
  if (status === 404) return ': there is no such project for this token';
  if (status !== 429) return '';
  const wait = /^\d{1,6}$/.exec(headerOf(answer, 'retry-after'))?.[0];
  return `: too many questions${wait === undefined ? '' : `, ask again in ${wait} s`}`;
}

export const headerOf = ({ headers }: HttpResponse, name: string): string =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1].trim() ?? '';

export const otherThanJson = (host: string): string =>
  `${host} answered something else than its documented JSON`;
