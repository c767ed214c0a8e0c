import { createServer } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateMaker } from '../certificates.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  /** Lower case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}
/** Null: the request is taken and never answered. */
export type Handler = (asked: Asked) => Reply | null;

/** Receivers of alerts under their own names, over TLS on loopback. */
export interface Receivers extends AsyncDisposable {
  /** `*:443` leads here. */
  readonly port: number;
  readonly caPem: string;
}

/** One server for several hosts. Needs openssl. */
export async function startReceivers(hosts: Readonly<Record<string, Handler>>): Promise<Receivers> {
  const folder = mkdtempSync(join(tmpdir(), 'receivers-'));
  const maker = certificateMaker(folder);
  const root = maker.root('Receivers');
  const names = Object.keys(hosts).map((name) => `DNS:${name}`);
  const { key, cert } = maker.issue('receivers', root, { altNames: names.join(',') });
  rmSync(folder, { recursive: true });
  const server = createServer({ key, cert }, (request, response) => {
    void asked(request).then((question) => {
      const reply = hosts[request.headers.host ?? '']?.(question);
      if (reply === null) return;
      response.writeHead(reply?.status ?? 421, { 'content-type': 'application/json', ...reply?.headers });
      response.end(reply?.body ?? '');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    caPem: root.cert,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function asked(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers as Asked['headers'],
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
