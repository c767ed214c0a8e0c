import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** An error as `@sentry/node` sends it: 30 frames with the lines around them, 8 KB. */
export function eventText(id: string, group: number): string {
  const frames = Array.from({ length: 30 }, (_, at) => ({
    filename: `/srv/shop/src/room-${group}/step-${at}.ts`,
    module: `room-${group}.step-${at}`,
    function: `handleStep${at}`,
    lineno: 10 + at,
    colno: 7,
    in_app: at > 15,
    pre_context: ['  const order = await orders.get(id);', '  if (order === null) return notFound();'],
    context_line: `  return charge(order.total, order.customer.card, step${at});`,
    post_context: ['}', ''],
  }));
  const event = {
    event_id: id,
    level: 'error',
    platform: 'node',
    environment: 'production',
    release: 'shop@1.4.2',
    transaction: `POST /api/orders/${group}/pay`,
    user: { id: `u-${id.slice(0, 4)}` },
    contexts: {
      runtime: { name: 'node', version: 'v24' },
      trace: { trace_id: id, span_id: id.slice(0, 16) },
    },
    exception: {
      values: [
        {
          type: 'PaymentError',
          value: `card declined for order ${id.slice(0, 6)}`,
          stacktrace: { frames },
          mechanism: { handled: false },
        },
      ],
    },
  };
  return ['{}', '{"type":"event"}', JSON.stringify(event)].join('\n');
}

export interface Sending {
  readonly url: string;
  readonly key: string;
  readonly groups: number;
  readonly connections: number;
  /** Null: as fast as it goes. */
  readonly perSecond: number | null;
  readonly isOver: (sent: number) => boolean;
}

/** Sends until it is over; what was answered, by status. */
export async function sendErrors(sending: Sending): Promise<ReadonlyMap<number, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: sending.connections });
  const statuses = new Map<number, number>();
  const from = performance.now();
  let sent = 0;
  const worker = async (): Promise<void> => {
    while (!sending.isOver(sent)) {
      if (sending.perSecond !== null && sent > ((performance.now() - from) / 1000) * sending.perSecond) {
        await wait(2);
        continue;
      }
      sent += 1;
      const status = await post(agent, sending, sent).catch(() => 0);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: sending.connections }, worker));
  agent.destroy();
  return statuses;
}

const bodies = new Map<number, string>();
const placeholder = '0'.repeat(32);

function bodyFor(group: number, number: number): string {
  const body = bodies.get(group) ?? eventText(placeholder, group);
  bodies.set(group, body);
  return body.replace(placeholder, (number + Date.now() * 1e6).toString(16).padStart(32, '0').slice(-32));
}

const post = (agent: Agent, { url, key, groups }: Sending, number: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request(`${url}/api/1/envelope/?sentry_key=${key}`, { agent, method: 'POST' }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(bodyFor(number % groups, number));
  });
