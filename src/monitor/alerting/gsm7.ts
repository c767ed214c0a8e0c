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

export const partSeptets = 160;

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

/** The beginning of a text that fits into so many septets. */
export function cutSeptets(text: string, limit: number): string {
  let [kept, used] = ['', 0];
  for (const char of text) {
    used += extended.has(char) ? 2 : 1;
    if (used > limit) return kept.trimEnd();
    kept += char;
  }
  return kept;
}
