import type { Json } from '../../../model/json.ts';
import { readVisits } from '../../../ingest/errors/visits.ts';
import { nameText } from '../../../ingest/inside/origin.ts';
import { isRecord } from '../../../protocols/logs/bounded-json.ts';
import { scrubText } from '../../../protocols/logs/scrub.ts';
import { unixMs } from '../../../model/brand.ts';
import type { EnvelopeItem } from '../../../protocols/sentry/envelope.ts';
import type { Outcome, Taking } from './items.ts';

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]).slice(0, 200) : [];
const countOf = (value: Json | undefined): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? Math.min(value, 1e9) : 0;

/** Visits by release, and how many of them crashed; one visit counts once, however often it is told. */
export function takeSession({ server, project }: Taking, value: Json): void {
  const told = readVisits(value);
  const { environment, release } = told;
  server.told.visits({ environment, parts: [project.id, release] }, server.releases.take(project.id, told));
}

/** What the sender had to throw away: counted, so that a quiet page is not taken for a healthy product. */
export function takeClientReport({ server, project }: Taking, value: Json): void {
  const report = isRecord(value) ? value : {};
  for (const each of listOf(report['discarded_events']).filter(isRecord)) {
    const reason = nameText(each['reason'], 40) || 'unknown';
    const category = nameText(each['category'], 40) || 'unknown';
    server.told.count(project, {
      reason: `by the sender: ${reason}`,
      category: category,
      much: countOf(each['quantity']),
    });
  }
}

const maxMessage = 4_000;

/** What a visitor wrote: kept with personal data taken out, newest first, on the page of errors. */
export async function takeFeedback(
  { server, project }: Taking,
  { value, header }: EnvelopeItem,
): Promise<Pick<Outcome, 'id' | 'isFull'>> {
  const fields = isRecord(value) ? value : {};
  const contexts = isRecord(fields['contexts']) ? fields['contexts'] : {};
  const inner = isRecord(contexts['feedback']) ? contexts['feedback'] : fields;
  const message = scrubText(
    (typeof inner['message'] === 'string' ? inner['message'] : String(inner['comments'] ?? '')).slice(
      0,
      maxMessage,
    ),
  );
  const given = nameText(fields['event_id'] ?? header['event_id'], 64);
  const id = /^[\da-f]{32}$/.test(given)
    ? given
    : Buffer.from(server.outside.random.bytes(16)).toString('hex');
  const request = isRecord(fields['request']) ? fields['request'] : {};
  await server.store.events.append([
    {
      id: `feedback-${project.id}-${id}`,
      group: `feedback-${project.id}`,
      kind: 'feedback',
      at: unixMs(server.outside.clock.now()),
      body: {
        message,
        url: scrubText(nameText(inner['url'] ?? request['url'], 500)),
        release: nameText(fields['release'], 200),
        event: nameText(inner['associated_event_id'], 64),
      },
    },
  ]);
  return { id, isFull: false };
}
