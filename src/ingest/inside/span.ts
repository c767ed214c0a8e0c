import type { Attributes, Origin } from './origin.ts';

export const spanKinds = ['internal', 'server', 'client', 'producer', 'consumer'] as const;
export type SpanKind = (typeof spanKinds)[number];

/** One piece of work inside the product, whoever told it (OTLP, Sentry). */
export interface InsideSpan {
  /** 32 hexadecimal digits in lower case. */
  readonly traceId: string;
  /** 16 of them. */
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly kind: SpanKind;
  /** Unix milliseconds with fractions. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly isFailed: boolean;
  readonly statusMessage: string | null;
  readonly attributes: Attributes;
  readonly events: readonly SpanEvent[];
  /** Asked for by one of our own probes. */
  readonly isFromProbe: boolean;
  readonly origin: Origin;
  /** Left out where nothing of it was told. */
  readonly context?: SpanContext;
}

/** What a span says beside its work; kept with its trace, counted nowhere. */
export interface SpanContext {
  /** The library that made it: `@opentelemetry/instrumentation-http 0.219.0`; empty where it does not say. */
  readonly scope: string;
  /** W3C `tracestate`, as it came. */
  readonly traceState: string;
  /** W3C trace flags in the lowest 8 bits; null: not told. */
  readonly flags: number | null;
  readonly links: readonly SpanLink[];
  /** Attributes, events and links its sender left out. */
  readonly dropped: number;
}
/** Another span it belongs to without being its child: a message that was sent, a job that was begun. */
export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly flags: number | null;
  readonly attributes: Attributes;
}

export interface SpanEvent {
  readonly name: string;
  readonly atMs: number;
  readonly attributes: Attributes;
}

export const endMs = ({ startMs, durationMs }: Pick<InsideSpan, 'startMs' | 'durationMs'>): number =>
  startMs + durationMs;
