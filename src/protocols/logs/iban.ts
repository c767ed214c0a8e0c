/** Length per country, of the SWIFT IBAN registry. */
const lengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 ' +
    'LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 ' +
    'RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

export const isIbanCountry = (letters: string): boolean => lengths[letters] !== undefined;

/** The length of the IBAN that text (capitals and digits, spaces removed) begins with; 0: none. ISO 13616, check digits by ISO 7064. */
export function ibanLength(text: string): number {
  const length = lengths[text.slice(0, 2)] ?? 0;
  if (length === 0 || text.length < length) return 0;
  const iban = text.slice(0, length);
  return remainder97(iban.slice(4) + iban.slice(0, 4)) === 1 ? length : 0;
}

/** NaN where something else than digits and capitals stands. */
function remainder97(text: string): number {
  let rest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const value = valueOf(text.charCodeAt(at));
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** A is 10, Z is 35. */
function valueOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 65 && code <= 90 ? code - 55 : Number.NaN;
}
