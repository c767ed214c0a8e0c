import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteView } from '../secrets/byte-view.ts';
import { digitRuns } from './digit-runs.ts';
import { ibanAt } from './iban-place.ts';
import { ibanLength } from './iban.ts';
import { phoneAt } from './phone-place.ts';
import { isPhoneNumber } from './phone.ts';

type Place = readonly [start: number, end: number];

/** The rules read with patterns alone, without the questions that keep the patterns asleep. */
function plainPhones(text: string): readonly Place[] {
  const runs = text.matchAll(/(?:(?<![\w.-])|(?<=[A-\uffff]{2}))\d(?:[\d ()+./-]{0,39}\d)?/g);
  return [...runs].flatMap(({ 0: run, index }): readonly Place[] => {
    const digits = run.replaceAll(/\D/g, '').length;
    const start = /[+(]/.test(text[index - 1] ?? '') ? index - 1 : index;
    const rest = text.slice(index + run.length);
    const tail = /^ ?(?:x|ext\.?) ?\d{1,6}/.exec(rest.slice(0, 12))?.[0] ?? '';
    const isJoined =
      /(?:[\w+./-]|\d[ :])$/.test(text.slice(0, start)) ||
      /^(?:@|[:./-]\d)/.test(rest) ||
      (/^\w/.test(rest) && tail === '');
    const end = index + run.length + tail.length;
    const before = text.slice(Math.max(0, start - 40), start);
    const candidate = { text: text.slice(start, end), before, after: text.slice(end, end + 12) };
    return digits >= 7 && digits <= 21 && !isJoined && isPhoneNumber(candidate) ? [[start, end]] : [];
  });
}

function plainIbans(text: string): readonly Place[] {
  return [...text.matchAll(/(?<!\w)[A-Za-z]{2}(?=\d\d)/g)].flatMap(({ index }): readonly Place[] => {
    const rest = text.slice(index, index + 45);
    const length = ibanLength(rest.replaceAll(' ', '').toUpperCase());
    const whole = new RegExp(`^(?:[^ ] *){${Math.max(0, length - 1)}}[^ ]`).exec(rest)?.[0] ?? '';
    return length === 0 || /^\w/.test(rest.slice(whole.length)) ? [] : [[index, index + whole.length]];
  });
}

const characters = fc.stringMatching(/^[0-9 ()+./:,_@"'A-Zxlé\n-]{0,40}$/);
const pieces = fc.constantFrom(
  ...'phone |Tel: |call |desk=|message to | office| x12| ext. 5|mobile_no |E|2026-11-22 10:11:12|192.168.100.200| |0|7|+44 7700 900123|(212) 555-1212|0393 114 413|4915112345678|212-555-1212|00 44 7700 900123|DE89370400440532013000|gb29 nwbk 6016 1331 9268 19|MT84MALT011000012345MTLCAST001S|DE89'.split(
    '|',
  ),
);

it('MON-8: the bytes are read as the patterns alone would read the text', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(characters, pieces, pieces), { maxLength: 10 }), (all) => {
      const text = all.join('');
      const { codes } = byteView(text);
      const runs = digitRuns(codes);
      const placesOf = (look: typeof ibanAt): readonly Place[] =>
        runs.flatMap((run) => {
          const place = look(text, codes, run);
          return place === null ? [] : [[place.start, place.end] as const];
        });
      const [phones, ibans] = [placesOf(phoneAt), placesOf(ibanAt)];
      found += phones.length + ibans.length;
      expect({ phones, ibans }).toEqual({ phones: plainPhones(text), ibans: plainIbans(text) });
    }),
    { seed: 10, numRuns: 3_000 },
  );
  expect(found).toBeGreaterThan(500);
});
