import { readErrorEvent, momentOf } from '../../../ingest/errors/event.ts';
import { attachmentLimits } from '../../../ingest/errors/pending.ts';
import type { RawAttachment } from '../../../ingest/errors/pending.ts';
import { nameText } from '../../../ingest/inside/origin.ts';
import type { IngestProject } from '../../../model/ingest.ts';
import type { Envelope, EnvelopeItem } from '../../../protocols/sentry/envelope.ts';
import { itemTypes } from '../../../protocols/sentry/item-types.ts';
import type { Server } from '../../server.ts';
import { takeCheckIn } from './check-ins.ts';
import { takeClientReport, takeFeedback, takeSession } from './further-items.ts';
import { takeInside } from './inside-items.ts';
import { securityEvent } from './security-event.ts';

export interface Outcome {
  /** Of the event, as it is kept. */
  readonly id: string | null;
  /** What it counts against the quota. */
  readonly weight: number;
  /** There was no room: come again. */
  readonly isFull: boolean;
}

export interface Taking {
  readonly server: Server;
  readonly project: IngestProject;
  readonly envelope: Envelope;
}

/** Each item to whoever keeps its kind. Attachments belong to the event beside them. */
export async function takeItems(
  server: Server,
  project: IngestProject,
  envelope: Envelope,
): Promise<Outcome> {
  const taking: Taking = { server, project, envelope };
  let id: string | null = null;
  let isFull = false;
  for (const item of envelope.items) {
    const taken = await takeItem(taking, item);
    id ??= taken.id;
    isFull ||= taken.isFull;
  }
  return { id, isFull, weight: envelope.items.reduce((sum, item) => sum + weightOf(item), 0) };
}

/** A container counts as what it holds; client reports are free, so that losses are always told. */
function weightOf({ type, header }: EnvelopeItem): number {
  if (type === 'client_report') return 0;
  const count = header['item_count'];
  const within = typeof count === 'number' && count > 1 ? Math.min(count, 1_000) : 1;
  return itemTypes[type]?.category === 'error' ? within : within / 10;
}

const nothing: Pick<Outcome, 'id' | 'isFull'> = { id: null, isFull: false };

async function takeItem(taking: Taking, item: EnvelopeItem): Promise<Pick<Outcome, 'id' | 'isFull'>> {
  switch (item.type) {
    case 'event':
      return takeError(taking, item);
    case 'raw_security':
      return takeError(taking, { payload: item.payload, value: securityEvent(item.value) });
    case 'check_in':
      await takeCheckIn(taking, item.value ?? null);
      return nothing;
    case 'session':
    case 'sessions':
      takeSession(taking, item.value ?? null);
      return nothing;
    case 'feedback':
    case 'user_report':
      return takeFeedback(taking, item);
    case 'client_report':
      takeClientReport(taking, item.value ?? null);
      return nothing;
    case 'attachment':
      return nothing;
    case 'transaction':
    case 'span':
    case 'log':
    case 'trace_metric':
      takeInside(taking, item);
      return nothing;
    default:
      // Replays, profiles and figures of clients before version 9 are not kept; told, so that nobody waits for them.
      taking.server.told.count(taking.project, { reason: 'not kept', category: item.type });
      return nothing;
  }
}

function takeError(
  { server, project, envelope }: Taking,
  item: Pick<EnvelopeItem, 'payload' | 'value' | 'outline'>,
): Pick<Outcome, 'id' | 'isFull'> {
  const event = readErrorEvent(item.outline ?? item.value, {
    project: project.id,
    now: server.outside.clock.now(),
    sentAt: momentOf(envelope.header['sent_at']),
    newId: () => Buffer.from(server.outside.random.bytes(16)).toString('hex'),
  });
  if (server.seen.has(`${project.id} ${event.id}`)) {
    server.told.count(project, { reason: 'sent twice', category: 'error' });
    return { id: event.id, isFull: false };
  }
  if (event.isClockWrong) server.told.count(project, { reason: 'clock wrong', category: 'error' });
  const attachments = attachmentsOf(envelope);
  const held = attachments.reduce((sum, { head }) => sum + head.length, item.payload.length);
  const isTaken = server.errors.take({ event, item, bytes: held, attachments });
  if (isTaken) server.seen.add(`${project.id} ${event.id}`);
  else server.told.count(project, { reason: 'no room', category: 'error' });
  return { id: event.id, isFull: !isTaken };
}

const attachmentsOf = ({ items }: Envelope): readonly RawAttachment[] =>
  items
    .filter(({ type }) => type === 'attachment')
    .slice(0, attachmentLimits.perEvent)
    .map(({ header, payload }) => ({
      name: nameText(header['filename'], 200) || 'attachment',
      type: nameText(header['content_type'], 100) || 'application/octet-stream',
      size: payload.length,
      head: Uint8Array.from(payload.subarray(0, attachmentLimits.headBytes)),
    }));
