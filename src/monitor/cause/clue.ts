import type { CauseKind, Monitor, Sample } from '../../model/monitor.ts';
import type { CauseEvidence } from './evidence.ts';

/** One reason to believe in one cause; the weight is how much it says on its own, 0 to 1. */
export interface Clue {
  readonly kind: CauseKind;
  readonly weight: number;
  readonly because: string;
}
export const clue = (kind: CauseKind, weight: number, because: string): Clue => ({ kind, weight, because });

export const newest = ({ failures }: CauseEvidence): Sample | undefined => failures[0];

/** Host a monitor looks at, in lower case; the whole target where it names none. */
export function hostOf({ target }: Monitor): string {
  if (URL.canParse(target) && /^https?:/.test(target)) return new URL(target).hostname;
  return (/^\[?([^\]/]+?)\]?(?::\d+)?$/.exec(target)?.[1] ?? target).toLowerCase();
}

const databasePorts: ReadonlySet<string> = new Set(['5432', '3306', '1433', '6379', '27017', '6432']);

/** A monitor of a database's own port. */
export const isOfDatabase = ({ kind, target }: Monitor): boolean =>
  kind === 'tcp' && databasePorts.has(/:(\d+)$/.exec(target)?.[1] ?? '');

/** `server: cloudflare` in a sample's evidence. */
export const headerIn = (sample: Pick<Sample, 'evidence'> | null | undefined, name: string): string | null =>
  sample?.evidence.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;

/** Of a page (`body: ...`) or of the step of a journey (`begins: ...`). */
export const bodyIn = (sample: Sample | undefined): string =>
  sample?.evidence.find((line) => /^(?:body|begins): /.test(line))?.replace(/^\w+: /, '') ?? '';

/** Name of the edge in front, as its own headers say. */
export function edgeNameOf(sample: Pick<Sample, 'evidence'> | null | undefined): string | null {
  const server = headerIn(sample, 'server')?.toLowerCase() ?? '';
  if (server.includes('cloudflare') || headerIn(sample, 'cf-ray') !== null) return 'Cloudflare';
  if (server.includes('cloudfront') || headerIn(sample, 'x-amz-cf-id') !== null) return 'CloudFront';
  if (
    headerIn(sample, 'x-fastly-request-id') !== null ||
    headerIn(sample, 'x-served-by')?.startsWith('cache-') === true
  )
    return 'Fastly';
  if (server.includes('akamai')) return 'Akamai';
  if (headerIn(sample, 'x-vercel-id') !== null) return 'Vercel';
  return headerIn(sample, 'x-edge') ?? (headerIn(sample, 'via') === null ? null : 'the proxy');
}

/** Server-Timing metrics of an answer by name, in milliseconds. */
export function serverTimings(sample: Sample | undefined): ReadonlyMap<string, number> {
  const metrics = (headerIn(sample, 'server-timing') ?? '').split(',').slice(0, 20);
  return new Map(
    metrics.flatMap((metric) => {
      const match = /^\s*([\w-]+)(?:;[^;]*)*?;\s*dur=([\d.]+)/.exec(metric);
      return match?.[1] === undefined ? [] : [[match[1].toLowerCase(), Number(match[2])] as const];
    }),
  );
}
