import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';

/** The whole shop: a page, an order, a payment event, an upload, a queue of receipts. */
const release = readFileSync(join(import.meta.dirname, '..', 'RELEASE'), 'utf8').trim();
const { DATABASE_URL = '', PAYMENT_WEBHOOK_SECRET = '', PORT = '8080', UPLOADS = '' } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 4 });
pool.on('error', () => {});
const csrf = randomUUID();
let receiptsAt = Date.now();

const receipts = setInterval(() => {
  receiptsAt = Date.now();
}, 200);

type Answer = readonly [status: number, body: string, headers?: Readonly<Record<string, string>>];
type Route = (request: IncomingMessage, match: RegExpExecArray) => Promise<Answer>;

const page = (title: string, body: string): Answer => [
  200,
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`,
  { 'content-type': 'text/html; charset=utf-8' },
];

const routes: readonly (readonly [RegExp, Route])[] = [
  [/^GET \/$/, async () => page('Sample shop', '<a href="/products/lamp">Lamp</a>')],
  [/^GET \/version$/, async () => [200, JSON.stringify({ version: '1.0.0', commit: release })]],
  [/^GET \/products\/lamp$/, async () => lamp()],
  [/^POST \/orders$/, takeOrder],
  [/^GET \/orders\/(\d{1,18})$/, async (_request, [, id]) => showOrder(id ?? '')],
  [/^DELETE \/orders\/(\d{1,18})$/, async (_request, [, id]) => removeOrder(id ?? '')],
  [/^POST \/webhooks\/payments$/, takePayment],
  [/^GET \/health\/receipts$/, async () => [Date.now() - receiptsAt < 5_000 ? 200 : 503, String(receiptsAt)]],
  [/^GET \/uploads\/([\w-]+\.txt)$/, async (_request, [, name]) => upload(name ?? '')],
];

function lamp(): Answer {
  const form = `<form action="/orders" method="post"><input type="hidden" name="csrf" value="${csrf}"><input name="email"><button>Order</button></form>`;
  return page('Lamp', `<p><b>89</b>.00 EUR</p>${form}`);
}

async function takeOrder(request: IncomingMessage): Promise<Answer> {
  const form = new URLSearchParams(await bodyOf(request));
  if (form.get('csrf') !== csrf) return [403, 'This form is too old.\n'];
  const made = await pool.query<{ id: string }>('insert into orders (email) values ($1) returning id', [
    form.get('email') ?? '',
  ]);
  return [303, '', { location: `/orders/${made.rows[0]?.id}` }];
}

async function showOrder(id: string): Promise<Answer> {
  const found = await pool.query<{ email: string; status: string }>(
    'select email, status from orders where id = $1',
    [id],
  );
  const order = found.rows[0];
  if (order === undefined) return [404, 'No such order.\n'];
  return page('Order', `<p id="order">${id}</p><p>Order for ${order.email}: ${order.status}</p>`);
}

async function removeOrder(id: string): Promise<Answer> {
  await pool.query('delete from orders where id = $1', [id]);
  return [204, ''];
}

async function takePayment(request: IncomingMessage): Promise<Answer> {
  const body = await bodyOf(request);
  const header = String(request.headers['stripe-signature'] ?? '');
  const [, seconds = '', sent = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  const expected = createHmac('sha256', PAYMENT_WEBHOOK_SECRET).update(`${seconds}.${body}`).digest();
  if (sent === '' || !timingSafeEqual(expected, Buffer.from(sent, 'hex'))) return [400, 'Bad signature.\n'];
  const event = JSON.parse(body) as {
    readonly data: { readonly object: { readonly client_reference_id: string } };
  };
  await pool.query(`update orders set status = 'paid' where id = $1`, [
    event.data.object.client_reference_id,
  ]);
  return [200, '{"received":true}'];
}

async function upload(name: string): Promise<Answer> {
  return [200, readFileSync(join(UPLOADS, name), 'utf8'), { 'content-type': 'text/plain' }];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > 100_000) throw new Error('The body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = `${request.method ?? 'GET'} ${new URL(request.url ?? '/', 'http://shop').pathname}`;
  for (const [pattern, route] of routes) {
    const match = pattern.exec(call);
    if (match === null) continue;
    const [status, body, headers = {}] = await route(request, match);
    response.writeHead(status, headers);
    response.end(status === 204 ? undefined : body);
    return;
  }
  response.writeHead(404);
  response.end('Nothing here.\n');
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => {
    if (!response.headersSent) response.writeHead(500);
    response.end('It is our fault.\n');
  });
});
server.listen(Number(PORT), '127.0.0.1');
process.on('SIGTERM', () => {
  clearInterval(receipts);
  server.close(() => void pool.end());
  server.closeAllConnections();
});
