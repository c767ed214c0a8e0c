/** GSM 03.38 default alphabet: one septet each. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Extension table: two septets each. */
const extended = new Set('^{}\\[~]|€');

const spellings: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
  '•': '*',
  '→': '->',
  '`': "'",
};

/** Text in the GSM alphabet: near spellings are taken, accents dropped, the rest becomes `?`. */
export function gsmText(text: string): string {
  return Array.from(text)
    .map((char) => {
      if (isGsm(char)) return char;
      const spelling = spellings[char] ?? char.normalize('NFD').replace(/\p{M}/gu, '');
      return spelling !== '' && Array.from(spelling).every(isGsm) ? spelling : '?';
    })
    .join('');
}

const isGsm = (char: string): boolean => basic.has(char) || extended.has(char);

/** Septets a GSM text takes; one part holds 160. */
export const septets = (text: string): number =>
  Array.from(text).reduce<number>((sum, char) => sum + (extended.has(char) ? 2 : 1), 0);

/** How text is written into one part of an SMS (3GPP TS 23.038): what it becomes, what it takes, and how much fits. */
export interface SmsAlphabet {
  readonly name: 'gsm-7' | 'ucs-2';
  readonly room: number;
  readonly written: (text: string) => string;
  readonly size: (text: string) => number;
}

export const gsm7: SmsAlphabet = { name: 'gsm-7', room: 160, written: gsmText, size: septets };

/** 16 bits a unit: any script, less than half the room. */
export const ucs2: SmsAlphabet = {
  name: 'ucs-2',
  room: 70,
  written: (text) => text,
  size: (text) => text.length,
};

/** GSM text unless it would lose letters or digits: a name in Greek or Japanese must not arrive as question marks. */
export const alphabetFor = (text: string): SmsAlphabet =>
  Array.from(text).some((char) => /[\p{L}\p{N}]/u.test(char) && gsmText(char).includes('?')) ? ucs2 : gsm7;

/** The beginning of a text that fits into so much room; no character is cut in two. */
export function cutToFit(text: string, limit: number, { size }: SmsAlphabet): string {
  let [kept, used] = ['', 0];
  for (const char of text) {
    used += size(char);
    if (used > limit) return kept.trimEnd();
    kept += char;
  }
  return kept;
}
