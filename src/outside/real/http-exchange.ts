import { request as nodeRequest } from 'node:http';
import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpRequest } from '../../model/outside-http.ts';
import type { HttpTarget } from './http-target.ts';

/** A status line with all its headers; Node answers `HPE_HEADER_OVERFLOW` beyond. */
const maxHeaderBytes = 64 * 1024;
/** `103 Early Hints` and its like before the real answer; a server that never stops is ended. */
const maxInformational = 20;

/**
 * Sends one request on an open stream; resolves with the head of the answer. Throws what Node reports. `onFree` is called when
 * the exchange is over and the connection can carry another (RFC 9112 section 9.3); without it the connection is not kept.
 */
export function sendRequest(
  stream: Socket,
  target: HttpTarget,
  options: {
    readonly request: HttpRequest;
    readonly headers: readonly string[];
    readonly signal: AbortSignal;
    readonly onFree?: () => void;
  },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    if (options.onFree !== undefined) stream.once('free', options.onFree);
    const sent = nodeRequest({
      ...(options.onFree === undefined ? { createConnection: () => stream } : { agent: agentOf(stream) }),
      method: options.request.method ?? 'GET',
      path: `${target.url.pathname}${target.url.search}`,
      headers: [...options.headers],
      maxHeaderSize: maxHeaderBytes,
      insecureHTTPParser: false,
      signal: options.signal,
    });
    sent.once('response', resolve);
    sent.once('upgrade', (response: IncomingMessage) => resolve(response));
    sent.on('error', reject);
    limitInformational(sent);
    sent.end(options.request.body);
  });
}

function limitInformational(sent: ClientRequest): void {
  let count = 0;
  sent.on('information', () => {
    count += 1;
    if (count > maxInformational) sent.destroy(new TooMuchInformation('Endless 1xx answers'));
  });
}

class TooMuchInformation extends Error {
  readonly code = 'ERR_HTTP_INFORMATION';
}

/**
 * The least that Node asks of an agent: where to write. With one, the parser lets go of the socket after the message and the
 * socket says `free`; without one it is always closed.
 */
const agentOf = (stream: Socket): Agent => {
  const agent = {
    keepAlive: true,
    defaultPort: 80,
    protocol: 'http:',
    options: {},
    addRequest: (sent: ClientRequest) => sent.onSocket(stream),
  };
  return agent as unknown as Agent;
};
