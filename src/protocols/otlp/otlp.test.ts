import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OtlpError } from './error.ts';
import { readOtlpJson } from './from-json.ts';
import { readProtobuf } from './from-protobuf.ts';
import { printReply, printStatus } from './reply.ts';
import { formOf, readExport, signalOfPath } from './request.ts';

const problemOf = (run: () => unknown): string => {
  try {
    run();
    return 'none';
  } catch (error) {
    if (error instanceof OtlpError) return `${error.status} ${error.message}`;
    throw error;
  }
};
const wrapped = (field: number, bytes: readonly number[]): number[] =>
  bytes.length < 128
    ? [field * 8 + 2, bytes.length, ...bytes]
    : [field * 8 + 2, (bytes.length % 128) + 128, Math.floor(bytes.length / 128), ...bytes];

describe('MON-7: JSON by the standard mapping of protobuf, which OTLP narrows', () => {
  it.each([
    [
      'Span',
      { kind: 'SPAN_KIND_SERVER', status: { code: 'STATUS_CODE_ERROR' } },
      { kind: 2, status: { code: 2 } },
    ],
    ['Span', { kind: 'SPAN_KIND_NEW', name: 'a' }, { name: 'a' }],
    ['Span', { trace_id: 'AB', start_time_unix_nano: '7' }, { traceId: 'ab', startTimeUnixNano: '7' }],
    ['LogRecord', { severityNumber: 'SEVERITY_NUMBER_ERROR2' }, { severityNumber: 18 }],
    ['LogRecord', { severityNumber: 'SEVERITY_NUMBER_WARN' }, { severityNumber: 13 }],
    ['LogRecord', { severityNumber: 'SEVERITY_NUMBER_UNSPECIFIED' }, {}],
    ['Sum', { aggregationTemporality: 'AGGREGATION_TEMPORALITY_CUMULATIVE' }, { aggregationTemporality: 2 }],
    ['Sum', { aggregationTemporality: '2' }, { aggregationTemporality: 2 }],
  ])('%s %o', (name, value, plain) => {
    expect(readOtlpJson(JSON.stringify(value), name)).toEqual(plain);
  });
  it('other words where a number belongs are refused', () => {
    expect(problemOf(() => readOtlpJson('{"kind":"SERVER"}', 'Span'))).toBe(
      '400 kind: is not a whole number',
    );
  });
});

