import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bound, closeServer, tracked } from './loopback.ts';
import type { Mailbox } from './mail/mailbox.ts';

export interface Control {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface ControlInput {
  readonly mailbox: Mailbox;
  readonly setPaymentDelay: (delayMs: number) => void;
}

/**
 * For people and tests beside the world, on loopback: `GET /mails?to=ADDRESS`, `GET /mails/ID` (raw),
 * `DELETE /mails`, `PUT /payment/delay?ms=NUMBER`.
 */
export async function startControl(input: ControlInput): Promise<Control> {
  const server = tracked(createServer((request, response) => answer(input, request, response)));
  const port = await bound(server);
  return { url: `http://127.0.0.1:${port}`, close: async () => closeServer(server) };
}

function answer(input: ControlInput, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://control');
  const call = `${request.method ?? 'GET'} ${url.pathname}`;
  if (call === 'GET /mails') {
    const found = input.mailbox.messages(url.searchParams.get('to') ?? undefined);
    return reply(response, 200, JSON.stringify(found, null, 2));
  }
  const mail = input.mailbox.messages().find((one) => call === `GET /mails/${one.id}`);
  if (mail !== undefined) return reply(response, 200, mail.raw);
  if (call === 'DELETE /mails') {
    input.mailbox.clear();
    return reply(response, 204, '');
  }
  const delayMs = Number(url.searchParams.get('ms') ?? Number.NaN);
  if (call === 'PUT /payment/delay' && delayMs >= 0 && delayMs <= 60_000) {
    input.setPaymentDelay(delayMs);
    return reply(response, 204, '');
  }
  return reply(response, 404, 'GET /mails?to=, GET /mails/ID, DELETE /mails, PUT /payment/delay?ms=\n');
}

function reply(response: ServerResponse, status: number, body: string): void {
  const type = body.startsWith('[') ? 'application/json' : 'text/plain; charset=utf-8';
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(status === 204 ? undefined : Buffer.from(body, 'latin1'));
}
