import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnswerReader, type AnswerState } from './answer-reader.ts';

interface Told {
  readonly state: AnswerState;
  readonly status: number | null;
  readonly bytes: number;
  readonly isKept: boolean;
}

function read(pieces: readonly string[], isHead = false): Told {
  const reader = new AnswerReader(isHead);
  let state: AnswerState = 'more';
  for (const piece of pieces) if (state === 'more') state = reader.push(Buffer.from(piece, 'latin1'));
  return { state, status: reader.status, bytes: reader.bodyBytes, isKept: reader.isKept };
}
const lines = (...all: readonly string[]): string => all.join('\r\n');
const whole = lines('HTTP/1.1 200 OK', 'Content-Length: 5', '', 'hello');
const chunked = lines(
  'HTTP/1.1 200 OK',
  'Transfer-Encoding: chunked',
  '',
  '5;x=y',
  'hello',
  'A',
  '0123456789',
  '0',
  'Digest: x',
  '',
  '',
);

describe('PERF-1: answers of HTTP/1.1 as they come', () => {
  test.each([
    ['a length', whole, 'done', 200, 5, true],
    ['chunks with a trailer', chunked, 'done', 200, 15, true],
    ['no content', lines('HTTP/1.1 204 No Content', '', ''), 'done', 204, 0, true],
    [
      'not modified, with the length it would have',
      lines('HTTP/1.1 304 Not Modified', 'Content-Length: 99', '', ''),
      'done',
      304,
      0,
      true,
    ],
    [
      'early hints before the answer',
      lines('HTTP/1.1 103 Early Hints', 'Link: </a>', '', whole),
      'done',
      200,
      5,
      true,
    ],
    ['no reason', lines('HTTP/1.1 200 ', 'content-length: 0', '', ''), 'done', 200, 0, true],
    [
      'the connection will be closed',
      lines('HTTP/1.1 200 OK', 'Connection: close', 'Content-Length: 0', '', ''),
      'done',
      200,
      0,
      false,
    ],
    ['HTTP/1.0 closes', lines('HTTP/1.0 200 OK', 'Content-Length: 0', '', ''), 'done', 200, 0, false],
    [
      'the same length twice',
      lines('HTTP/1.1 200 OK', 'Content-Length: 5', 'Content-Length: 5', '', 'hello'),
      'done',
      200,
      5,
      true,
    ],
    [
      'two lengths',
      lines('HTTP/1.1 200 OK', 'Content-Length: 5', 'Content-Length: 6', '', 'hello'),
      'broken',
      200,
      0,
      true,
    ],
    [
      'a length below nothing',
      lines('HTTP/1.1 200 OK', 'Content-Length: -1', '', ''),
      'broken',
      200,
      0,
      true,
    ],
    ['more than was announced', `${whole}!`, 'broken', 200, 5, true],
    ['less than was announced', whole.slice(0, -1), 'more', 200, 4, true],
    ['no HTTP at all', lines('SSH-2.0-OpenSSH', '', ''), 'broken', null, 0, true],
    ['HTTP/2 in clear', lines('HTTP/2 200', '', ''), 'broken', null, 0, true],
    [
      'a chunk of no number',
      lines('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', 'xyz', ''),
      'broken',
      200,
      0,
      true,
    ],
    ['a head without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70_000)}`, 'broken', null, 0, true],
  ] as const)('%s', (_name, text, state, status, bytes, isKept) => {
    expect(read([text])).toEqual({ state, status, bytes, isKept });
  });

  test('an answer to HEAD has no body, whatever it says', () => {
    expect(read([lines('HTTP/1.1 200 OK', 'Content-Length: 5', '', '')], true).state).toBe('done');
  });

  test('without a length the end of the connection is the end of the answer', () => {
    const reader = new AnswerReader(false);
    expect(reader.push(Buffer.from('HTTP/1.1 200 OK\r\n\r\nhello'))).toBe('more');
    expect([reader.end(), reader.bodyBytes, reader.isKept]).toEqual(['done', 5, false]);
    expect(new AnswerReader(false).end()).toBe('broken');
  });

  test('how the bytes are cut makes no difference', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(whole, chunked),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
        (text, sizes) => {
          const pieces: string[] = [];
          for (let at = 0, turn = 0; at < text.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            pieces.push(text.slice(at, at + size));
            at += size;
          }
          expect(read(pieces)).toEqual(read([text]));
        },
      ),
      { seed: 20261122, numRuns: 200 },
    );
  });

  test('no bytes break it', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        whole,
        chunked,
        'HTTP/1.1 200 OK\r\n',
        '\r\n\r\n',
        '0\r\n',
        'Transfer-Encoding: chunked\r\n',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => void read(pieces)),
      { seed: 20261122, numRuns: 300 },
    );
  });
});
