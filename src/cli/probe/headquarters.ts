import { z } from 'zod';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { UserError } from '../../model/error.ts';
import type { Headquarters, Work } from '../../monitor/remote/remote-probe.ts';

const timeoutMs = 15_000;
const maxBodyBytes = 64 * 1024 * 1024;

const recheck = z.object({ monitor: z.string(), region: z.string().nullable(), afterMs: z.number() });
const sent = z.object({ rechecks: z.array(recheck) });
const work = z.looseObject({
  region: z.string(),
  now: z.number(),
  digest: z.string(),
  rechecks: z.array(recheck),
  monitors: z.array(z.looseObject({ id: z.string(), kind: z.string() })).optional(),
});

/** The server, over HTTP with a token. */
export function headquartersAt(outside: Outside, url: string, token: string): Headquarters {
  const call = async <T>(method: 'GET' | 'POST', path: string, to: Asked<T>): Promise<Result<T>> => {
    const answer = await outside.http.request({
      url: `${url}${path}`,
      method,
      headers: [
        ['authorization', `Bearer ${token}`],
        ['content-type', 'application/json'],
      ],
      ...(to.body === undefined ? {} : { body: JSON.stringify(to.body) }),
      timeoutMs,
      maxBodyBytes,
    });
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status === 401 || status === 403)
      return failure('permission', 'The server does not accept the token of this probe');
    if (status !== 200) return failure('protocol', `The server answers ${status}`);
    const value = to.read(jsonIn(new TextDecoder().decode(body)));
    return value === null ? failure('protocol', 'The answer is not one of launch-ready') : ok(value);
  };
  return {
    work: (digest) => call('GET', `/api/probe/work?digest=${encodeURIComponent(digest)}`, { read: workIn }),
    send: (samples) =>
      call('POST', '/api/probe/samples', {
        body: { samples },
        read: (value) => sent.safeParse(value).data ?? null,
      }),
  };
}

interface Asked<T> {
  readonly body?: unknown;
  readonly read: (value: unknown) => T | null;
}

/** Monitors and manifest come from a server whose owner gave us its address and our token; their outlines are checked. */
const workIn = (value: unknown): Work | null => (work.safeParse(value).success ? (value as Work) : null);

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const notAccepted = (url: string): UserError =>
  new UserError('LR_SERVER_REFUSED', {
    what: `${url} does not accept the probe's token.`,
    why: 'Nothing can be looked at without it.',
    todo: 'Make a new one in Settings, Probes, and give it with --token env:NAME.',
  });
