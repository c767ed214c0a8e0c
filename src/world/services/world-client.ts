import { request } from 'node:https';

/** A request from one part of the world to another, over real TLS on loopback. */
export interface WorldRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

export interface WorldResponse {
  readonly status: number;
  readonly text: string;
}

/** Nobody knows what the other side did. */
export class LateAnswer extends Error {
  override readonly name = 'LateAnswer';
  constructor(host: string) {
    super(`${host} did not answer in time`);
  }
}

/** Rejects with LateAnswer after the time, with an Error when there is no connection. */
export type WorldClient = (call: WorldRequest) => Promise<WorldResponse>;

const maxBytes = 1024 * 1024;

/** @param portOf loopback port of a host's https listener; null when it is closed */
export function createWorldClient(caPem: () => string, portOf: (host: string) => number | null): WorldClient {
  return async (call) => {
    const url = new URL(call.url);
    const port = portOf(url.hostname);
    if (port === null) throw new Error(`${url.hostname} does not answer`);
    return new Promise<WorldResponse>((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port,
        servername: url.hostname,
        ca: caPem(),
        method: call.method,
        path: url.pathname + url.search,
        headers: { ...call.headers, host: url.hostname, 'content-length': Buffer.byteLength(call.body) },
        agent: false,
        timeout: call.timeoutMs,
      } as const;
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) sent.destroy(new Error('The answer is over 1 MiB'));
          else chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      });
      sent.on('timeout', () => sent.destroy(new LateAnswer(url.hostname)));
      sent.on('error', reject);
      sent.end(call.body);
    });
  };
}
