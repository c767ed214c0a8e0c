import type { Refusal, SessionView } from '../../src/server/contract.ts';
import { createCell } from './cell.ts';

/** Null until the first answer. */
export const session = createCell<SessionView | null>(null);

/** The server said no; its sentence is meant to be shown. */
export class RefusedError extends Error {
  readonly status: number;
  readonly error: Refusal['error'];
  constructor(status: number, error: Refusal['error']) {
    super(error.message);
    this.status = status;
    this.error = error;
  }
}

const patienceMs = 20_000;

export const get = <T>(path: string): Promise<T> => ask<T>(path, {});

/** POST, PUT or DELETE with the token that proves the request comes from this page. */
export const send = <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown = {}): Promise<T> =>
  ask<T>(path, {
    method,
    headers: { 'content-type': 'application/json', 'x-csrf-token': session.get()?.csrf ?? '' },
    body: JSON.stringify(body),
  });

export async function loadSession(): Promise<void> {
  session.set(await get<SessionView>('/api/session'));
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(patienceMs) }).catch(() => null);
  if (response === null) throw new RefusedError(0, unreachable);
  const text = await response.text();
  if (response.ok) return answerOf<T>(text);
  const refused = new RefusedError(response.status, refusalIn(text, response.status));
  const known = session.get();
  // The session ended elsewhere: back to the door, with nothing of it left on the screen.
  if (response.status === 401 && known !== null && known.user !== null)
    session.set({ ...known, user: null, csrf: null });
  throw refused;
}

/** The contract's type is the server's promise for this route; both come from one build. */
const answerOf = <T>(text: string): T => JSON.parse(text) as T;

const unreachable: Refusal['error'] = {
  code: 'unreachable',
  message: 'The server does not answer.',
  todo: 'Check that it runs and that you are online; then try again.',
  fields: {},
};

function refusalIn(text: string, status: number): Refusal['error'] {
  try {
    return answerOf<Refusal>(text).error;
  } catch {
    return { ...unreachable, code: 'unclear', message: `The server answered ${status} without a reason.` };
  }
}

/** Whether the person signed in may do what this role may. */
export function may(role: 'editor' | 'owner'): boolean {
  const mine = session.get()?.user?.role;
  return mine === 'owner' || mine === role;
}
