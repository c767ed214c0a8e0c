import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { eventText } from './event-text.ts';

export interface Sending {
  readonly url: string;
  readonly key: string;
  readonly groups: number;
  readonly connections: number;
  /** Null: as fast as it goes. */
  readonly perSecond: number | null;
  readonly isOver: (sent: number) => boolean;
}

/**
 * Sends until it is over, one request at a time on each connection; what was answered, by status. On sockets, with bodies made
 * beforehand: a client that costs as much as the server would measure itself.
 */
export async function sendErrors(sending: Sending): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>();
  const from = performance.now();
  let sent = 0;
  const next = (): Buffer | 'wait' | 'over' => {
    if (sending.isOver(sent)) return 'over';
    if (sending.perSecond !== null && sent > ((performance.now() - from) / 1000) * sending.perSecond)
      return 'wait';
    sent += 1;
    return requestFor(sending, sent);
  };
  await Promise.all(Array.from({ length: sending.connections }, () => converse(sending, { next, statuses })));
  return statuses;
}

interface Conversation {
  readonly next: () => Buffer | 'wait' | 'over';
  readonly statuses: Map<number, number>;
}

async function converse({ url }: Sending, { next, statuses }: Conversation): Promise<void> {
  const { hostname, port } = new URL(url);
  let socket: Socket | null = null;
  for (;;) {
    const request = next();
    if (request === 'over') break;
    if (request === 'wait') {
      await wait(2);
      continue;
    }
    socket ??= await opened(hostname, Number(port));
    const status = await exchanged(socket, request);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status === 0) {
      socket.destroy();
      socket = null;
    }
  }
  socket?.destroy();
}

async function opened(host: string, port: number): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** The status of the answer; 0 where the connection broke. Answers are short, and told with their length. */
function exchanged(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve) => {
    let text = '';
    const end = (status: number): void => {
      socket.off('data', read).off('close', broken).off('error', broken);
      resolve(status);
    };
    const broken = (): void => end(0);
    const read = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (head === -1) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length >= head + 4 + length) end(Number(text.slice(9, 12)));
    };
    socket.on('data', read).once('close', broken).once('error', broken);
    socket.write(request);
  });
}

const requests = new Map<string, { readonly bytes: Buffer; readonly idAt: readonly number[] }>();
const placeholder = '0'.repeat(32);

/** The same bytes for each request of a group, but for the id of the event. */
function requestFor({ url, key, groups }: Sending, number: number): Buffer {
  const group = number % groups;
  const name = `${url} ${group}`;
  const made = requests.get(name) ?? makeRequest({ url, key, group });
  requests.set(name, made);
  const id = (number + Date.now() * 1e6).toString(16).padStart(32, '0').slice(-32);
  const bytes = Buffer.from(made.bytes);
  for (const at of made.idAt) bytes.write(id, at, 'latin1');
  return bytes;
}

function makeRequest({
  url,
  key,
  group,
}: {
  readonly url: string;
  readonly key: string;
  readonly group: number;
}) {
  const body = eventText(placeholder, group);
  const head = [
    `POST /api/1/envelope/?sentry_key=${key} HTTP/1.1`,
    `host: ${new URL(url).host}`,
    'content-type: application/x-sentry-envelope',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    '',
  ].join('\r\n');
  const bytes = Buffer.from(head + body);
  const idAt: number[] = [];
  for (let at = bytes.indexOf(placeholder); at !== -1; at = bytes.indexOf(placeholder, at + 32))
    idAt.push(at);
  return { bytes, idAt };
}
