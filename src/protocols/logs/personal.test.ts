import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBoundedJson } from './bounded-json.ts';
import { cleanLines } from './clean-lines-sample.ts';
import { findPersonal } from './personal.ts';
import { scrubJson, scrubText } from './scrub.ts';

describe('MON-8: personal data is found by its form and its check digits', () => {
  it.each([
    ['card 4242 4242 4242 4242 declined', 'card [card] declined'],
    ['pan=378282246310005', 'pan=[card]'],
    ['card 4242424242424241 declined', 'card 4242424242424241 declined'],
    ['card 4242 4242 4242 4242 12/27 taken', 'card [card] 12/27 taken'],
    ['order 17 4242 4242 4242 4242', 'order 17 [card]'],
    ['to DE89 3704 0044 0532 0130 00 today', 'to [iban] today'],
    ['iban=gb29nwbk60161331926819;', 'iban=[iban];'],
    ['iban=GB30NWBK60161331926819', 'iban=GB30NWBK60161331926819'],
    ['signup of jane.doe+x@mail.shop.example failed', 'signup of [mail address] failed'],
    ['{"email":"jane@shop.example"}', '{"email":"[mail address]"}'],
    ['/reset?mail=jane@shop.example&x=1', '/reset?mail=[mail address]&x=1'],
    ['git@code.example.com:x no-reply@shop.example', 'git@code.example.com:x no-reply@shop.example'],
    ['message-id=<20261122@mail.shop.example>', 'message-id=<20261122@mail.shop.example>'],
    ['sms to +44 7700 900123 queued', 'sms to [phone number] queued'],
    ['phone=07700900123', 'phone=[phone number]'],
    ['"mobile": "4915112345678"', '"mobile": "[phone number]"'],
    ['order 07700900123 stored', 'order 07700900123 stored'],
    ['2026-11-22 10:11:12 from 192.168.100.200', '2026-11-22 10:11:12 from 192.168.100.200'],
    ['Zoë: jane@shop.example, 電話 +44 7700 900123', 'Zoë: [mail address], 電話 [phone number]'],
    ['ring (212) 555-1212 x12 today', 'ring [phone number] today'],
    ['0393 114 413 office', '[phone number] office'],
    ['status 200 1234 2026-11-22', 'status 200 1234 2026-11-22'],
  ])('%s', (text, scrubbed) => {
    expect(scrubText(text)).toBe(scrubbed);
  });

  it.each(
    'phone,mobile,msisdn,whatsapp,tel,fax,sms,desk,office,phone number,tel no,fax nr,sms is,mobile at,desk to,phone was'
      .split(',')
      .map((word) => [word]),
  )('the word "%s" makes bare digits a number to call', (word) => {
    expect(scrubText(`${word}: 4915112345678.`)).toBe(`${word}: [phone number].`);
  });

  it.each(
    'call,called,cell,contact,dial,ring,reach,text,number,registered,answering,message to,messages to'
      .split(',')
      .map((word) => [word]),
  )('the word "%s" makes groups of digits one, bare digits not', (word) => {
    expect(scrubText(`${word} 4915 112345 and 4915112345`)).toBe(`${word} [phone number] and 4915112345`);
  });

  it('a secret goes before it is looked at for anything else, and a whole event by key and by shape', () => {
    const event = {
      user: { email: 'jane@shop.example', id: 7 },
      headers: { Authorization: 'x', cookie: ['a=b'] },
      tags: [{ a: null }],
    };
    expect(scrubJson(event)).toEqual({
      user: { email: '[mail address]', id: 7 },
      headers: { Authorization: '[removed]', cookie: ['[removed]'] },
      tags: [{ a: null }],
    });
  });

  it('of 20,000 clean lines at most one in a hundred is touched', () => {
    const lines = cleanLines(20_000);
    const touched = lines.filter((line) => findPersonal(line).length > 0);
    expect(lines.length).toBe(20_000);
    expect(touched.length / lines.length).toBeLessThanOrEqual(0.01);
  });

  it('places are in order, inside the text and apart, whatever the text', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'jane@shop.example',
        '4242424242424242',
        '+44 7700 900123',
        'DE89370400440532013000',
        ' ',
        '0',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        let last = 0;
        for (const { start, end } of findPersonal(text)) {
          expect([start >= last, end > start, end <= text.length]).toEqual([true, true, true]);
          last = end;
        }
      }),
      { seed: 8, numRuns: 400 },
    );
  });
});

describe('MON-6: JSON of strangers', () => {
  const limits = { maxLength: 100, maxDepth: 3, maxValues: 5 };
  it.each([
    ['{"a":"[[[[,,,,\\"[["}', { ok: true, value: { a: '[[[[,,,,"[[' } }],
    ['[[[[1]]]]', { ok: false, reason: 'JSON nested more than 3 levels deep' }],
    ['[1,2,3,4,5,6]', { ok: false, reason: 'more than 5 JSON values' }],
    [' '.repeat(101), { ok: false, reason: 'more than 100 characters of JSON' }],
    ['{"a"', { ok: false, reason: 'no valid JSON' }],
    ['"\\', { ok: false, reason: 'no valid JSON' }],
  ])('%s', (text, reading) => {
    expect(readBoundedJson(text, limits)).toEqual(reading);
  });
});
