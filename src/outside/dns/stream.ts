import { connect } from 'node:net';
import type { Result } from '../../model/outside.ts';
import { failure } from '../../model/outside.ts';
import type { Attempt, Reply } from './transport.ts';
import { socketFailure, stopped, timedOut } from './transport.ts';

const maxReplyBytes = 2 + 65_535;

/** One query over a TCP connection of its own, with the two-byte length in front (RFC 1035 section 4.2.2). */
export function askOverTcp(attempt: Attempt): Promise<Result<Reply>> {
  const { target, query, signal, clock, accept } = attempt;
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(stopped());
      return;
    }
    const socket = connect({ host: target.address, port: target.port });
    let received = Buffer.alloc(0);
    const finish = (result: Result<Reply>): void => {
      cancel();
      signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.destroy();
      resolve(result);
    };
    const onAbort = (): void => finish(stopped());
    const deadline = clock.deadline(attempt.timeoutMs);
    const cancel = (): void => deadline[Symbol.dispose]();
    deadline.signal.addEventListener('abort', () => finish(timedOut(attempt)), { once: true });
    signal.addEventListener('abort', onAbort, { once: true });
    socket.on('error', (error) => finish(socketFailure(attempt, error)));
    socket.on('close', () =>
      finish(failure('reset', `${attempt.place} closed the connection without an answer`)),
    );
    socket.on('connect', () => {
      socket.write(Buffer.concat([Uint8Array.of(query.length >> 8, query.length & 255), query]));
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length > maxReplyBytes)
        return finish(failure('too-large', `${attempt.place} sent over 64 KiB`));
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const reply = accept(received.subarray(2, 2 + received.readUInt16BE(0)));
      finish(
        reply === null
          ? failure('protocol', `${attempt.place} answered another question`)
          : { ok: true, value: reply },
      );
    });
  });
}
