import { Refused } from '../../http/refused.ts';
import type { IngestArrival } from '../arrival.ts';
import type { QuotaSender } from '../quota.ts';

/** Whoever may send, with what they may send. */
export interface Sender {
  /** Counts against the quota of the key. */
  readonly take: (count: number) => void;
}

/**
 * The key of the project: `Authorization: Bearer <key>`, `x-launch-ready-key: <key>`, or `x-sentry-auth: Sentry sentry_key=<key>` as
 * error clients have it. `Refused` 401 without a known key, 429 when it has sent too much.
 */
export function senderOf({ server, header }: IngestArrival): Sender {
  const key = keyIn(header);
  const project = key === null ? null : server.projects.projectOf(key);
  if (key === null || project === null)
    throw new Refused(401, 'no-key', {
      message:
        'Send the key of the project: OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20<key>. The page Performance shows it.',
    });
  const sender: QuotaSender = { publicKey: key, project, origin: header('origin') };
  const wait = server.quotas.waitSeconds(sender, server.outside.clock.monotonicMs());
  if (wait > 0)
    throw new Refused(429, 'too-many', {
      message: `This key has sent more than its ${project.eventsPerMinute} a minute.`,
      retryAfterSeconds: wait,
    });
  // A span or a line weighs less than an error: it is counted and mostly forgotten.
  return {
    take: (count) =>
      server.quotas.take(sender, Math.ceil(count * weight), server.outside.clock.monotonicMs()),
  };
}

/** Whoever has a token for sending is not measured. */
export const tokenSender: Sender = { take: () => undefined };

const weight = 0.1;
const key32 = /^[\da-f]{32}$/;

/** The key an export names; null where it names none that is one. */
export function keyIn(header: IngestArrival['header']): string | null {
  const bearer = /^Bearer\s+([\da-f]{32})$/i.exec(header('authorization') ?? '')?.[1];
  const own = header('x-launch-ready-key');
  const sentry = /\bsentry_key\s*=\s*([\da-f]{32})\b/i.exec(header('x-sentry-auth') ?? '')?.[1];
  const key = (bearer ?? own ?? sentry ?? '').toLowerCase();
  return key32.test(key) ? key : null;
}