describe('MON-7: the binary form', () => {
  it.each([
    [
      'a negative 64-bit number',
      'AnyValue',
      [0x18, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1],
      { intValue: '-1' },
    ],
    [
      'the largest 53 bits and more',
      'AnyValue',
      [0x18, 255, 255, 255, 255, 255, 255, 255, 255, 127],
      { intValue: '9223372036854775807' },
    ],
    ['a zero that was sent in a oneof', 'AnyValue', [0x18, 0], { intValue: '0' }],
    ['empty text that was sent in a oneof', 'AnyValue', [0x0a, 0], { stringValue: '' }],
    ['a zig-zag number', 'Buckets', [0x08, 3, 0x12, 2, 1, 0xac, 0x12, 0], 'damaged'],
    ['packed counts', 'Buckets', [0x08, 3, 0x12, 3, 1, 0xac, 2], { offset: -2, bucketCounts: ['1', '300'] }],
    ['unpacked counts', 'Buckets', [0x10, 1, 0x10, 2], { bucketCounts: ['1', '2'] }],
    [
      'a double that JSON has no number for',
      'AnyValue',
      [0x21, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f],
      { doubleValue: 'NaN' },
    ],
    [
      'unknown fields of every kind',
      'Status',
      [0x50, 1, 0x52, 1, 9, 0x55, 1, 2, 3, 4, 0x51, 1, 2, 3, 4, 5, 6, 7, 8, 0x18, 2],
      { code: 2 },
    ],
  ])('%s', (_name, message, bytes, value) => {
    if (value === 'damaged')
      expect(problemOf(() => readProtobuf(Uint8Array.from(bytes), message))).toContain('400');
    else expect(readProtobuf(Uint8Array.from(bytes), message)).toEqual(value);
  });

  it.each([
    [
      'a length beyond the end',
      [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f],
      '400 the protobuf is damaged: a length beyond the end',
    ],
    ['half a number', [0x18, 0x80], '400 the protobuf is damaged: it ends in the middle of a field'],
    [
      'a number without end',
      [0x18, ...Array<number>(10).fill(0xff)],
      '400 the protobuf is damaged: a number longer than ten bytes',
    ],
    ['a group', [0x0b], '400 the protobuf is damaged: wire type 3'],
    ['field 0', [0x00], '400 the protobuf is damaged: a field number out of range'],
    ['text sent as a number', [0x08, 1], '400 the protobuf is damaged: stringValue has wire type 0'],
  ])('%s is refused', (_name, bytes, problem) => {
    expect(problemOf(() => readProtobuf(Uint8Array.from(bytes), 'AnyValue'))).toBe(problem);
  });

  it('values inside each other end at 64 levels, in both forms', () => {
    let bytes: number[] = [0x18, 1];
    let text = '{"intValue":1}';
    for (let count = 0; count < 60; count += 1) {
      bytes = wrapped(5, wrapped(1, bytes));
      text = `{"arrayValue":{"values":[${text}]}}`;
    }
    const problem = '413 values nested more than 64 levels deep';
    expect(problemOf(() => readProtobuf(Uint8Array.from(bytes), 'AnyValue'))).toBe(problem);
    expect(problemOf(() => readOtlpJson(text, 'AnyValue'))).toMatch(/^4\d\d .*levels deep$/);
  });

  it('any bytes end in a value or an OtlpError', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('traces', 'metrics', 'logs'),
        (bytes, signal) => {
          problemOf(() => readExport(bytes, signal, 'protobuf'));
          problemOf(() => readExport(bytes, signal, 'json'));
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('MON-7: the JSON form', () => {
  it.each([
    ['{"intValue":"-5"}', { intValue: '-5' }],
    ['{"intValue":-5}', { intValue: '-5' }],
    ['{"doubleValue":"Infinity"}', { doubleValue: 'Infinity' }],
    ['{"doubleValue":1e400}', { doubleValue: 'Infinity' }],
    ['{"bytesValue":"AQI"}', { bytesValue: 'AQI=' }],
    ['{"brandNew":{"a":1},"boolValue":false}', { boolValue: false }],
    ['{"stringValue":null}', {}],
    ['{"__proto__":{"stringValue":"x"}}', {}],
  ])('%s', (text, value) => {
    expect(readOtlpJson(text, 'AnyValue')).toEqual(value);
  });
  it.each([
    ['{"intValue":1.5}', '400 intValue: is not a whole number'],
    ['{"intValue":"9223372036854775808"}', '400 intValue: is not a whole number'],
    ['{"stringValue":1}', '400 stringValue: is not text'],
    ['{"arrayValue":[]}', '400 arrayValue: is not an object'],
    ['{"arrayValue":{"values":{}}}', '400 values: is not a list'],
    ['[]', '400 the request is no JSON object'],
    ['', '400 the request: no valid JSON'],
  ])('%s is refused', (text, problem) => {
    expect(problemOf(() => readOtlpJson(text, 'AnyValue'))).toBe(problem);
  });
});

describe('MON-7: the exchange', () => {
  it('path and content type say what it is', () => {
    expect(['/v1/traces', '/in/v1/logs/', '/v1development/profiles'].map(signalOfPath)).toEqual([
      'traces',
      'logs',
      null,
    ]);
    expect([formOf('application/json; charset=utf-8'), formOf('application/x-protobuf')]).toEqual([
      'json',
      'protobuf',
    ]);
    expect(problemOf(() => formOf('text/plain'))).toBe('415 send application/x-protobuf or application/json');
  });
  it('success is empty, partial success counts what was not taken', () => {
    const partial = { rejected: 300, message: 'no' };
    expect(Buffer.from(printReply({ signal: 'logs', form: 'json' }, partial)).toString()).toBe(
      '{"partialSuccess":{"rejectedLogRecords":"300","errorMessage":"no"}}',
    );
    expect([...printReply({ signal: 'logs', form: 'protobuf' }, partial)]).toEqual([
      10, 7, 8, 172, 2, 18, 2, 110, 111,
    ]);
    expect(printReply({ signal: 'traces', form: 'protobuf' }, null).length).toBe(0);
    expect(Buffer.from(printReply({ signal: 'traces', form: 'json' }, null)).toString()).toBe('{}');
    expect([...printStatus('protobuf', 8, 'x')]).toEqual([8, 8, 18, 1, 120]);
    expect(Buffer.from(printStatus('json', 3, 'x')).toString()).toBe('{"code":3,"message":"x"}');
  });
});
