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
}

export interface SpanEvent {
  readonly name: string;
  readonly atMs: number;
  readonly attributes: Attributes;
}

export const endMs = ({ startMs, durationMs }: Pick<InsideSpan, 'startMs' | 'durationMs'>): number =>
  startMs + durationMs;
