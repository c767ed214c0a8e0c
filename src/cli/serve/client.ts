import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';
import { openNetwork } from '../network-options.ts';
import { secretText } from './open-store.ts';

export interface ApiClient {
  readonly get: (path: string) => Promise<unknown>;
  readonly post: (path: string, body: unknown) => Promise<unknown>;
}

const timeoutMs = 40_000;
const maxBodyBytes = 32 * 1024 * 1024;

/** The door for a server its owner named: private addresses are fine. */
export const openServerDoor = (
  context: CommandContext,
  options: ParsedOptions,
): Promise<Outside & AsyncDisposable> => openNetwork(context, options, { isPrivateNetworkAllowed: true });

/** Talks to a server with a token. Throws a `UserError` with the server's own words when it refuses. */
export async function apiClient(outside: Outside, options: ParsedOptions): Promise<ApiClient> {
  const base = serverUrl(options.text('server') ?? '');
  const token = await secretText(outside, '--token', options.text('token') ?? 'env:LAUNCH_READY_TOKEN');
  const send = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const answer = await outside.http.request({
      url: `${base}${path}`,
      method,
      headers: [
        ['authorization', `Bearer ${token}`],
        ...(body === undefined ? [] : [['content-type', 'application/json'] as const]),
      ],
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs,
      maxBodyBytes,
    });
    if (!answer.ok) throw unreachable(base, answer.error.message);
    return readAnswer(base, {
      status: answer.value.status,
      text: new TextDecoder().decode(answer.value.body),
    });
  };
  return { get: (path) => send('GET', path), post: (path, body) => send('POST', path, body) };
}

export function serverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '') return url.origin;
  throw new UserError('LR_SERVE_OPTION', {
    what: `"${text.slice(0, 100)}" is not the address of a server.`,
    why: 'The token would be sent to nobody, or to the wrong one.',
    todo: 'Give it like --server https://watch.example.com.',
  });
}

function readAnswer(base: string, answer: { readonly status: number; readonly text: string }): unknown {
  const body = jsonIn(answer.text);
  if (answer.status >= 200 && answer.status < 300 && body !== undefined) return body;
  throw new UserError('LR_SERVER_REFUSED', {
    what: `${base} answers ${answer.status}: ${messageIn(body)}`,
    why: 'Nothing was changed there.',
    todo: 'Check the token and its role, then try again.',
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageIn(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('error' in body)) return 'no words of ours';
  const { error } = body;
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : 'no reason given';
}

const unreachable = (base: string, why: string): UserError =>
  new UserError('LR_SERVER_REFUSED', {
    what: `${base} cannot be reached: ${why}`,
    why: 'Nothing was changed there.',
    todo: 'Check the address, and that the server runs.',
  });
