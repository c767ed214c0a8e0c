import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';
import { silentDns } from '../../src/outside/fake/outside.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import type { RealOutside } from '../../src/outside/real/outside.ts';

export interface Facing extends AsyncDisposable {
  readonly outside: RealOutside;
  /** Bytes the server got rid of on connections that are closed. */
  readonly sent: () => number;
}

/** `http://shop.test` on a real socket, answered by a server that means no good; `inside.*` is a metadata address. */
export async function facing(answer: (path: string, response: ServerResponse) => void): Promise<Facing> {
  let sent = 0;
  const server: Server = createServer((request, response) => answer(request.url ?? '/', response));
  server.on('connection', (socket) => socket.on('close', () => (sent += socket.bytesWritten)));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const outside = createOutside({
    dns: () => ({
      ...silentDns,
      resolve: async (name, type) => ({
        ok: true,
        value: {
          name,
          type,
          rcode: 'NOERROR',
          records:
            type === 'A'
              ? [
                  {
                    name,
                    type,
                    ttlSeconds: 60,
                    value: name.startsWith('inside') ? '169.254.169.254' : '93.184.216.34',
                  },
                ]
              : [],
          chain: [],
          authorities: [],
          zone: null,
          server: 'test',
          tookMs: 0,
        },
      }),
    }),
    maps: [{ host: 'shop.test', port: 80, to: { address: '127.0.0.1', port } }],
  });
  return {
    outside,
    sent: () => sent,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await outside[Symbol.asyncDispose]();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A gigabyte of zeros in a megabyte. */
export function bomb(response: ServerResponse, type = 'text/javascript'): void {
  response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' });
  const packed = createGzip({ level: 1 });
  const zeros = Buffer.alloc(1024 * 1024);
  let left = 1024;
  const more = (): void => {
    while (left > 0 && !packed.destroyed) {
      left -= 1;
      if (!packed.write(zeros)) return void packed.once('drain', more);
    }
    packed.end();
  };
  response.on('close', () => packed.destroy());
  packed.on('error', () => undefined).pipe(response);
  more();
}

/** Chunks without end. */
export function endless(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const more = (): void => {
    if (!response.destroyed && response.write(text)) setImmediate(more);
    else if (!response.destroyed) response.once('drain', more);
  };
  more();
}
