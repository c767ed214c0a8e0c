import { keyBeforeBody } from '../../../ingest/sentry-sender.ts';
import { readSentryRequest } from '../../../ingest/sentry-request.ts';
import type { SentryPost, SentryRequest } from '../../../ingest/sentry-request.ts';
import type { IngestProject } from '../../../model/ingest.ts';
import { SentryError } from '../../../protocols/sentry/error.ts';
import type { RateLimit } from '../../../protocols/sentry/rate-limits.ts';
import { Refused } from '../../http/refused.ts';
import type { Server } from '../../server.ts';
import type { IngestArrival, IngestReply } from '../arrival.ts';
import type { QuotaSender } from '../quota.ts';
import { answerOf, refusal } from './answer.ts';
import { takeItems } from './items.ts';

/** Packed; what it unpacks to has a bound of its own. */
export const maxPackedBytes = 20 * 1024 * 1024;

/** A post of a Sentry client, from bytes to counted items. Every refusal is told in the sender's own protocol, and counted. */
export async function receiveSentry(arrival: IngestArrival): Promise<IngestReply> {
  const { server, header } = arrival;
  const origin = header('origin');
  const early = keyBeforeBody(arrival.query.get('sentry_key'), header('x-sentry-auth'));
  const known = early === null ? null : server.projects.projectOf(early);
  if (early !== null && known !== null) {
    const wait = waitFor(server, { publicKey: early, project: known, origin });
    if (wait > 0) return tooMany(server, known, { wait, origin });
  }
  try {
    const post = readSentryRequest(await requestOf(arrival));
    const project = admitted(server, post, origin);
    return await taken(server, post, { publicKey: post.sender.publicKey, project, origin });
  } catch (error) {
    return refusedBy(server, error, origin);
  }
}

async function requestOf({ target, query, header, bytes }: IngestArrival): Promise<SentryRequest> {
  return {
    target,
    query,
    headers: {
      'content-encoding': header('content-encoding') ?? undefined,
      'x-sentry-auth': header('x-sentry-auth') ?? undefined,
      authorization: header('authorization') ?? undefined,
    },
    body: await bytes(),
  };
}

/** Throws `SentryError` 403 for a key, project or page that may not send. */
function admitted(server: Server, { sender }: SentryPost, origin: string | null): IngestProject {
  const project = server.projects.projectOf(sender.publicKey);
  if (project === null) throw new SentryError('auth', 'this key is not known, or has ended');
  if (sender.projectId !== null && sender.projectId !== project.id)
    throw new SentryError('auth', 'this key belongs to another project');
  if (origin !== null && project.origins.length > 0 && !project.origins.includes(origin))
    throw new SentryError('auth', 'pages of this origin may not send to this project');
  return project;
}

async function taken(server: Server, post: SentryPost, sender: QuotaSender): Promise<IngestReply> {
  const { origin, project } = sender;
  const wait = waitFor(server, sender);
  if (wait > 0) return tooMany(server, project, { wait, origin });
  const outcome = await takeItems(server, project, post.envelope);
  const nowMs = server.outside.clock.monotonicMs();
  server.quotas.take(sender, outcome.weight, nowMs);
  const id = post.envelope.header['event_id'] ?? outcome.id;
  const limits = outcome.isFull ? [limitOf(5, 'busy')] : limitsOf(waitFor(server, sender));
  const skipped = post.envelope.skipped.map(({ type, reason }) => ({ type, reason }));
  for (const { type, reason } of skipped)
    server.told.count(project, { reason: `skipped: ${reason}`, category: type });
  if (outcome.isFull)
    return answerOf({
      status: 429,
      body: { detail: 'too much at once; come again', causes: [] },
      origin,
      limits,
    });
  return answerOf({
    status: 200,
    body: { ...(typeof id === 'string' ? { id } : {}), ...(skipped.length > 0 ? { skipped } : {}) },
    origin,
    limits,
  });
}

const waitFor = (server: Server, sender: QuotaSender): number =>
  server.quotas.waitSeconds(sender, server.outside.clock.monotonicMs());

const limitOf = (seconds: number, reason: string): RateLimit => ({
  seconds,
  categories: [],
  scope: 'key',
  reason,
});
const limitsOf = (seconds: number): readonly RateLimit[] =>
  seconds > 0 ? [limitOf(seconds, 'quota_exceeded')] : [];

function tooMany(
  server: Server,
  project: IngestProject,
  { wait, origin }: { readonly wait: number; readonly origin: string | null },
): IngestReply {
  server.told.count(project, { reason: 'over quota', category: 'request' });
  const detail = `more than ${project.eventsPerMinute} events a minute; wait ${wait} s`;
  if (lastTooMany.detail !== detail || lastTooMany.origin !== origin)
    lastTooMany = {
      detail,
      origin,
      reply: answerOf({ status: 429, body: { detail, causes: [] }, origin, limits: limitsOf(wait) }),
    };
  return lastTooMany.reply;
}

/** A flood is told the same thing thousands of times a second. */
let lastTooMany: {
  readonly detail: string;
  readonly origin: string | null;
  readonly reply: IngestReply;
} = { detail: '', origin: null, reply: { status: 429, headers: {}, body: '' } };

function refusedBy(server: Server, error: unknown, origin: string | null): IngestReply {
  if (error instanceof SentryError) {
    server.told.count(null, { reason: `refused: ${error.problem}`, category: 'request' });
    return refusal(error.status, error.message, origin);
  }
  if (error instanceof Refused) {
    server.told.count(null, { reason: `refused: ${error.code}`, category: 'request' });
    return refusal(error.status, error.message, origin);
  }
  throw error;
}
