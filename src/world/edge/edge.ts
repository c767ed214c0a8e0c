import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server as HttpServer, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server as HttpsServer } from 'node:https';
import { createServer } from 'node:net';
import { getDiffieHellman } from 'node:crypto';
import type { Server, Socket } from 'node:net';
import * as der from '../certificates/der.ts';
import { pemOf } from '../certificates/x509.ts';
import type { ServerCertificate } from '../certificates/certificate-authority.ts';
import { bound, closeServer, tracked } from '../loopback.ts';
import type { AddressPlan, WorldPlan } from '../plan.ts';
import { serverNameIn } from './client-hello.ts';
import type { Exchange } from './exchange.ts';
import { hostOf, readIncoming, writeOutgoing } from './node-http.ts';

export interface Edge {
  /** Loopback ports by world address; null where the port is closed. */
  readonly ports: ReadonlyMap<string, { readonly http: number | null; readonly https: number | null }>;
  readonly close: () => Promise<void>;
}

export interface EdgeServersInput {
  readonly plan: WorldPlan;
  readonly addresses: readonly string[];
  /** By certificate id. */
  readonly certificates: ReadonlyMap<string, ServerCertificate>;
  readonly exchange: Exchange;
}

const keepAliveMs = 5000;
const openAddress: AddressPlan = { http: 'open', https: 'open', only: null, versions: {} };

/** Listeners for every web address of the world, one TLS server per host behind them (the ClientHello says which). */
export async function startEdge(input: EdgeServersInput): Promise<Edge> {
  const addressOf = new Map<number, string>();
  const listener = requestListener(input, addressOf);
  const tlsServers = tlsServersOf(input, listener);
  const opened: Server[] = [];
  const open = async (server: Server, address: string): Promise<number> => {
    const port = await bound(tracked(server));
    opened.push(server);
    addressOf.set(port, address);
    return port;
  };
  const pairs = await Promise.all(
    input.addresses.map(async (address) => {
      const state = input.plan.addresses[address] ?? openAddress;
      const http = state.http === 'closed' ? null : await open(plainServer(state.http, listener), address);
      const https =
        state.https === 'closed' ? null : await open(secureServer({ state, tlsServers, listener }), address);
      return [address, { http, https }] as const;
    }),
  );
  return {
    ports: new Map(pairs),
    close: async () => void (await Promise.all(opened.map(closeServer))),
  };
}

function requestListener(input: EdgeServersInput, addressOf: ReadonlyMap<number, string>): RequestListener {
  return (message: IncomingMessage, response: ServerResponse) => {
    const { socket } = message;
    const address = addressOf.get(socket.localPort ?? 0) ?? '';
    void readIncoming(message, address, input.plan.hosts[hostOf(message)]?.maxBodyBytes)
      .then(async (request) => input.exchange(request))
      .then((answer) => (answer === null ? message.destroy() : writeOutgoing(message, response, answer)))
      // The message may be destroyed already, by who stopped reading it; its connection is not.
      .catch(() => socket.destroy());
  };
}

function plainServer(state: 'open' | 'silent', listener: RequestListener): Server {
  if (state === 'silent') return silentServer();
  return quiet(createHttpServer({ keepAliveTimeout: keepAliveMs }, listener));
}

const silentServer = (): Server => createServer((socket) => void socket.on('error', () => socket.destroy()));

/** One TLS server per host with a certificate; they never listen, the fronts hand them connections. */
function tlsServersOf(input: EdgeServersInput, listener: RequestListener): ReadonlyMap<string, HttpsServer> {
  const servers = new Map<string, HttpsServer>();
  for (const host of Object.values(input.plan.hosts)) {
    const certificate = host.certificate === null ? undefined : input.certificates.get(host.certificate);
    if (certificate === undefined) continue;
    const { minVersion, maxVersion, ciphers, hasShortPrime } = host.tls;
    const options = {
      cert: certificate.certificatePem,
      key: certificate.keyPem,
      minVersion,
      maxVersion,
      ...(ciphers === null ? {} : { ciphers }),
      ...(hasShortPrime ? { dhparam: shortPrimePem() } : {}),
      ALPNProtocols: ['http/1.1'],
      keepAliveTimeout: keepAliveMs,
    };
    servers.set(host.name, quiet(createHttpsServer(options, listener)));
  }
  return servers;
}

/** Second Oakley group, 1024 bits (RFC 2409 section 6.2), in the form of PKCS #3. */
function shortPrimePem(): string {
  const group = getDiffieHellman('modp2');
  const bytes = der.sequence(der.integer(group.getPrime()), der.integer(group.getGenerator()));
  return pemOf(bytes, 'DH PARAMETERS');
}

interface FrontInput {
  readonly state: AddressPlan;
  readonly tlsServers: ReadonlyMap<string, HttpsServer>;
  readonly listener: RequestListener;
}

function secureServer({ state, tlsServers, listener }: FrontInput): Server {
  if (state.https === 'silent') return silentServer();
  return state.https === 'plain' ? plainServer('open', listener) : tlsFront(state.only, tlsServers);
}

/** Who names no host, or one that is not here, gets the first of the hosts the address is for. */
function tlsFront(only: readonly string[] | null, tlsServers: ReadonlyMap<string, HttpsServer>): Server {
  const fallback = tlsServers.get((only ?? [...tlsServers.keys()])[0] ?? '');
  return createServer((socket) => {
    socket.on('error', () => socket.destroy());
    whenHelloIsIn(socket, (hello) => {
      const name = serverNameIn(hello);
      const isHere = name !== null && (only === null || only.includes(name));
      const server = (isHere ? tlsServers.get(name) : undefined) ?? fallback;
      socket.pause();
      socket.unshift(hello);
      if (server === undefined) socket.destroy();
      else server.emit('connection', socket);
    });
  });
}

/** Record header 5 bytes, its last two the length of what follows (RFC 8446 section 5.1); at most 16 KiB are waited for. */
function whenHelloIsIn(socket: Socket, act: (hello: Buffer) => void): void {
  let received = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    const isHandshake = received[0] === 0x16;
    const wanted = received.length < 5 ? 5 : 5 + Math.min(received.readUInt16BE(3), 16_384);
    if (isHandshake && received.length < wanted) return;
    socket.off('data', onData);
    act(received);
  };
  socket.on('data', onData);
}

/** What clients do wrong is answered on the wire, not on our console. */
function quiet<S extends HttpServer | HttpsServer>(server: S): S {
  // As web servers do when they are greeted in TLS, or in noise, on a port without it.
  server.on('clientError', (_error: Error, socket: Socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
    else socket.destroy();
  });
  server.on('tlsClientError', (_error: Error, socket: Socket) => void socket.destroy());
  return server;
}
