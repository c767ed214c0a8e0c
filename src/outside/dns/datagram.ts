import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Result } from '../../model/outside.ts';
import type { Attempt, Reply } from './transport.ts';
import { socketFailure, stopped, timedOut } from './transport.ts';

/**
 * One query in one datagram from a socket of its own: a fresh random port each time, connected, so that the kernel drops
 * datagrams from anybody else (RFC 5452 section 9). Datagrams that do not answer this very query are ignored.
 */
export function askOverUdp(attempt: Attempt): Promise<Result<Reply>> {
  const { target, query, signal, clock, accept } = attempt;
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(stopped());
      return;
    }
    const socket = createSocket(isIPv6(target.address) ? 'udp6' : 'udp4');
    const finish = (result: Result<Reply>): void => {
      cancel();
      signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners();
      // A late error of a closing socket has nobody left to tell.
      socket.on('error', () => undefined);
      try {
        socket.close();
      } catch {
        // Closed already: nothing to give back.
      }
      resolve(result);
    };
    const onAbort = (): void => finish(stopped());
    const deadline = clock.deadline(attempt.timeoutMs);
    const cancel = (): void => deadline[Symbol.dispose]();
    deadline.signal.addEventListener('abort', () => finish(timedOut(attempt)), { once: true });
    signal.addEventListener('abort', onAbort, { once: true });
    socket.on('error', (error) => finish(socketFailure(attempt, error)));
    socket.on('message', (bytes) => {
      const reply = accept(bytes);
      if (reply !== null) finish({ ok: true, value: reply });
    });
    socket.on('connect', () => {
      socket.send(query, (error) => {
        if (error !== null) finish(socketFailure(attempt, error));
      });
    });
    socket.connect(target.port, target.address);
  });
}
