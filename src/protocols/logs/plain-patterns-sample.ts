/**
 * The rules for personal data read with patterns alone, slow and plain: what the bytes are read as must be the same.
 * Each gives where matches start and end.
 */
export type Place = readonly [start: number, end: number];

interface PhoneCandidate {
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

const strongWord =
  /(?:phone|mobile|msisdn|whatsapp|\btel|\bfax|\bsms|\bdesk|\boffice)(?:[ _-]?(?:number|no|nr))?["'\]]?[^\w]{0,4}(?:(?:is|at|to|was|number)[^\w\n]{1,3})?$/i;
const weakWord =
  /\b(?:phone|mobile|tel|fax|sms|call|called|cell|contact|dial|ring|reach|text|number|registered|answering|messages? to)\b[^\d\n]{0,24}$/i;
const labelAfter = /^[ -]?\(?(?:office|mobile|desk|fax|home|cell)\b/i;
const datelike = /^(?:\d{4}([-./ ])[01]?\d\1[0-3]?\d(?:\D|$)|[0-3]?\d([-./ ])[0-3]?\d\2\d{4}(?:\D|$))/;
const groupedByHabit = /^\(?[2-9]\d\d\)?([-. ])[2-9]\d\d\1\d{4}(?:\s?x\d{1,6})?$/;
const address = /^\d{1,3}(?:\.\d{1,3}){1,3}$/;

function isPhoneNumber({ text, before, after }: PhoneCandidate): boolean {
  const main = text.replace(/\s?(?:x|ext\.?)\s?\d{1,6}$/i, '');
  const digits = main.replaceAll(/\D/g, '');
  if (digits.length < 7 || digits.length > 15 || datelike.test(main) || address.test(main)) return false;
  if (/^(\d)\1+$/.test(digits)) return false;
  const groups = main.split(/[^\d+]+/).filter((group) => group !== '');
  if (hasOwnSign(main, digits, groups)) return true;
  if (strongWord.test(before) || labelAfter.test(after)) return true;
  return groups.length >= 2 && groups.every((group) => group.length <= 7) && weakWord.test(before);
}

function hasOwnSign(main: string, digits: string, groups: readonly string[]): boolean {
  if (/^\+[1-9]/.test(main)) return digits.length >= 8;
  if (/^00[1-9]/.test(main)) return digits.length >= 10 && groups.length >= 2;
  if (groupedByHabit.test(main)) return true;
  if (/^\(\d{2,5}\)/.test(main)) return groups.length >= 2;
  const isGrouped = groups.length >= 3 && groups.every((group) => group.length >= 2 && group.length <= 5);
  return /^0[1-9]/.test(main) && digits.length >= 9 && digits.length <= 12 && isGrouped;
}

export function plainPhones(text: string): readonly Place[] {
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

/** ISO 7064, MOD 97-10. */
const isIban = (text: string): boolean => {
  const turned = text.slice(4) + text.slice(0, 4);
  return BigInt(turned.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n === 1n;
};

/** `lengths`: by country. */
export function plainIbans(text: string, lengths: Readonly<Record<string, number>>): readonly Place[] {
  return [...text.matchAll(/(?<!\w)[A-Za-z]{2}(?=\d\d)/g)].flatMap(
    ({ 0: country, index }): readonly Place[] => {
      const length = lengths[country.toUpperCase()] ?? 0;
      const whole = new RegExp(`^(?:[A-Za-z\\d] *){${Math.max(0, length - 1)}}[A-Za-z\\d](?!\\w)`).exec(
        text.slice(index, index + 46),
      )?.[0];
      if (length === 0 || whole === undefined || whole.length > 45) return [];
      return isIban(whole.replaceAll(' ', '').toUpperCase()) ? [[index, index + whole.length]] : [];
    },
  );
}

const issuers: readonly (readonly [prefix: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(5[1-5]|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720))/, [16]],
  [/^3[47]/, [15]],
  [/^(6011|64[4-9]|65)/, [16, 17, 18, 19]],
  [/^35/, [16, 17, 18, 19]],
  [/^(2131|1800)/, [15]],
  [/^3(0[0-59]|[689])/, [14, 15, 16, 17, 18, 19]],
  [/^(5[06-8]|6304|6390|67|0604)/, [12, 13, 14, 15, 16, 17, 18, 19]],
  [/^(62|81)/, [16, 17, 18, 19]],
  [/^220[0-4]/, [16, 17, 18, 19]],
];

export const isPlainCard = (digits: string): boolean =>
  [...digits].toReversed().reduce((sum, digit, at) => sum + luhn(Number(digit), at), 0) % 10 === 0 &&
  issuers.some(([prefix, lengths]) => lengths.includes(digits.length) && prefix.test(digits));

const luhn = (digit: number, at: number): number =>
  at % 2 === 0 ? digit : ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit] ?? 0);

const roles =
  /^(?:no-?reply|do-?not-?reply|postmaster|mailer-daemon|abuse|hostmaster|webmaster|root|git|support|info|admin|security|daemon|nobody|bounces?)$/i;
const noTopDomain =
  /\.(?:png|jpe?g|gif|svg|webp|avif|ico|js|mjs|cjs|css|map|json|html?|service|socket|slice|scope|timer|target|mount|lock|tgz|so)$/i;
const domain = /^(?:[\da-z](?:[\da-z-]{0,61}[\da-z])?\.){1,8}[a-z]{2,24}(?![\w-])/i;

export function plainMails(text: string): readonly Place[] {
  return [...text.matchAll(/@/g)].flatMap(({ index: at }): readonly Place[] => {
    const reached = /[\w.!#$%&'*+^~-]{0,64}$/.exec(text.slice(Math.max(0, at - 64), at))?.[0] ?? '';
    const local = reached.replace(/^[.'&%]+/, '');
    const start = at - local.length;
    const back = domain.exec(text.slice(at + 1))?.[0] ?? '';
    const before = text.slice(Math.max(0, start - 24), start);
    const isNone =
      local === '' || back === '' || roles.test(local) || noTopDomain.test(back) || before.endsWith('://');
    return isNone || /message-?id\W{0,4}<?$/i.test(before) ? [] : [[start, at + 1 + back.length]];
  });
}
