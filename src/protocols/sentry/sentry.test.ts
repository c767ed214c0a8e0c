import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSender } from './auth.ts';
import { printDsn, readDsn } from './dsn.ts';
import { envelopeLimits, printEnvelope, readEnvelope } from './envelope.ts';
import { SentryError } from './error.ts';
import { printRateLimits } from './rate-limits.ts';
import { readStoreBody } from './store.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const problemOf = (run: () => unknown): string => {
  try {
    run();
    return 'none';
  } catch (error) {
    if (error instanceof SentryError) return `${error.status} ${error.message}`;
    throw error;
  }
};

describe('MON-6: envelopes', () => {
  it('a length counts bytes, so newlines and CR inside belong to the payload', () => {
    const { items } = readEnvelope(
      bytes('{}\n{"type":"attachment","length":8}\na\r\nb\n\r\n\n\n{"type":"event"}\n{}\r\n'),
    );
    expect(items.map(({ type, payload }) => [type, Buffer.from(payload).toString()])).toEqual([
      ['attachment', 'a\r\nb\n\r\n\n'],
      ['event', '{}\r'],
    ]);
  });

  it('without a length the payload runs to the next newline or the end', () => {
    const { items } = readEnvelope(bytes('{"event_id":"a"}\n{"type":"event"}\n{"message":"x"}'));
    expect(items.map(({ value }) => value)).toEqual([{ message: 'x' }]);
  });

  it('no items, and blank lines at the end, are an envelope', () => {
    expect(readEnvelope(bytes('{}'))).toEqual({ header: {}, items: [], skipped: [] });
    expect(readEnvelope(bytes('{}\n\n\n'))).toEqual({ header: {}, items: [], skipped: [] });
  });

  it('what is unknown, damaged or too big is skipped and named, the rest stays', () => {
    const big = `{"type":"check_in","length":${200_000}}\n"${'x'.repeat(199_998)}"`;
    const read = readEnvelope(
      bytes(
        `{}\n{"type":"brand_new"}\nxyz\n{"type":"event"}\nno json\n${big}\n{"type":"__proto__"}\n{}\n{"type":"session"}\n{"sid":"1"}`,
      ),
    );
    expect(read.skipped).toEqual([
      { type: 'brand_new', bytes: 3, reason: 'unknown type' },
      { type: 'event', bytes: 7, reason: 'no valid JSON' },
      { type: 'check_in', bytes: 200_000, reason: 'too big' },
      { type: '__proto__', bytes: 2, reason: 'unknown type' },
    ]);
    expect(read.items.map(({ type }) => type)).toEqual(['session']);
  });

  it.each([
    ['', '400 envelope header: no valid JSON'],
    ['[]', '400 envelope header: no JSON object'],
    ['{}\nnope', '400 header of item 1: no valid JSON'],
    ['{}\n{"type":"event","length":9}\n{}', '400 item 1: length says 9 bytes, 2 are there'],
    ['{}\n{"type":"event","length":1}\n{}', '400 item 1: no newline after its 1 bytes'],
    ['{}\n{"type":"event","length":-1}\n{}', '400 item 1: length is no whole number'],
    ['{}\n{"type":"event","length":"2"}\n{}', '400 item 1: length is no whole number'],
    [`${'['.repeat(200)}`, '400 envelope header: JSON nested more than 100 levels deep'],
    [`{"a":"${'x'.repeat(70_000)}"}`, '413 envelope header: longer than 65536 bytes'],
    [`{}\n${'{"type":"x"}\n\n'.repeat(10_001)}`, '413 more than 10000 items in one envelope'],
  ])('a wrong frame is told in one sentence: %#', (text, problem) => {
    expect(problemOf(() => readEnvelope(bytes(text)))).toBe(problem);
  });

  it('of more than 1,000 items the first 1,000 are kept', () => {
    const read = readEnvelope(bytes(`{}\n${'{"type":"session"}\n{}\n'.repeat(1003)}`));
    expect([read.items.length, read.skipped.length]).toEqual([envelopeLimits.maxItems, 3]);
  });

  it('invalid UTF-8 costs its characters, not the event', () => {
    const body = Buffer.concat([bytes('{}\n{"type":"event"}\n{"message":"a'), Buffer.of(0xff), bytes('b"}')]);
    expect(readEnvelope(body).items[0]?.value).toEqual({ message: 'a\u{FFFD}b' });
  });

  it('printing and reading agree', () => {
    const item = fc.record({ type: fc.constant('attachment'), payload: fc.uint8Array({ maxLength: 60 }) });
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.string()),
        fc.array(item, { maxLength: 5 }),
        (header, raw) => {
          const items = raw.map((each) => ({
            ...each,
            header: { type: 'attachment', length: each.payload.length },
            value: null,
          }));
          const read = readEnvelope(printEnvelope({ header, items }));
          expect(read.header).toEqual(JSON.parse(JSON.stringify(header)));
          expect(read.items.map(({ payload }) => [...payload])).toEqual(
            items.map(({ payload }) => [...payload]),
          );
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });

  it('any bytes at all end in an envelope or a SentryError', () => {
    const piece = fc.oneof(
      fc.constantFrom('{}', '\n', '{"type":"event"}', '{"type":"event","length":3}', '\r\n', '[', '"', '\\'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        problemOf(() => readEnvelope(bytes(pieces.join(''))));
        problemOf(() => readStoreBody(bytes(pieces.join(''))));
      }),
      { seed: 10, numRuns: 500 },
    );
  });
});

