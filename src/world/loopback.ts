import type { AddressInfo, Server, Socket } from 'node:net';

/** Listens on a free port of 127.0.0.1 and says which. */
export const bound = async (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      server.removeListener('error', reject);
      const address: AddressInfo | string | null = server.address();
      if (address === null || typeof address === 'string') reject(new Error('Not bound to a port'));
      else resolve(address.port);
    });
  });

const socketsOf = new WeakMap<Server, Set<Socket>>();

/** Remembers the server's connections, so that `closeServer` can end them. */
export function tracked<S extends Server>(server: S): S {
  const sockets = new Set<Socket>();
  socketsOf.set(server, sockets);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return server;
}

/** Ends tracked connections and resolves when the port is free again. */
export const closeServer = async (server: Server): Promise<void> =>
  new Promise((resolve) => {
    for (const socket of socketsOf.get(server) ?? []) socket.destroy();
    server.close(() => resolve());
  });
