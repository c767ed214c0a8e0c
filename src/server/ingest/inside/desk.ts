import { unixMs } from '../../../model/brand.ts';
import type { Manifest } from '../../../model/manifest.ts';
import type { Outside } from '../../../model/outside.ts';
import type { Profile } from '../../../model/profile.ts';
import type { Store } from '../../../model/store.ts';
import { parseSketch } from '../../../protocols/sketch/sketch-text.ts';
import {
  funnelEventOfLog,
  funnelEventOfRequest,
  type FunnelEvent,
} from '../../../ingest/inside/funnel-event.ts';
import { hasRequestId, type InsideLog } from '../../../ingest/inside/log.ts';
import { LogBook, type LogSeen } from '../../../ingest/inside/log-book.ts';
import { scrubLog } from '../../../ingest/inside/log-scrub.ts';
import { MetricDeltas } from '../../../ingest/inside/metric-delta.ts';
import { SeenIds } from '../../../ingest/inside/seen-ids.ts';
import type { SeriesKey } from '../../../ingest/inside/series-name.ts';
import { endMs, type InsideSpan } from '../../../ingest/inside/span.ts';
import { Tally, type Counted } from '../../../ingest/inside/tally.ts';
import { TraceBuffer } from '../../../ingest/inside/trace-buffer.ts';
import { hasFailed, workOf } from '../../../ingest/inside/work-kind.ts';
import type { InsidePoint } from '../../../ingest/otlp/metrics.ts';
import { declaredSteps } from './declared-steps.ts';
import { countPoint } from './count-point.ts';
import { knownPatterns, writeLogGroups } from './log-groups.ts';
import { createTraceKeeper, type TraceKeeper } from './trace-keeper.ts';

/** What was taken and what was not, for the sender's own protocol. */
export interface Taken {
  readonly accepted: number;
  /** Sent before: not counted again. */
  readonly repeated: number;
  /** Told by clocks more than a day old or ahead of ours: counted at their arrival. */
  readonly skewed: number;
}

/** What the product says of itself, from whatever client: counted at once, written every few seconds (MON-5 to MON-8). */
export interface InsideDesk {
  readonly takeSpans: (spans: readonly InsideSpan[]) => Taken;
  /** Records have no ids: what was sent again is known by `bytesId`, which stands for all that came with it. */
  readonly takeLogs: (logs: readonly InsideLog[], bytesId: string) => Taken;
  /** Likewise. */
  readonly takePoints: (points: readonly InsidePoint[], bytesId: string) => Taken;
  /** One visitor's figure, as browsers measure it: `lcp` in milliseconds, `cls` as it is. */
  readonly takeVital: (vital: Vital) => void;
  /** Writes what is waiting; with `isEnd` also traces that may still grow. Rejects with a `StoreError`, and keeps everything. */
  readonly flush: (isEnd?: boolean) => Promise<void>;
  readonly counters: () => Readonly<Record<'spans' | 'logs' | 'points' | 'repeated' | 'overflowing', number>>;
}
export interface Vital {
  readonly name: string;
  readonly route: string;
  readonly environment: string;
  readonly value: number;
  readonly atMs: number;
}

export interface DeskParts {
  readonly outside: Pick<Outside, 'clock'>;
  readonly store: Pick<Store, 'events' | 'traces'>;
  readonly manifest: () => Manifest | null;
  readonly profile: () => Profile;
}

const oldestMs = 24 * 3_600_000;
const aheadMs = 5 * 60_000;

export async function createInsideDesk(parts: DeskParts): Promise<InsideDesk> {
  const book = new LogBook();
  for (const pattern of await knownPatterns(parts.store)) book.know(pattern);
  return new Desk(parts, book);
}

class Desk implements InsideDesk {
  readonly #parts: DeskParts;
  readonly #tally = new Tally();
  readonly #traces = new TraceBuffer();
  readonly #seen = new SeenIds();
  readonly #deltas: MetricDeltas;
  readonly #book: LogBook;
  readonly #keeper: TraceKeeper;
  readonly #counters = { spans: 0, logs: 0, points: 0, repeated: 0 };

  constructor(parts: DeskParts, book: LogBook) {
    this.#parts = parts;
    this.#book = book;
    this.#deltas = new MetricDeltas(parts.outside.clock.now());
    this.#keeper = createTraceKeeper(parts);
  }

  takeSpans = (spans: readonly InsideSpan[]): Taken => {
    const now = this.#parts.outside.clock.now();
    let [repeated, skewed] = [0, 0];
    for (const span of spans) {
      if (!this.#seen.add(`${span.traceId}${span.spanId}`)) {
        repeated += 1;
        continue;
      }
      const at = this.#timeOf(endMs(span), now);
      if (at !== endMs(span)) skewed += 1;
      this.#traces.add(span, now);
      this.#countSpan(span, at);
    }
    this.#counters.spans += spans.length;
    this.#counters.repeated += repeated;
    return { accepted: spans.length - repeated, repeated, skewed };
  };

