import { describe, expect, it } from 'vitest';
import type { InsideSpan } from './span.ts';
import { TraceBuffer } from './trace-buffer.ts';

const span = (number: number, text: string): InsideSpan => ({
  traceId: number.toString(16).padStart(32, '0'),
  spanId: '0000000000000001',
  parentSpanId: null,
  name: 'GET /',
  kind: 'server',
  startMs: 0,
  durationMs: 1,
  isFailed: false,
  statusMessage: null,
  attributes: { 'db.query.text': text },
  events: [],
  isFromProbe: false,
  origin: { service: 'shop', environment: 'production', release: null },
});

describe('MON-7: spans wait for their trace within a bound of memory', () => {
  it('long attributes fill it before the number of spans does, and room is there again when traces are taken', () => {
    const buffer = new TraceBuffer();
    const text = 'x'.repeat(100_000);
    for (let number = 0; number < 1_000; number += 1) expect(buffer.add(span(number, text), 0)).toBe(true);
    const bytes = buffer
      .takeQuiet(0, true)
      .reduce((sum, { spans }) => sum + String(spans[0]?.attributes['db.query.text']).length, 0);
    expect([bytes > 15 * 1024 * 1024, bytes < 17 * 1024 * 1024]).toEqual([true, true]);
    for (let number = 0; number < 50; number += 1) buffer.add(span(number, text), 1);
    expect(buffer.takeQuiet(1, true).length).toBe(50);
  });

  it('a span that comes again is told as such', () => {
    const buffer = new TraceBuffer();
    expect([buffer.add(span(1, ''), 0), buffer.add(span(1, ''), 1)]).toEqual([true, false]);
  });
});
