import { crcBase62 } from './judge/checksums.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const alphabets: Readonly<Record<string, string>> = {
  b62: digits + upper + lower,
  b36: digits + lower,
  B36: digits + upper,
  hex: `${digits}abcdef`,
  HEX: `${digits}ABCDEF`,
  d: digits,
  a: lower,
  A: upper,
  b32: `${upper}234567`,
  b64: `${digits + upper + lower}+/`,
  url: `${digits + upper + lower}_-`,
  AGE: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
};

/** 0 <= n < limit. */
export type Pick = (limit: number) => number;

/**
 * Fills a rule's template: `{36b62}` 36 letters of an alphabet, `{uuid}`, `{crc}` the CRC-32 in base 62 of the 30
 * characters before it, `{jwt:TEXT}` and `{base64:TEXT}` the text in that coding. Templates keep complete tokens out of
 * this repository, so that no scanner (ours included) finds one here.
 */
export function fillTemplate(template: string, pick: Pick): string {
  let filled = '';
  for (const part of template.split(/(\{(?:\d+\w+|uuid|crc|jwt:[^§]*?§|base64:[^§]*?§)\})/)) {
    filled += part.startsWith('{') && part.endsWith('}') ? slot(part.slice(1, -1), filled, pick) : part;
  }
  return filled;
}

function slot(name: string, before: string, pick: Pick): string {
  if (name === 'crc') return crcBase62(before.slice(-30));
  if (name === 'uuid') return uuid(pick);
  const coded = /^(jwt|base64):([^]*)§$/.exec(name);
  if (coded !== null) {
    const text = fillTemplate((coded[2] ?? '').replaceAll('<', '{').replaceAll('>', '}'), pick);
    return Buffer.from(text, 'latin1').toString(coded[1] === 'jwt' ? 'base64url' : 'base64');
  }
  const [, count, alphabet] = /^(\d+)(\w+)$/.exec(name) ?? [];
  const letters = alphabets[alphabet ?? ''];
  return letters === undefined ? `{${name}}` : run(Number(count), letters, pick);
}

const run = (count: number, letters: string, pick: Pick): string =>
  Array.from({ length: count }, () => letters[pick(letters.length)]).join('');

/** Version 4, RFC 9562 section 5.4. */
function uuid(pick: Pick): string {
  const hex = (count: number): string => run(count, alphabets['hex'] ?? '', pick);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[pick(4)]}${hex(3)}-${hex(12)}`;
}
