/** What is not shown: joiners, marks of direction, variation selectors. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const maxLength = 100_000;

/** The text as a person reads it: one form of each letter, nothing invisible, lower case. */
export const plainReading = (text: string): string =>
  tagsAsLetters(text.slice(0, maxLength)).normalize('NFKC').replace(invisible, '').toLowerCase();

/** Unicode tags (U+E0020 to U+E007E) repeat ASCII without showing it. */
const tagsAsLetters = (text: string): string =>
  text.replace(/[\u{E0000}-\u{E007F}]/gu, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000));

/** Everything somebody who wants a secret out of an answer would try to read in it, letters and digits only. */
export function readings(text: string): readonly string[] {
  const whole = text.slice(0, maxLength);
  const plain = plainReading(whole);
  const decoded = [...base64Parts(whole), ...hexParts(whole), percentDecoded(whole)];
  const all = [plain, rot13(plain), ...decoded.map(plainReading)];
  return [...new Set(all.flatMap((each) => [bare(each), bare([...each].toReversed().join(''))]))];
}

export const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const rot13 = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97));

/** Runs of base64 or base64url, with and without line breaks in them. */
function base64Parts(text: string): readonly string[] {
  const runs = [text, text.replace(/\s+/g, '')].flatMap((each) => each.match(/[\w+/-]{12,}={0,2}/g) ?? []);
  return [...new Set(runs)].slice(0, 500).map((run) => Buffer.from(run, 'base64').toString('utf8'));
}

const hexParts = (text: string): readonly string[] =>
  (text.match(/(?:(?:0x|\\x)?[0-9a-f]{2}[\s:,;-]{0,2}){6,}/gi) ?? [])
    .slice(0, 500)
    .map((run) => Buffer.from(run.replace(/0x|\\x|[^0-9a-f]/gi, ''), 'hex').toString('utf8'));

function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}
