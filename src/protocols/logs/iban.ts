import { code, codeAt, isDigit, isLetterCode } from './digit-runs.ts';

/** Groups of four with spaces between. */
const longestWritten = 34 + 11;
/** Length per country, of the SWIFT IBAN registry. */
export const ibanLengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 ' +
    'LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 ' +
    'RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const longest = 34;
/** The letters and digits of the one that is looked at, as capitals. */
const characters = new Uint8Array(longest);
const upper = (each: number): number => (isLetterCode(each) ? each & ~32 : each);

/** Where the IBAN ends that begins at `start`, with spaces between or without; -1: none. ISO 13616, check digits by ISO 7064. */
export function ibanEnd(codes: Uint8Array, start: number): number {
  const country = String.fromCharCode(upper(codeAt(codes, start)), upper(codeAt(codes, start + 1)));
  const length = ibanLengths[country];
  if (length === undefined) return -1;
  let count = 0;
  let at = start;
  for (; count < length && at - start < longestWritten; at += 1) {
    const each = codeAt(codes, at);
    if (each === code.space) continue;
    if (!isDigit(each) && !isLetterCode(each)) return -1;
    characters[count++] = upper(each);
  }
  return count === length && remainder97(length) === 1 ? at : -1;
}

/** Of `characters` as the check digits are reckoned: the first four come last. A is 10, Z is 35. */
function remainder97(length: number): number {
  let rest = 0;
  for (let at = 4; at < length + 4; at += 1) {
    const each = characters[at < length ? at : at - length] as number;
    rest = (isDigit(each) ? rest * 10 + each - code.zero : rest * 100 + each - capitalA + 10) % 97;
  }
  return rest;
}
const capitalA = 65;
