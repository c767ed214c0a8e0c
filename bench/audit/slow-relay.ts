import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/**
 * A wire with a length: what a client sends arrives `latencyMs` later, and the first flight as much later again, for the SYN
 * that loopback answers at once. One round trip of TCP, TLS or HTTP costs `latencyMs`.
 */
export async function relayTo(
  port: number,
  latencyMs: number,
): Promise<{ readonly port: number; close(): void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
    near.setNoDelay(true);
    const openedAt = performance.now();
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    }
    const later = (run: () => void): void => {
      const dueAt = Math.max(openedAt + 2 * latencyMs, performance.now() + latencyMs);
      setTimeout(run, dueAt - performance.now());
    };
    near.on('data', (chunk) => later(() => void far.write(chunk)));
    near.once('close', () => later(() => void far.destroy()));
    far.pipe(near);
    far.once('close', () => void near.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The address maps of a world with every TCP port behind a relay. DNS over UDP is slowed by the world itself. */
export async function slowMaps(maps: readonly string[], latencyMs: number): Promise<readonly string[]> {
  const relays = new Map<number, Promise<{ readonly port: number }>>();
  const slowed = maps.map(async (map) => {
    const [from = '', to = ''] = map.split('=');
    const port = Number(/:(\d+)$/.exec(to)?.[1] ?? Number.NaN);
    if (Number.isNaN(port) || from.endsWith(':53')) return map;
    const relay = relays.get(port) ?? relayTo(port, latencyMs);
    relays.set(port, relay);
    return `${from}=127.0.0.1:${(await relay).port}`;
  });
  return Promise.all(slowed);
}
