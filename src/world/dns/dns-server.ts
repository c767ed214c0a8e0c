import { createSocket } from 'node:dgram';
import type { Socket as UdpSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { WorldClock } from '../clock.ts';
import { bound, closeServer, tracked } from '../loopback.ts';
import type { NameServerPlan } from '../plan.ts';
import type { Responder } from './responder.ts';

export interface DnsServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

export interface DnsServerInput {
  readonly server: NameServerPlan;
  readonly responder: Responder;
  readonly clock: WorldClock;
  /** Aborts when the world closes: pending delays end. */
  readonly signal: AbortSignal;
}

const maxConnections = 64;
const maxPortTries = 20;

/** One name server on one loopback port, UDP and TCP (RFC 7766). */
export async function startDnsServer(input: DnsServerInput): Promise<DnsServer> {
  for (let attempt = 1; ; attempt += 1) {
    const tcp = tracked(createServer((socket) => serveStream(socket, input)));
    tcp.maxConnections = maxConnections;
    const port = await bound(tcp);
    const udp = await bindUdp(port);
    if (udp !== null) return running({ port, tcp, udp }, input);
    await closeServer(tcp);
    if (attempt === maxPortTries) throw new Error('No loopback port is free for both UDP and TCP');
  }
}

interface Sockets {
  readonly port: number;
  readonly tcp: Server;
  readonly udp: UdpSocket;
}

function running({ port, tcp, udp }: Sockets, input: DnsServerInput): DnsServer {
  udp.on('message', (bytes, peer) => {
    if (input.server.udp !== 'open') return;
    void delayed(input, () => {
      const [message] = input.responder.respond(bytes, 'udp');
      if (message !== undefined) udp.send(message, peer.port, peer.address, ignore);
    });
  });
  return {
    port,
    close: async () => {
      await Promise.all([closeServer(tcp), new Promise<void>((resolve) => udp.close(() => resolve()))]);
    },
  };
}

/** Length-prefixed messages (RFC 1035 section 4.2.2). */
function serveStream(socket: Socket, input: DnsServerInput): void {
  let pending = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      const query = pending.subarray(2, end);
      pending = pending.subarray(end);
      if (input.server.tcp === 'open') void delayed(input, () => answerStream(socket, query, input));
    }
  });
}

function answerStream(socket: Socket, query: Buffer, input: DnsServerInput): void {
  for (const message of input.responder.respond(query, 'tcp')) {
    if (!socket.writable) return;
    socket.write(Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]));
  }
}

async function delayed(input: DnsServerInput, act: () => void): Promise<void> {
  if (input.server.latencyMs > 0) await input.clock.sleep(input.server.latencyMs, input.signal);
  if (!input.signal.aborted) act();
}

/** null when the port is taken. */
const bindUdp = async (port: number): Promise<UdpSocket | null> =>
  new Promise((resolve) => {
    const udp = createSocket('udp4');
    udp.once('error', () => udp.close(() => resolve(null)));
    udp.bind({ address: '127.0.0.1', port, exclusive: true }, () => {
      udp.removeAllListeners('error');
      udp.on('error', ignore);
      resolve(udp);
    });
  });

/** A peer that went away is the peer's business. */
const ignore = (): void => undefined;
