import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** Servers that speak bytes and mean harm. Each listens on a port of its own until `close`. */
export interface Hostile extends AsyncDisposable {
  readonly port: number;
}

export type Behaviour = (socket: Socket, request: Buffer) => void;

export async function hostileStream(behave: Behaviour): Promise<Hostile> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    socket.once('data', (request: Buffer) => behave(socket, request));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const each of open) each.destroy();
      await once(server.close(), 'close');
    },
  };
}

/** Answers every datagram, and every TCP query on the same port, with `answer` of the question. */
export async function hostileNameServer(answer: (query: Buffer) => Buffer): Promise<Hostile> {
  const tcp = await hostileStream((socket, request) => {
    const reply = answer(request.subarray(2));
    socket.end(Buffer.concat([Buffer.from([reply.length >> 8, reply.length & 255]), reply]));
  });
  const udp = createSocket('udp4');
  udp.on('message', (query, from) => udp.send(answer(query), from.port, from.address));
  udp.bind(tcp.port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    port: tcp.port,
    [Symbol.asyncDispose]: async () => {
      await once(udp.close(), 'close');
      await tcp[Symbol.asyncDispose]();
    },
  };
}

/** Writes again and again until the other side has had enough. */
function forever(socket: Socket, chunk: Uint8Array | string, everyMs = 0): void {
  const more = (): void => {
    if (socket.destroyed) return;
    if (socket.write(chunk)) timer = setTimeout(more, everyMs);
    else socket.once('drain', more);
  };
  let timer = setTimeout(more, 0);
  socket.on('close', () => clearTimeout(timer));
}

const pathOf = (request: Buffer): string => request.toString('latin1').split(' ')[1] ?? '/';
/** 64 MB of zeros in 64 KB. */
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n';

export const httpHarm: Readonly<Record<string, Behaviour>> = {
  'a body of one gigabyte': (socket) => {
    socket.write(`${head}Content-Length: 1073741824\r\n\r\n`);
    forever(socket, 'x'.repeat(65_536));
  },
  'one byte a second': (socket) => {
    socket.write(`${head}Content-Length: 100000\r\n\r\n`);
    forever(socket, 'x', 1000);
  },
  'a header line without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nX-Long: ');
    forever(socket, 'x'.repeat(4096));
  },
  'a gzip bomb': (socket) => {
    socket.write(`${head}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
    socket.end(bomb);
  },
  'redirects without end': (socket, request) =>
    socket.end(
      `HTTP/1.1 302 Found\r\nLocation: ${pathOf(request).slice(0, 500)}x\r\nContent-Length: 0\r\n\r\n`,
    ),
  'redirects to inside addresses': (socket) =>
    socket.end(
      'HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/meta-data\r\nContent-Length: 0\r\n\r\n',
    ),
  'terminal controls in a location': (socket) =>
    socket.end(
      'HTTP/1.1 302 Found\r\nLocation: http://\u001b[2J\u0007evil/\u0000\r\nContent-Length: 0\r\n\r\n',
    ),
};

export const tlsHarm: Readonly<Record<string, Behaviour>> = {
  'random bytes': (socket) => socket.end(Buffer.alloc(4096, 0xa5)),
  silence: () => undefined,
  'a record that is never finished': (socket) => {
    socket.write(Buffer.from([22, 3, 3, 0x3f, 0xff]));
    forever(socket, Buffer.from([0]), 1000);
  },
};

/** The question echoed as an answer with `flags`, one answer record promised, and `tail` behind. */
export const answerWith =
  (flags: number, tail: Buffer, counts = 1) =>
  (query: Buffer): Buffer => {
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(flags, 2);
    header.writeUInt16BE(counts, 6);
    header.writeUInt16BE(0, 8);
    header.writeUInt16BE(0, 10);
    const end = query.indexOf(0, 12) + 5;
    return Buffer.concat([header, query.subarray(12, end), tail]);
  };

const authoritative = 0x8400;
export const dnsHarm: Readonly<Record<string, (query: Buffer) => Buffer>> = {
  'a name that points to itself': (query) => {
    const at = query.indexOf(0, 12) + 5;
    const loop = Buffer.from([0xc0 | (at >> 8), at & 255, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 1, 2, 3, 4]);
    return answerWith(authoritative, loop)(query);
  },
  'truncated, over UDP and TCP alike': answerWith(authoritative | 0x0200, Buffer.alloc(0), 0),
  'a record longer than the message': answerWith(
    authoritative,
    Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 1, 44, 0xff, 0xff, 0xff]),
  ),
  'an alias to itself': answerWith(
    authoritative,
    Buffer.from([0xc0, 12, 0, 5, 0, 1, 0, 0, 1, 44, 0, 2, 0xc0, 12]),
  ),
  noise: (query) => Buffer.concat([query.subarray(0, 2), Buffer.alloc(300, 0xff)]),
};
