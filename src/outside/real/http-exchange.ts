import { request as nodeRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpRequest } from '../../model/outside-http.ts';
import type { HttpTarget } from './http-target.ts';

/** A status line with all its headers; Node answers `HPE_HEADER_OVERFLOW` beyond. */
const maxHeaderBytes = 64 * 1024;
/** `103 Early Hints` and its like before the real answer; a server that never stops is ended. */
const maxInformational = 20;

/** Sends one request on an open stream; resolves with the head of the answer. Throws what Node reports. */
export function sendRequest(
  stream: Duplex,
  target: HttpTarget,
  options: {
    readonly request: HttpRequest;
    readonly headers: readonly string[];
    readonly signal: AbortSignal;
  },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = nodeRequest({
      createConnection: () => stream,
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
