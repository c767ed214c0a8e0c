import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteView } from '../secrets/byte-view.ts';
import { isCardNumber } from './card.ts';
import { digitRuns } from './digit-runs.ts';
import { ibanAt } from './iban-place.ts';
import { ibanLengths } from './iban.ts';
import { mailAddressAt } from './mail-address.ts';
import { phoneAt } from './phone-place.ts';
import { isPlainCard, plainIbans, plainMails, plainPhones, type Place } from './plain-patterns-sample.ts';

const placesOf = (found: readonly ({ readonly start: number; readonly end: number } | null)[]) =>
  found.flatMap((each): readonly Place[] => (each === null ? [] : [[each.start, each.end]]));

const textOf = (characters: RegExp, pieces: string) =>
  fc
    .array(
      fc.oneof(
        fc.stringMatching(characters),
        fc.constantFrom(...pieces.split('|')),
        fc.constantFrom(...pieces.split('|')),
      ),
      { maxLength: 10 },
    )
    .map((all) => all.join(''));

it('MON-8: phone numbers and IBANs are read from the bytes as patterns alone would read them', () => {
  const texts = textOf(
    /^[0-9 ()+./:,_@"'A-Zxlé\n-]{0,40}$/,
    'phone |Tel: |call |desk=|message to | office| x12| ext. 5|mobile_no |E|2026-11-22 10:11:12|192.168.100.200| |0|7|+44 7700 900123|(212) 555-1212|(0121) 5551212|0393 114 413|4915112345678|212-555-1212|00 44 7700 900123|22.11.2026 |5555555|DE89370400440532013000|gb29 nwbk 6016 1331 9268 19|MT84MALT011000012345MTLCAST001S|DE89',
  );
  let found = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const { codes } = byteView(text);
      const runs = digitRuns(codes);
      const phones = placesOf(runs.map((run) => phoneAt(text, codes, run)));
      const ibans = placesOf(runs.map((run) => ibanAt(codes, run)));
      found += phones.length + ibans.length;
      expect({ phones, ibans }).toEqual({ phones: plainPhones(text), ibans: plainIbans(text, ibanLengths) });
    }),
    { seed: 10, numRuns: 4_000 },
  );
  expect(found).toBeGreaterThan(500);
});

it('MON-8: mail addresses are', () => {
  const texts = textOf(
    /^[a-cA-C0-9 .,:;/<>@_"'&%+é\n-]{0,24}$/,
    "@|.|-|_|jane@shop.example|a@b.co.uk|x.y+z|message-id=<|Message-ID: |messageid|https://|info|no-reply|.png|.service|'|a@b.c1.com.|x@a-.de|@-a.de|@very-long-label-of-sixty-four-characters-that-no-name-server-would-ever.take",
  );
  let found = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const { codes } = byteView(text);
      const signs = [...text.matchAll(/@/g)];
      const mails = placesOf(signs.map(({ index }) => mailAddressAt(text, codes, index)));
      found += mails.length;
      expect(mails).toEqual(plainMails(text));
    }),
    { seed: 11, numRuns: 4_000 },
  );
  expect(found).toBeGreaterThan(1_000);
});

it('MON-8: card numbers are', () => {
  const beginnings = fc.constantFrom(
    ...'4|51|55|2221|2720|2721|34|37|6011|644|65|35|2131|1800|300|305|306|309|36|38|50|56|59|6304|6390|67|0604|62|81|2200|2205|9'.split(
      '|',
    ),
  );
  let found = 0;
  fc.assert(
    fc.property(beginnings, fc.stringMatching(/^\d{8,17}$/), fc.nat({ max: 9 }), (first, rest, check) => {
      const digits = `${first}${rest}${check}`;
      const written = digits.replaceAll(/(?<=^(?:\d{4})+)/g, ' ');
      const isCard = isCardNumber(byteView(written).codes, 0, written.length);
      if (isCard) found += 1;
      expect(isCard).toBe(isPlainCard(digits));
    }),
    { seed: 12, numRuns: 6_000 },
  );
  expect(found).toBeGreaterThan(150);
});

it('MON-8: a text of any length is viewed by its UTF-16 units', () => {
  const unit = (text: string): readonly number[] =>
    Array.from({ length: text.length }, (_, at) => Math.min(text.charCodeAt(at), 255)).map((each) =>
      each < 128 ? each : 255,
    );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(1, 40_000), (piece, times) => {
      const text = piece.slice(0, 8).repeat(times).slice(0, 100_000);
      const { codes, isAscii } = byteView(text);
      expect(Buffer.compare(Buffer.from(codes), Buffer.from(unit(text)))).toBe(0);
      expect(isAscii).toBe(!/[^\0-\x7f]/.test(text));
    }),
    { seed: 13, numRuns: 60 },
  );
  const lone = `\ud800a\udc00\ud83d\ude00`;
  expect([...byteView(lone).codes]).toEqual(unit(lone));
});
