import { createSocket } from 'node:dgram';
import type { Socket as UdpSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { DnsMessage, DnsQuestion } from '../../model/outside-dns.ts';
import { decodeMessage } from '../../protocols/dns/wire/decode.ts';
import { encodeResponse } from '../../protocols/dns/wire/encode.ts';

export interface LoopbackQuery extends DnsQuestion {
  readonly transport: 'udp' | 'tcp';
  readonly hasEdns: boolean;
}
/** Null stays silent; bytes go out as they are, after the query's id. */
export type LoopbackAnswer = (query: LoopbackQuery) => DnsMessage | Uint8Array | null;

export interface LoopbackServer extends AsyncDisposable {
  readonly port: number;
  readonly seen: readonly LoopbackQuery[];
}

/** A DNS server on 127.0.0.1 with one ephemeral port for UDP and TCP, for tests of whatever asks DNS servers. */
export async function loopbackServer(answer: LoopbackAnswer): Promise<LoopbackServer> {
  const seen: LoopbackQuery[] = [];
  const reply = (bytes: Uint8Array, transport: 'udp' | 'tcp'): Uint8Array | null => {
    const query = decodeMessage(bytes);
    if (!query.ok || query.message.question === null) return null;
    const asked = { ...query.message.question, transport, hasEdns: query.message.edns !== null };
    seen.push(asked);
    const message = answer(asked);
    if (message === null) return null;
    if (message instanceof Uint8Array) return Buffer.concat([bytes.subarray(0, 2), message]);
    const encoded = encodeResponse(query.id, message);
    return encoded.ok ? encoded.bytes : null;
  };
  const connections = new Set<Socket>();
  const tcp = createServer((socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      const bytes = reply(chunk.subarray(2), 'tcp');
      if (bytes === null) return void socket.destroy();
      socket.write(Buffer.concat([Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes]));
    });
  });
  const { port, udp } = await bothOnOnePort(tcp);
  udp.on('message', (bytes, from) => {
    const message = reply(bytes, 'udp');
    if (message !== null) udp.send(message, from.port, from.address);
  });
  return {
    port,
    seen,
    [Symbol.asyncDispose]: async () => {
      for (const socket of connections) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(() => resolve())),
        new Promise<void>((resolve) => tcp.close(() => resolve())),
      ]);
    },
  };
}

const maxTries = 20;

/** A port free for TCP may be taken for UDP by somebody else's question: then the next one is tried. */
async function bothOnOnePort(tcp: Server): Promise<{ readonly port: number; readonly udp: UdpSocket }> {
  for (let count = 1; ; count += 1) {
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const { port } = tcp.address() as AddressInfo;
    const udp = createSocket('udp4');
    const isBound = await new Promise<boolean>((resolve) => {
      udp.once('error', () => resolve(false));
      udp.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(true));
    });
    if (isBound) return { port, udp };
    udp.close();
    await new Promise<void>((resolve) => tcp.close(() => resolve()));
    if (count === maxTries) throw new Error('No loopback port is free for both UDP and TCP');
  }
}
