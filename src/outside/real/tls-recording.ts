import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { sentCertificates } from './tls-transcript.ts';

/** A handshake with a very long chain is a few hundred kilobytes; what is beyond is not recorded. */
const maxRecordedBytes = 1024 * 1024;

export interface HandshakeRecording {
  /** Hand this to TLS in place of the socket. */
  readonly stream: Duplex;
  readonly sentChain: (socket: TLSSocket, keyLog: readonly string[]) => readonly string[] | null;
}

/**
 * Node shows only the chain OpenSSL built, which hides extra, misordered and repeated certificates. What the server really
 * sent is in the bytes, so they are kept while they pass.
 */
export function recordHandshake(socket: Socket): HandshakeRecording {
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = new Duplex({
    read: () => void socket.resume(),
    write: (chunk: Buffer, _encoding, done) => void socket.write(chunk, done),
    final: (done) => void socket.end(done),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    if (size < maxRecordedBytes) chunks.push(chunk);
    size += chunk.length;
    if (!stream.push(chunk)) socket.pause();
  });
  socket.on('end', () => stream.push(null));
  socket.on('error', (error) => stream.destroy(error));
  return {
    stream,
    sentChain: (tls, keyLog) =>
      size > maxRecordedBytes
        ? null
        : sentCertificates(Buffer.concat(chunks), { cipher: tls.getCipher()?.standardName ?? '', keyLog }),
  };
}
