import type { Json } from '../../model/json.ts';
import type { LabRun } from './lab.ts';

const maxItems = 20;
const maxText = 300;

/** One Lighthouse report (version 12 and later) as a lab run; a text says why it is none. Never throws. */
export function readLighthouse(report: Json): LabRun | string {
  const failed = textAt(report, ['runtimeError', 'message']);
  if (failed !== '') return failed.slice(0, maxText);
  const score = numberAt(report, ['categories', 'performance', 'score']);
  const audit = (id: string, key: string): Json | undefined => at(report, ['audits', id, key]);
  const figure = (id: string): number | null => asNumber(audit(id, 'numericValue'));
  const items = (id: string): readonly Json[] => asList(at(report, ['audits', id, 'details', 'items']));
  const requests = items('network-requests');
  if (score === null && figure('largest-contentful-paint') === null)
    return 'Lighthouse measured nothing: the page showed nothing';
  return {
    score: score === null ? null : Math.round(score * 100),
    firstPaintMs: rounded(figure('first-contentful-paint')),
    largestPaintMs: rounded(figure('largest-contentful-paint')),
    layoutShift: figure('cumulative-layout-shift'),
    blockingMs: rounded(figure('total-blocking-time')),
    bytes: Math.round(figure('total-byte-weight') ?? 0),
    requests: requests.length,
    shifts: items('layout-shifts').slice(0, maxItems).map(shiftOf),
    blocking: items('render-blocking-insight')
      .slice(0, maxItems)
      .map((item) => ({
        url: textAt(item, ['url']).slice(0, 2000),
        wastedMs: Math.round(numberAt(item, ['wastedMs']) ?? 0),
      })),
    thirdParties: items('third-parties-insight')
      .slice(0, maxItems)
      .map((item) => ({
        name: (textAt(item, ['entity', 'text']) || textAt(item, ['entity'])).slice(0, maxText),
        bytes: Math.round(numberAt(item, ['transferSize']) ?? 0),
        mainThreadMs: Math.round(numberAt(item, ['mainThreadTime']) ?? 0),
      })),
  };
}

function shiftOf(item: Json): LabRun['shifts'][number] {
  const causes = asList(at(item, ['subItems', 'items'])).map((each) => textAt(each, ['cause']));
  return {
    node: (textAt(item, ['node', 'selector']) || textAt(item, ['node', 'snippet'])).slice(0, maxText),
    score: numberAt(item, ['score']) ?? 0,
    cause: causes
      .filter((each) => each !== '')
      .join(', ')
      .slice(0, maxText),
  };
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value));

function at(value: Json | undefined, path: readonly string[]): Json | undefined {
  let found: unknown = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key);
  }
  return asJson(found);
}
/** What stands inside JSON is JSON. */
const asJson = (value: unknown): Json => value as Json;
const asNumber = (value: Json | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
const asList = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const numberAt = (value: Json, path: readonly string[]): number | null => asNumber(at(value, path));
const textAt = (value: Json, path: readonly string[]): string => {
  const found = at(value, path);
  return typeof found === 'string' ? found : '';
};
