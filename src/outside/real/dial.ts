import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Clock, Result } from '../../model/outside.ts';
import { ok } from '../../model/outside.ts';
import type { Destination } from './address-map.ts';
import type { Router } from './route.ts';
import { aborted, failed } from './world-error.ts';

/** Opens TCP to one address; the socket belongs to the caller. */
export interface Dialer {
  readonly dial: (to: Destination, signal: AbortSignal) => Promise<Result<Socket>>;
  /** Ends every socket still open. */
  readonly close: () => void;
  readonly openSockets: () => number;
}

export function createDialer(route: Router): Dialer {
  const open = new Set<Socket>();
  const dial: Dialer['dial'] = (to, signal) => {
    const doing = `Connecting to ${to.address} port ${to.port}`;
    if (signal.aborted) return Promise.resolve(aborted(signal, doing));
    const routed = route(to);
    if (!routed.ok) return Promise.resolve(routed);
    const socket = connect({ host: routed.value.address, port: routed.value.port, noDelay: true });
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    return settle(socket, signal, doing);
  };
  return {
    dial,
    close: () => open.forEach((socket) => void socket.destroy()),
    openSockets: () => open.size,
  };
}

function settle(socket: Socket, signal: AbortSignal, doing: string): Promise<Result<Socket>> {
  return new Promise((resolve) => {
    const finish = (result: Result<Socket>): void => {
      socket.off('connect', onConnect).off('error', onError);
      signal.removeEventListener('abort', onAbort);
      // A late error of a socket nobody listens to must not end the program.
      socket.on('error', () => undefined);
      if (!result.ok) socket.destroy();
      resolve(result);
    };
    const onConnect = (): void => finish(ok(socket));
    const onError = (cause: Error): void => finish(failed(cause, doing));
    const onAbort = (): void => finish(aborted(signal, doing));
    socket.once('connect', onConnect).once('error', onError);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** RFC 8305 section 5: the next address starts after this long without an answer. */
const attemptDelayMs = 250;
/** More addresses than this are not tried; a name with hundreds is hostile or broken. */
const maxAttempts = 8;
/** Beyond any caller's own limit. */
const raceLimitMs = 600_000;
/** One reason for all: making an error with a stack for every connection costs more than the connection. */
const raceIsOver = 'another address answered first';

export interface Dialled {
  readonly socket: Socket;
  readonly address: string;
}

/** Happy Eyeballs over resolved addresses, in the given order; the first connection wins, the others are ended. */
export async function dialFirst(
  dialer: Dialer,
  clock: Clock,
  options: { readonly to: readonly Destination[]; readonly signal: AbortSignal },
): Promise<Result<Dialled>> {
  const [only] = options.to;
  if (only !== undefined && options.to.length === 1) return attempt(dialer, only, options.signal);
  return dialRace(dialer, clock, options);
}

async function dialRace(
  dialer: Dialer,
  clock: Clock,
  options: { readonly to: readonly Destination[]; readonly signal: AbortSignal },
): Promise<Result<Dialled>> {
  using over = clock.deadline(raceLimitMs, options.signal);
  const { signal } = over;
  const losing = new AbortController();
  const stopLosers = (): void => losing.abort(raceIsOver);
  signal.addEventListener('abort', stopLosers, { once: true });
  const attempts: Promise<Result<Dialled>>[] = [];
  let won: Result<Dialled> | null = null;
  for (const to of options.to.slice(0, maxAttempts)) {
    attempts.push(attempt(dialer, to, losing.signal));
    won = await firstWithin(clock, firstConnected(attempts));
    if (won !== null || signal.aborted) break;
  }
  won ??= await firstConnected(attempts);
  signal.removeEventListener('abort', stopLosers);
  stopLosers();
  const settled = await Promise.all(attempts);
  for (const other of settled) if (other.ok && other !== won) other.value.socket.destroy();
  return won ?? settled[0] ?? aborted(options.signal, 'Connecting');
}

/** Null when nothing connected within the head start the next address waits for. */
async function firstWithin(
  clock: Clock,
  connected: Promise<Result<Dialled> | null>,
): Promise<Result<Dialled> | null> {
  let cancel = (): void => undefined;
  const waited = new Promise<null>((resolve) => {
    cancel = clock.after(attemptDelayMs, () => resolve(null));
  });
  const first = await Promise.race([connected, waited]);
  cancel();
  return first;
}

async function attempt(dialer: Dialer, to: Destination, signal: AbortSignal): Promise<Result<Dialled>> {
  const result = await dialer.dial(to, signal);
  return result.ok ? ok({ socket: result.value, address: to.address }) : result;
}

/** The first attempt that connects; null as soon as all of them have failed. */
async function firstConnected(
  attempts: readonly Promise<Result<Dialled>>[],
): Promise<Result<Dialled> | null> {
  const connected = attempts.map(async (pending) => {
    const result = await pending;
    if (!result.ok) throw new Error(result.error.message);
    return result;
  });
  return Promise.any(connected).catch(() => null);
}