describe('MON-6: the legacy store body', () => {
  const packed = (text: string): Uint8Array => bytes(deflateSync(text).toString('base64'));
  it('is JSON, or base64 of zlib of JSON', () => {
    expect(readStoreBody(bytes(' {"event_id":"a"}')).items[0]?.value).toEqual({ event_id: 'a' });
    expect(readStoreBody(packed('{"event_id":"b"}')).header).toEqual({ event_id: 'b' });
  });
  it.each([
    ['a bomb', packed(' '.repeat(30_000_000)), '413 the event unpacks to more than 1048576 bytes'],
    ['litter', bytes('!!!'), '400 the body is neither JSON nor base64 of zlib'],
    ['a list', packed('[1]'), '400 the event is no JSON object'],
    ['half an event', bytes('{"a":'), '400 the event: no valid JSON'],
  ])('%s is refused', (_name, body, problem) => {
    expect(problemOf(() => readStoreBody(body))).toBe(problem);
  });
});

describe('MON-6: who sends', () => {
  const dsn = 'https://abc@errors.example:8443/in/7';
  const none = { query: new URLSearchParams(), header: null, dsn: undefined, pathProject: null };
  it.each([
    [
      'query',
      {
        ...none,
        query: new URLSearchParams('sentry_key=abc&sentry_version=7&sentry_client=js%2F1'),
        pathProject: '7',
      },
      { publicKey: 'abc', projectId: '7', client: 'js/1', version: 7 },
    ],
    [
      'header',
      {
        ...none,
        header: 'Sentry sentry_version=5, sentry_client=raven-ruby/3.1.2, sentry_key=abc, sentry_secret=x',
        pathProject: '7',
      },
      { publicKey: 'abc', projectId: '7', client: 'raven-ruby/3.1.2', version: 5 },
    ],
    ['tunnel', { ...none, dsn }, { publicKey: 'abc', projectId: '7', client: null, version: null }],
    [
      'all three',
      {
        query: new URLSearchParams('sentry_key=abc'),
        header: 'Sentry sentry_key="abc"',
        dsn,
        pathProject: '7',
      },
      { publicKey: 'abc', projectId: '7', client: null, version: null },
    ],
  ])('%s', (_name, parts, sender) => {
    expect(readSender(parts)).toEqual(sender);
  });
  it.each([
    [none, '403 no sentry_key: send it in the query, in X-Sentry-Auth or as dsn of the envelope'],
    [
      { ...none, query: new URLSearchParams('sentry_key=other'), dsn },
      '403 the keys in query, header and envelope differ',
    ],
    [{ ...none, dsn, pathProject: '8' }, '403 the projects in query, header and envelope differ'],
    [{ ...none, dsn: 'nonsense' }, '403 the dsn of the envelope cannot be read'],
    [
      { ...none, query: new URLSearchParams('sentry_key=<b>') },
      '403 the sentry_key has characters a key never has',
    ],
  ])('is refused with a reason: %#', (parts, problem) => {
    expect(problemOf(() => readSender(parts))).toBe(problem);
  });
  it('a DSN keeps port and path, and loses the old secret', () => {
    const read = readDsn('https://abc:secret@errors.example:8443/in/7');
    expect(read === null ? null : printDsn(read)).toBe(dsn);
    expect(readDsn('ftp://abc@errors.example/7')).toBeNull();
  });
  it('rate limits are told per category', () => {
    expect(
      printRateLimits([
        { seconds: 59.2, categories: ['error', 'attachment'], scope: 'key', reason: 'quota exceeded' },
        { seconds: 0, categories: [], scope: 'project', reason: 'busy' },
      ]),
    ).toBe('60:error;attachment:key:quota_exceeded, 1::project:busy');
  });
});
