import { describe, expect, it, test } from 'vitest';
import type { ResponseExpectation, SavedValue } from '../../model/journey.ts';
import type { Answer } from '../exchange.ts';
import { unmet } from './expectation.ts';
import { jsonAt } from './json-path.ts';
import { addressWith, readValue } from './saving.ts';

const nothing: ResponseExpectation = {
  status: [],
  headers: {},
  json: {},
  text: [],
  absentText: [],
  url: null,
  withinMs: null,
};
const answer = (given: {
  status?: number;
  text?: string;
  headers?: readonly (readonly [string, string])[];
}): Answer => ({
  url: 'https://shop.example/orders/7?state=new',
  text: given.text ?? '',
  tookMs: 120,
  response: {
    url: 'https://shop.example/orders/7',
    status: given.status ?? 200,
    headers: given.headers ?? [['content-type', 'text/html']],
    body: new TextEncoder().encode(given.text ?? ''),
    isBodyTruncated: false,
    encodedBytes: 0,
    httpVersion: '1.1',
    address: '192.0.2.1',
    phases: { dnsMs: 0, connectMs: 0, tlsMs: 0, firstByteMs: 100, bodyMs: 20, totalMs: 120 },
    tls: null,
  },
});

describe('what an answer must be', () => {
  test.each<[string, Answer, Partial<ResponseExpectation>, readonly string[]]>([
    ['any 2xx when nothing is said', answer({ status: 204 }), {}, []],
    ['a redirect is no 2xx', answer({ status: 303 }), {}, ['http-303 Answered 303, expected a 2xx']],
    ['one of several statuses', answer({ status: 303 }), { status: [200, 303] }, []],
    [
      'another status',
      answer({ status: 503 }),
      { status: [200, 303] },
      ['http-503 Answered 503, expected 200 or 303'],
    ],
    ['a text across tags', answer({ text: '<b>89</b>.00 EUR' }), { text: ['89.00 EUR'] }, []],
    ['a text in the source', answer({ text: '<i class="paid">' }), { text: ['class="paid"'] }, []],
    [
      'a text that is not there',
      answer({ text: 'x' }),
      { text: ['y'] },
      ['text-missing "y" is not in the answer'],
    ],
    [
      'a text that must not be',
      answer({ text: 'Error' }),
      { absentText: ['Error'] },
      ['text-present "Error" is in the answer'],
    ],
    ['part of a field, whatever its case', answer({}), { headers: { 'content-type': 'TEXT' } }, []],
    [
      'a missing field',
      answer({}),
      { headers: { 'x-a': 'b' } },
      ['header-differs The field x-a is missing, expected "b"'],
    ],
    [
      'a JSON value',
      answer({ text: '{"items":[{"id":3}]}' }),
      { json: { 'items.0.id': 3, 'items[0].id': 3 } },
      [],
    ],
    [
      'another JSON value',
      answer({ text: '{"a":"1"}' }),
      { json: { a: 1 } },
      ['json-differs a is "1", expected 1'],
    ],
    ['no JSON', answer({ text: '<p>' }), { json: { a: 1 } }, ['not-json The answer is no JSON']],
    ['the final address', answer({}), { url: '/orders/' }, []],
    ['too slow', answer({}), { withinMs: 100 }, ['slow Took 120 ms, may take 100 ms']],
  ])('%s', (_what, got, wanted, expected) => {
    expect(unmet(got, { ...nothing, ...wanted }).map(({ code, message }) => `${code} ${message}`)).toEqual(
      expected,
    );
  });
});

describe('values for later steps', () => {
  const from = {
    url: 'https://shop.example/o?ref=9',
    headers: [['location', '/orders/7']] as const,
    text: '{"order":{"id":7,"tags":["a"]},"code":"K-12"}',
    html: '<a href="/verify?t=1">Confirm</a><p id=n>n1</p>',
    cookie: (name: string) => (name === 'session' ? 's1' : null),
  };
  test.each<[SavedValue['from'], string, string | null]>([
    ['json', 'order.id', '7'],
    ['json', 'order.tags', '["a"]'],
    ['json', 'order.none', null],
    ['header', 'Location', 'https://shop.example/orders/7'],
    ['cookie', 'session', 's1'],
    ['query', 'ref', '9'],
    ['text', 'K-(\\d+)', '12'],
    ['text', 'K-\\d+', 'K-12'],
    ['link', 'confirm', 'https://shop.example/verify?t=1'],
    ['html', '#n', 'n1'],
    ['html', '#m', null],
  ])('%s %s', (source, at, value) => {
    expect(readValue(from, { name: 'x', from: source, at })).toBe(value);
  });

  test.each([
    ['Confirm here: https://shop.example/c?t=1.', 'https://shop.example/c?t=1', 'c?t='],
    ['Confirm your address:\nhttps://shop.example/x/9', 'https://shop.example/x/9', 'Confirm'],
    ['nothing to click', null, 'Confirm'],
  ])('an address in plain text: %s', (text, address, part) => {
    expect(addressWith(text, part)).toBe(address);
  });

  it('inherited names are not there', () => {
    expect(jsonAt({ a: 1 }, 'constructor')).toBeUndefined();
  });
});
