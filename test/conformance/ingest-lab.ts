import { gzipSync } from 'node:zlib';
import { unixMs } from '../../src/model/brand.ts';
import type { Json } from '../../src/model/json.ts';
import type { EventGroup } from '../../src/model/store.ts';
import { serverLab, type Lab, type LabOptions } from './server-lab.ts';

export const publicKey = '0123456789abcdef0123456789abcdef';

/** A server with one project, and a client that sends bytes to it. */
export interface IngestLab extends Lab {
  readonly post: (
    path: string,
    body: string | Uint8Array,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Reply>;
  /** One event in an envelope, as a client sends it. */
  readonly report: (event: Readonly<Record<string, Json>>, more?: ReportOptions) => Promise<Reply>;
  /** Waits until what came is written. */
  readonly settle: () => Promise<void>;
  readonly groups: () => Promise<readonly EventGroup[]>;
}
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Readonly<Record<string, Json>>;
}
export interface ReportOptions {
  readonly origin?: string;
  readonly sentAt?: number;
  readonly key?: string;
}

export async function ingestLab(
  options: LabOptions & { readonly eventsPerMinute?: number; readonly origins?: readonly string[] } = {},
): Promise<IngestLab> {
  const lab = await serverLab(options);
  const { server, app } = lab.running;
  await lab.store.ingest.putProject({
    id: '42',
    name: 'shop',
    createdAt: lab.clock.now(),
    origins: options.origins ?? [],
    eventsPerMinute: options.eventsPerMinute ?? 60_000,
  });
  await lab.store.ingest.putKey({ publicKey, project: '42', createdAt: lab.clock.now(), endsAt: null });
  await server.projects.refresh();
  const post: IngestLab['post'] = async (path, body, headers = {}) => {
    const response = await app.request(
      `${server.config.publicUrl}${path}`,
      { method: 'POST', headers, body: typeof body === 'string' ? body : new Uint8Array(body) },
      { incoming: { socket: { remoteAddress: '192.0.2.9' } } },
    );
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === '' ? {} : JSON.parse(text) };
  };
  return {
    ...lab,
    post,
    report: (event, more = {}) =>
      post(
        `/api/42/envelope/?sentry_key=${more.key ?? publicKey}`,
        envelopeOf(event, new Date(more.sentAt ?? lab.clock.now()).toISOString()),
        more.origin === undefined ? {} : { origin: more.origin },
      ),
    settle: async () => {
      await server.errors.flush();
      await server.told.flush();
      await server.releases.flush();
    },
    groups: () => lab.store.events.groups({ kind: 'error', limit: 1000 }),
  };
}

export const envelopeOf = (
  event: Readonly<Record<string, Json>>,
  sentAt = '2026-11-22T00:00:00.000Z',
): string =>
  [
    JSON.stringify({
      ...(event['event_id'] === undefined ? {} : { event_id: event['event_id'] }),
      sent_at: sentAt,
    }),
    JSON.stringify({ type: 'event' }),
    JSON.stringify(event),
  ].join('\n');

export const packed = (text: string): Uint8Array => gzipSync(text);

let ids = 0;
/** An exception thrown in a file of the product. */
export const thrown = (changes: Readonly<Record<string, Json>> = {}): Readonly<Record<string, Json>> => {
  ids += 1;
  return {
    event_id: ids.toString(16).padStart(32, '0'),
    level: 'error',
    environment: 'production',
    release: 'shop@1.4.2',
    transaction: 'POST /api/orders/1187',
    exception: {
      values: [
        {
          type: 'TypeError',
          value: 'cannot read id of undefined',
          mechanism: { handled: false },
          stacktrace: { frames: [{ filename: 'src/cart.ts', function: 'addItem', in_app: true, lineno: 7 }] },
        },
      ],
    },
    ...changes,
  };
};

/** The sum of what was counted as lost for a reason. */
export async function lost(lab: IngestLab, reason: string): Promise<number> {
  const points = await lab.store.events.series({
    prefix: 'hour\tlost\t',
    from: unixMs(0),
    to: unixMs(lab.clock.now() + 3_600_000),
    limit: 1000,
  });
  return points
    .filter(({ series }) => series.split('\t')[3] === reason)
    .reduce((sum, { count }) => sum + count, 0);
}
