import { exceptionsOf, momentOf, threadStack } from '../../ingest/errors/event.ts';
import type { ErrorSample } from '../../ingest/errors/sample.ts';
import { unixMs } from '../../model/brand.ts';
import type { IngestStore } from '../../model/ingest.ts';
import type { Json } from '../../model/json.ts';
import type { StoredEvent } from '../../model/store.ts';
import { isRecord } from '../../protocols/logs/bounded-json.ts';
import type { ExceptionView, FrameView, SampleView } from '../contract-errors.ts';
import { createSourceFinder, type RawFrame, type SourceFinder } from '../sources/source-finder.ts';

type Fields = Readonly<Record<string, Json>>;
const record = (value: Json | undefined): Fields => (isRecord(value) ? value : {});
const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];
const text = (value: Json | undefined, most = 2_000): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, most) : '';
const textOrNull = (value: Json | undefined): string | null => text(value) || null;
const whole = (value: Json | undefined): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;

const limits = { exceptions: 5, frames: 60, crumbs: 50, pairs: 100, json: 4_000 } as const;

/** One kept event as the page shows it. Fields the page has no place for come as JSON. */
export async function sampleView(
  store: Pick<IngestStore, 'file'>,
  stored: StoredEvent,
  { event, attachments, isClockWrong }: ErrorSample,
): Promise<SampleView> {
  const finder = createSourceFinder(store, {
    release: textOrNull(event['release']),
    images: imagesOf(event),
  });
  const exceptions: ExceptionView[] = [];
  for (const exception of exceptionsOf(event).slice(-limits.exceptions).toReversed())
    exceptions.push(await exceptionView(exception, event, finder));
  return {
    id: text(event['event_id']) || stored.id,
    at: stored.at,
    isClockWrong,
    release: textOrNull(event['release']),
    environment: textOrNull(event['environment']),
    url: textOrNull(record(event['request'])['url']),
    user: textOrNull(record(event['user'])['id']),
    trace: textOrNull(record(record(event['contexts'])['trace'])['trace_id']),
    exceptions,
    tags: pairsOf(event['tags']),
    breadcrumbs: crumbsOf(event['breadcrumbs']),
    attachments: attachments.map(({ name, bytes, text: kept }) => ({ name, bytes, text: kept })),
    extra: [...pairsOf(event['extra']), ...pairsOf(event['contexts'])],
  };
}

async function exceptionView(exception: Fields, event: Fields, finder: SourceFinder): Promise<ExceptionView> {
  const trace = record(exception['stacktrace'] ?? event['stacktrace'] ?? threadStack(event));
  const frames: FrameView[] = [];
  for (const frame of listOf(trace['frames']).filter(isRecord).slice(-limits.frames).toReversed())
    frames.push(await finder.shown(rawFrame(frame)));
  return { type: text(exception['type'], 200), value: text(exception['value']), frames };
}

const linesOf = (value: Json | undefined): readonly string[] =>
  listOf(value)
    .slice(0, 10)
    .map((line) => text(line, 300));

const rawFrame = (frame: Fields): RawFrame => ({
  file: text(frame['filename'] ?? frame['module'] ?? frame['abs_path'], 500),
  absolutePath: text(frame['abs_path'] ?? frame['filename'], 1_000),
  name: text(frame['function'], 200),
  line: whole(frame['lineno']),
  column: whole(frame['colno']),
  isOwn: frame['in_app'] === true,
  before: linesOf(frame['pre_context']),
  it: typeof frame['context_line'] === 'string' ? text(frame['context_line'], 300) : null,
  after: linesOf(frame['post_context']),
});

/** Which build a script is of: the client sends the debug id beside each file (`debug_meta.images`). */
function imagesOf(event: Fields): ReadonlyMap<string, string> {
  const images = listOf(record(event['debug_meta'])['images']).filter(isRecord).slice(0, 200);
  return new Map(
    images
      .filter((image) => image['type'] === 'sourcemap')
      .map((image) => [text(image['code_file'], 1_000), text(image['debug_id'], 64).toLowerCase()]),
  );
}

function pairsOf(value: Json | undefined): readonly (readonly [string, string])[] {
  const entries = Array.isArray(value)
    ? listOf(value).map((pair): [string, Json] => {
        const [name, each] = listOf(pair);
        return [text(name, 200), each ?? null];
      })
    : Object.entries(record(value)).map(([name, each]): [string, Json] => [name, each as Json]);
  return entries
    .slice(0, limits.pairs)
    .map(([name, each]) => [
      name,
      typeof each === 'string' ? each.slice(0, limits.json) : JSON.stringify(each).slice(0, limits.json),
    ]);
}

function crumbsOf(value: Json | undefined): SampleView['breadcrumbs'] {
  const given = isRecord(value) ? value['values'] : value;
  return listOf(given)
    .filter(isRecord)
    .slice(-limits.crumbs)
    .map((crumb) => {
      const at = momentOf(crumb['timestamp']);
      const data = crumb['data'] === undefined ? '' : JSON.stringify(crumb['data']).slice(0, 500);
      return {
        at: at === null ? null : unixMs(Math.round(at)),
        category: text(crumb['category'] ?? crumb['type'], 100),
        message: text(crumb['message'], 500) || data,
      };
    });
}
