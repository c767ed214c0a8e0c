import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Incoming, Outgoing } from './web-app.ts';

/** Reads the whole request; rejects when its body is larger than `maxBodyBytes` or breaks off. */
export async function readIncoming(
  message: IncomingMessage,
  address: string,
  maxBodyBytes = 1024 * 1024,
): Promise<Incoming> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new Error('The request body is too large');
    chunks.push(chunk);
  }
  const raw = message.rawHeaders;
  const headers = Array.from({ length: raw.length / 2 }, (_, index): [string, string] => [
    (raw[index * 2] ?? '').toLowerCase(),
    raw[index * 2 + 1] ?? '',
  ]);
  return {
    scheme: 'encrypted' in message.socket ? 'https' : 'http',
    host: hostOf(message),
    address,
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    headers,
    body: Buffer.concat(chunks),
  };
}

/** From the Host header, in lower case, without port. */
export const hostOf = (message: IncomingMessage): string =>
  (message.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');

export function writeOutgoing(message: IncomingMessage, response: ServerResponse, answer: Outgoing): void {
  const hasBody = message.method !== 'HEAD' && answer.status !== 204 && answer.status !== 304;
  const headers = answer.headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  const length =
    answer.status === 204 || answer.status === 304 ? [] : ['content-length', String(answer.body.length)];
  response.writeHead(answer.status, [...headers.flat(), ...length]);
  response.end(hasBody ? answer.body : undefined);
}
