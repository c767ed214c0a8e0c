import type { SecretRule } from './rule.ts';

const maxRunLength = 16_384;
const shortestPrefix = 4;

/** A part of a text that stands for another text. */
export interface CodedRun {
  readonly start: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** Keywords that tell of coded text near them, each with how to read it; nothing is read farther from one than `maxLength`. */
export interface Codings {
  readonly keywords: ReadonlyMap<string, (text: string, keywordStart: number) => readonly CodedRun[]>;
  readonly maxLength: number;
}

export function codings(rules: readonly SecretRule[]): Codings {
  const base64 = encodedPrefixes(rules).map((prefix) => [prefix.toLowerCase(), base64RunAt] as const);
  return {
    keywords: new Map([
      ...base64,
      ...manifestKeywords.map((word) => [word, manifestRuns] as const),
      ['%3a%2f%2f', percentRunAt],
    ]),
    maxLength: maxRunLength,
  };
}

/** How files begin that hold secrets and are often kept in base64 as a whole: keys, Docker logins, service accounts, URLs. */
const beginnings = [
  '-----BEGIN ',
  '{"auths":',
  '{"type": "service',
  '{"type":"service',
  '{\n  "type": "service',
  'postgres://',
  'postgresql:',
  'mysql://',
  'mongodb://',
  'mongodb+srv:',
  'redis://',
  'rediss://',
  'amqp://',
  'amqps://',
];

/** How these and unmistakable secrets look in base64 (RFC 4648 section 4); only whole groups of six bits are sure. */
function encodedPrefixes(rules: readonly SecretRule[]): readonly string[] {
  const literal = rules.filter(({ strength }) => strength === 'shape').flatMap(spelledKeywords);
  const prefixes = [...literal, ...beginnings].map((word) =>
    Buffer.from(word, 'latin1')
      .toString('base64')
      .slice(0, Math.floor((word.length * 8) / 6)),
  );
  return [...new Set(prefixes)];
}

/** Keywords in their own case, as the patterns spell them. */
function spelledKeywords(rule: SecretRule): readonly string[] {
  const { source } = rule.pattern;
  const spelled = source.replaceAll(/\\(?=[-.$/:])/g, '');
  return rule.keywords
    .map((word) => {
      const at = spelled.toLowerCase().indexOf(word);
      return at < 0 ? word : spelled.slice(at, at + word.length);
    })
    .filter((word) => word.length >= shortestPrefix && !/^[a-z]+$|:\/\/|^"| /.test(word));
}

const run = /[A-Za-z0-9+/]{24,16384}={0,2}/y;

/** The base64 run that begins at `start`, decoded; none when it is a part of something longer, or not text. */
export function base64RunAt(text: string, start: number): readonly CodedRun[] {
  if (start > 0 && /[A-Za-z0-9+/_-]/.test(text[start - 1] ?? '')) return [];
  run.lastIndex = start;
  const found = run.exec(text)?.[0];
  if (found === undefined) return [];
  const bytes = Buffer.from(found, 'base64');
  return isText(bytes) ? [{ start, length: found.length, bytes }] : [];
}

const isText = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => byte >= 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);

const manifestKeywords = ['kind: secret', '"kind": "secret"', '"kind":"secret"'];
const manifestEntry =
  /^[ \t"]{1,40}[\w.-]{1,253}"?:[ \t]{0,4}["']?([A-Za-z0-9+/]{16,16384}={0,2})["']?,?[ \t]{0,4}\r?$/gm;

/** The values of a Kubernetes Secret, whatever they begin with: all of `data` is base64. */
function manifestRuns(text: string, keywordStart: number): readonly CodedRun[] {
  const from = Math.max(0, keywordStart - maxRunLength, text.lastIndexOf('\n---', keywordStart));
  const end = text.indexOf('\n---', keywordStart);
  const until = Math.min(keywordStart + maxRunLength, end === -1 ? text.length : end);
  return [...text.slice(from, until).matchAll(manifestEntry)].flatMap((entry): readonly CodedRun[] => {
    const [line, value = ''] = entry;
    const bytes = Buffer.from(value, 'base64');
    return isText(bytes)
      ? [{ start: from + entry.index + line.lastIndexOf(value), length: value.length, bytes }]
      : [];
  });
}

const percentReach = 40;
const percentRun = /[\w.~+%-]{12,2000}/y;

/** A URL inside a URL (RFC 3986 section 2.1), around the `%3A%2F%2F` after its scheme. */
function percentRunAt(text: string, keywordStart: number): readonly CodedRun[] {
  const before = /[a-z][a-z\d+.-]{1,38}$/i.exec(
    text.slice(Math.max(0, keywordStart - percentReach), keywordStart),
  );
  if (before === null) return [];
  const start = keywordStart - before[0].length;
  percentRun.lastIndex = start;
  const found = percentRun.exec(text)?.[0];
  if (found === undefined) return [];
  const decoded = found.replaceAll(/%([0-9A-F]{2})/gi, (_all, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
  return [{ start, length: found.length, bytes: Buffer.from(decoded, 'latin1') }];
}
