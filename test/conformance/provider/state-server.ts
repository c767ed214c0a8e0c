import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { decodeMessage } from '../../../src/protocols/dns/wire/decode.ts';
import { encodeResponse } from '../../../src/protocols/dns/wire/encode.ts';
import type { RecordSet } from '../../../src/protocols/zone/records/record-set.ts';
import { recordsOf } from '../../../src/protocols/zone/records/record-set.ts';

export interface StateServer {
  readonly port: number;
  /** What it serves from now on. */
  serve: (sets: readonly RecordSet[]) => void;
  readonly close: () => Promise<void>;
}

/** A name server over a list of record sets, UDP and TCP on one loopback port: exact names only. */
export async function startStateServer(): Promise<StateServer> {
  let current: readonly RecordSet[] = [];
  const answer = (query: Uint8Array, maxBytes: number): Uint8Array => {
    const asked = decodeMessage(query);
    if (!asked.ok || asked.message.question === null) return new Uint8Array();
    const { name, type } = asked.message.question;
    const here = current.filter((set) => set.name === name);
    const found = here.filter((set) => set.type === type || set.type === 'CNAME');
    const base = {
      ...asked.message,
      isAuthoritative: true,
      rcode: here.length > 0 ? 'NOERROR' : 'NXDOMAIN',
      edns: null,
      authorities: [],
      additionals: [],
    };
    const whole = encodeResponse(asked.id, { ...base, answers: recordsOf(found) });
    if (!whole.ok) throw new Error(whole.problem);
    if (whole.bytes.length <= maxBytes) return whole.bytes;
    const cut = encodeResponse(asked.id, { ...base, isTruncated: true, answers: [] });
    return cut.ok ? cut.bytes : new Uint8Array();
  };
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      const reply = answer(chunk.subarray(2), 65_535);
      socket.write(Buffer.concat([Uint8Array.of(reply.length >> 8, reply.length & 255), reply]));
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const address = tcp.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const udp = createSocket('udp4');
  udp.on('message', (query, peer) => udp.send(answer(query, 512), peer.port, peer.address));
  await new Promise<void>((resolve, reject) => {
    udp.on('error', reject);
    udp.bind(port, '127.0.0.1', resolve);
  });
  return {
    port,
    serve: (sets) => void (current = sets),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => tcp.close(() => resolve())),
        new Promise<void>((resolve) => udp.close(() => resolve())),
      ]);
    },
  };
}
