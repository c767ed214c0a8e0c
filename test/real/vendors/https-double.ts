import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { decode, encode, AUTHORITATIVE_ANSWER, RECURSION_AVAILABLE } from 'dns-packet';

export interface HttpsDouble extends AsyncDisposable {
  /** For the real outside: the vendors' names, led to this server. */
  readonly maps: readonly string[];
  /** Knows an address for each of these names. */
  readonly resolvers: readonly string[];
}
export interface DoubleCertificate {
  readonly key: string;
  readonly certificate: string;
}

/** One HTTPS server on loopback that stands for all of the hosts, and a resolver that knows them. */
export async function startHttpsDouble(
  { hosts, certificate }: { readonly hosts: readonly string[]; readonly certificate: DoubleCertificate },
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<HttpsDouble> {
  const server = createServer({ key: certificate.key, cert: certificate.certificate }, handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const resolver = await startResolver();
  return {
    maps: hosts.map((host) => `${host}:443=127.0.0.1:${port}`),
    resolvers: [`127.0.0.1#${resolver.address().port}`],
    [Symbol.asyncDispose]: async () => {
      resolver.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Says 192.0.2.1 to every question for an IPv4 address, and nothing to others. */
async function startResolver() {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const { id, questions = [] } = decode(message);
    const answers = questions
      .filter(({ type }) => type === 'A')
      .map(({ name }) => ({ name, type: 'A', ttl: 60, data: '192.0.2.1' }) as const);
    const flags = AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE;
    socket.send(
      encode({ type: 'response', id: id ?? 0, flags, questions, answers }),
      from.port,
      from.address,
    );
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}
