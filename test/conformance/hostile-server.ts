import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createGzip } from 'node:zlib';
import { Readable } from 'node:stream';

/** Speaks bytes, not HTTP, so that it can misbehave in every way a server can. */
export interface HostileServer {
  readonly port: number;
  /** Header lines and body of `/answer`. */
  answer: readonly [headers: string, body: Uint8Array];
  readonly sentBytes: () => number;
  readonly allClosed: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startHostileServer(): Promise<HostileServer> {
  const open = new Set<Socket>();
  let sent = 0;
  let onIdle = (): void => undefined;
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sent += socket.bytesWritten;
      open.delete(socket);
      if (open.size === 0) onIdle();
    });
    socket.once('data', (head: Buffer) => {
      const path = head.toString('latin1').split(' ')[1] ?? '/';
      const behave = behaviours[path.replace('http://h.test', '')] ?? ok;
      behave(socket, state);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const state: HostileServer = {
    port: (server.address() as AddressInfo).port,
    answer: ['', Buffer.from('')],
    sentBytes: () => sent,
    allClosed: () =>
      new Promise((resolve) => {
        onIdle = resolve;
        if (open.size === 0) resolve();
      }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return state;
}

type Behaviour = (socket: Socket, server: HostileServer) => void;
const ok: Behaviour = (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');

/** Writes again and again until the other side has had enough. */
function forever(socket: Socket, chunk: string, everyMs = 0): void {
  const more = (): void => {
    if (socket.destroyed) return;
    if (socket.write(chunk)) timer = setTimeout(more, everyMs);
    else socket.once('drain', more);
  };
  let timer = setTimeout(more, 0);
  socket.on('close', () => clearTimeout(timer));
}

const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n';

const behaviours: Readonly<Record<string, Behaviour>> = {
  '/answer': (socket, server) => {
    const [headers, body] = server.answer;
    const lines = headers === '' ? '' : `${headers}\r\n`;
    socket.write(`HTTP/1.1 200 OK\r\n${lines}Content-Length: ${body.byteLength}\r\n\r\n`);
    socket.end(body);
  },
  '/redirect': (socket) =>
    socket.end('HTTP/1.1 301 Moved\r\nLocation: http://h.test/answer\r\nContent-Length: 0\r\n\r\n'),
  '/head': (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n'),
  '/gigabyte': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n');
    forever(socket, 'x'.repeat(65_536));
  },
  '/bomb': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n');
    const zeros = Buffer.alloc(1024 * 1024);
    const source = Readable.from(
      (function* () {
        for (let count = 0; count < 1024; count += 1) yield zeros;
      })(),
    );
    const packed = source.pipe(createGzip({ level: 1 }));
    packed.pipe(socket);
    socket.on('close', () => {
      source.destroy();
      packed.destroy();
    });
  },
  '/drip': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
    forever(socket, 'x', 20);
  },
  '/endless-header': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nX-Long: ');
    forever(socket, 'x'.repeat(4096));
  },
  '/endless-headers': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    forever(socket, 'a: b\r\n'.repeat(500));
  },
  '/slow-header': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
    forever(socket, 'x', 20);
  },
  '/silence': () => undefined,
  '/reset': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nsome', () => socket.resetAndDestroy());
  },
  '/short': (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nsome'),
  '/hang-up': (socket) => socket.end(),
  '/garbage': (socket) => socket.end('220 mail.h.test ESMTP\r\n'),
  '/smuggle': (socket) => socket.end(`${chunked}Content-Length: 5\r\n\r\n0\r\n\r\n`),
  '/chunk': (socket) => socket.end(`${chunked}\r\nFFFFFFFFFFFFFFFFFFFF\r\nx`),
  '/hints': (socket) =>
    forever(socket, 'HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n'.repeat(10)),
};