  takeLogs = (logs: readonly InsideLog[], bytesId: string): Taken => {
    if (this.#isRepeated(logs, bytesId)) return { accepted: 0, repeated: logs.length, skewed: 0 };
    const now = this.#parts.outside.clock.now();
    const declared = declaredSteps(this.#parts.manifest());
    let skewed = 0;
    for (const log of logs) {
      const atMs = this.#timeOf(log.atMs, now);
      if (atMs !== log.atMs) skewed += 1;
      const scrubbed = scrubLog({ ...log, atMs }, now);
      this.#countLog(scrubbed.log, this.#book.add(scrubbed));
      const step = funnelEventOfLog(scrubbed.log, declared);
      if (step !== null) this.#countStep(step, log, atMs);
    }
    this.#counters.logs += logs.length;
    return { accepted: logs.length, repeated: 0, skewed };
  };

  takePoints = (points: readonly InsidePoint[], bytesId: string): Taken => {
    if (this.#isRepeated(points, bytesId)) return { accepted: 0, repeated: points.length, skewed: 0 };
    const now = this.#parts.outside.clock.now();
    for (const point of points) {
      const since = this.#deltas.since(point);
      if (since !== null) countPoint(this.#tally, since, this.#timeOf(point.atMs, now));
    }
    this.#counters.points += points.length;
    return { accepted: points.length, repeated: 0, skewed: 0 };
  };

  takeVital = ({ name, route, environment, value, atMs }: Vital): void => {
    const at = this.#timeOf(atMs, this.#parts.outside.clock.now());
    this.#tally.add({ kind: 'vital', environment, parts: [name, route] }, at, { isFailed: false, value });
  };

  flush = async (isEnd = false): Promise<void> => {
    const { store, outside } = this.#parts;
    const points = this.#tally.take();
    await store.events.addSeries(points).catch((error: unknown) => {
      this.#tally.giveBack(points, parseSketch);
      throw error;
    });
    await this.#keeper.keep(this.#traces.takeQuiet(outside.clock.now(), isEnd));
    await writeLogGroups(store, this.#book.take());
  };

  counters = () => ({ ...this.#counters, overflowing: this.#tally.overflowing + this.#book.overflowing });

  /** Only where each has a time of its own: without one, the same bytes may well tell something new. */
  #isRepeated(all: readonly { readonly atMs: number }[], bytesId: string): boolean {
    if (all.some(({ atMs }) => !(atMs > 0)) || this.#seen.add(bytesId)) return false;
    this.#counters.repeated += all.length;
    return true;
  }

  /** A clock a year off would hide what came in a minute nobody looks at. */
  #timeOf(atMs: number, now: number): number {
    return atMs < now - oldestMs || atMs > now + aheadMs ? now : atMs;
  }

  #countSpan(span: InsideSpan, atMs: number): void {
    const work = workOf(span);
    // Our own probes are no visitors.
    if (work.kind === 'other' || span.isFromProbe) return;
    const isFailed = hasFailed(span, work);
    const release = span.origin.release ?? '';
    const parts =
      work.kind === 'request'
        ? ['span', release, work.name]
        : work.kind === 'query'
          ? [work.system, work.name]
          : [work.name];
    const kind = work.kind === 'request' ? 'route' : work.kind;
    this.#count({ kind, parts }, span, { atMs, isFailed, value: span.durationMs });
    if (work.kind !== 'request') return;
    const declared = declaredSteps(this.#parts.manifest());
    const step = funnelEventOfRequest({ route: work.name, status: work.status, isFailed }, declared);
    if (step !== null) this.#countStep({ ...step, source: 'request' }, span, atMs);
  }

  #countLog(log: InsideLog, { rules, error }: LogSeen): void {
    const { atMs, level } = log;
    const { service } = log.origin;
    const counted = { atMs, isFailed: true, value: null };
    this.#count({ kind: 'log', parts: [level] }, log, { ...counted, isFailed: level === 'error' });
    this.#count({ kind: 'log-id', parts: [service] }, log, { ...counted, isFailed: !hasRequestId(log) });
    for (const rule of rules) this.#count({ kind: 'log-sign', parts: [rule, service, ''] }, log, counted);
    if (error !== null)
      this.#count({ kind: 'log-sign', parts: ['logs/repeated-error', service, error] }, log, counted);
  }

  #countStep({ step, source, outcome }: FunnelEvent, from: Pick<InsideSpan, 'origin'>, atMs: number): void {
    const counted = { atMs, isFailed: outcome === 'failed', value: null };
    this.#count({ kind: 'funnel', parts: [source, step, outcome] }, from, counted);
  }

  #count(
    key: Pick<SeriesKey, 'kind' | 'parts'>,
    { origin }: Pick<InsideSpan, 'origin'>,
    { atMs, ...counted }: Counted & { readonly atMs: number },
  ): void {
    this.#tally.add({ ...key, environment: origin.environment }, unixMs(atMs), counted);
  }
}
