import type { InsideSpan } from './span.ts';

const limits = {
  traces: 4_000,
  spans: 16_000,
  /** Of all that waits, as estimated: spans with long attributes fill it before their number does. */
  bytes: 16 * 1024 * 1024,
  spansPerTrace: 500,
  quietMs: 3_000,
  oldestMs: 30_000,
} as const;

export interface WholeTrace {
  readonly id: string;
  readonly spans: readonly InsideSpan[];
}

interface Growing {
  readonly spans: Map<string, InsideSpan>;
  readonly since: number;
  lastAt: number;
}

/**
 * Spans wait here until their trace is quiet: batches of one request come in pieces. Bounded: in a flood further spans are counted
 * elsewhere and not kept, since a part of the traces shows what all of them do.
 */
export class TraceBuffer {
  readonly #traces = new Map<string, Growing>();
  #spans = 0;
  #bytes = 0;

  /** False for a span that is here already: clients send again what they think was lost. */
  add(span: InsideSpan, now: number): boolean {
    const trace = this.#traces.get(span.traceId) ?? {
      spans: new Map<string, InsideSpan>(),
      since: now,
      lastAt: now,
    };
    if (trace.spans.has(span.spanId)) return false;
    const isFull = this.#spans >= limits.spans || this.#bytes >= limits.bytes;
    if (isFull || (trace.spans.size === 0 && this.#traces.size >= limits.traces)) return true;
    this.#traces.set(span.traceId, trace);
    trace.lastAt = now;
    if (trace.spans.size >= limits.spansPerTrace) return true;
    trace.spans.set(span.spanId, span);
    this.#spans += 1;
    this.#bytes += bytesOf(span);
    return true;
  }

  /** Traces nothing was added to for three seconds; everything at the end. */
  takeQuiet(now: number, isEnd = false): readonly WholeTrace[] {
    const taken: WholeTrace[] = [];
    for (const [id, { spans, since, lastAt }] of this.#traces) {
      const isDone = isEnd || now - lastAt >= limits.quietMs || now - since >= limits.oldestMs;
      if (!isDone) continue;
      this.#traces.delete(id);
      const all = [...spans.values()];
      this.#spans -= all.length;
      for (const span of all) this.#bytes -= bytesOf(span);
      taken.push({ id, spans: all });
    }
    return taken;
  }
}

const bytesOfBareSpan = 400;
const bytesOfField = 40;

/** About what a span takes in memory. */
function bytesOf({ name, attributes, events }: InsideSpan): number {
  let bytes = bytesOfBareSpan + name.length;
  for (const fields of [attributes, ...events.map((event) => event.attributes)])
    for (const key of Object.keys(fields)) {
      const value = fields[key];
      bytes += bytesOfField + (typeof value === 'string' ? value.length : 0);
    }
  return bytes;
}
