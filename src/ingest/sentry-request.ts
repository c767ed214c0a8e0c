import { readSender, type Sender } from '../protocols/sentry/auth.ts';
import { envelopeLimits, readEnvelope, type Envelope } from '../protocols/sentry/envelope.ts';
import { SentryError } from '../protocols/sentry/error.ts';
import { readStoreBody } from '../protocols/sentry/store.ts';
import { unpackBody } from './unpack.ts';

export interface SentryRequest {
  /** Path with query, as it arrived. */
  readonly target: string;
  /** The query, where it was read before. */
  readonly query?: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export interface SentryPost {
  readonly sender: Sender;
  readonly envelope: Envelope;
}

const routes = /^(?:\/[\w-]+)*\/api\/(\w{1,64})\/(envelope|store|security)\/?$/;

/** An HTTP request of a Sentry client, from bytes to items and sender. Throws `SentryError` with the status to answer. */
export function readSentryRequest({ target, query, headers, body }: SentryRequest): SentryPost {
  const [path = '', search = ''] = target.split(/\?(.*)/s);
  const route = routes.exec(path.slice(0, 500));
  const unpacked = unpackBody(body, headers['content-encoding'] ?? null, envelopeLimits.maxBytes);
  if (!unpacked.ok) throw new SentryError(unpacked.status === 413 ? 'too-big' : 'coding', unpacked.message);
  const envelope = readBody(route?.[2] ?? 'envelope', unpacked.bytes);
  const sender = readSender({
    query: query ?? new URLSearchParams(search.slice(0, 4000)),
    header: headers['x-sentry-auth'] ?? sentryAuthorization(headers['authorization']),
    dsn: envelope.header['dsn'],
    pathProject: route?.[1] ?? null,
  });
  return { sender, envelope };
}

const sentryAuthorization = (value: string | undefined): string | null =>
  value !== undefined && /^sentry\s/i.test(value) ? value : null;

function readBody(kind: string, bytes: Uint8Array): Envelope {
  switch (kind) {
    case 'store':
      return readStoreBody(bytes);
    case 'security':
      return asSecurityReport(readStoreBody(bytes));
    default:
      return readEnvelope(bytes);
  }
}

/** A CSP report is a bare JSON object; it goes on as the item type Sentry has for it. */
const asSecurityReport = (envelope: Envelope): Envelope => ({
  ...envelope,
  items: envelope.items.map((item) => ({ ...item, type: 'raw_security', header: { type: 'raw_security' } })),
});
