import type { SecretRule } from './rule.ts';

const maxRunLength = 16_384;
const shortestPrefix = 4;

/** How the beginnings of unmistakable secrets look in base64 (RFC 4648 section 4), so that a run is decoded only where one begins. */
export interface EncodedPrefixes {
  readonly prefixes: readonly string[];
  readonly maxLength: number;
}

/** Keywords in their own case, as the patterns spell them; only whole groups of six bits are sure. */
export function encodedPrefixes(rules: readonly SecretRule[]): EncodedPrefixes {
  const literal = rules.filter(({ strength }) => strength === 'shape').flatMap(spelledKeywords);
  const prefixes = literal.map((word) =>
    Buffer.from(word, 'latin1')
      .toString('base64')
      .slice(0, Math.floor((word.length * 8) / 6)),
  );
  return { prefixes: [...new Set(prefixes)], maxLength: maxRunLength };
}

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

/** The base64 run that begins at `start`, decoded; null when it is a part of something longer, or not text. */
export function base64RunAt(
  text: string,
  start: number,
): { readonly text: string; readonly bytes: Uint8Array } | null {
  if (start > 0 && /[A-Za-z0-9+/=_-]/.test(text[start - 1] ?? '')) return null;
  run.lastIndex = start;
  const found = run.exec(text)?.[0];
  if (found === undefined) return null;
  const bytes = Buffer.from(found, 'base64');
  return bytes.every((byte) => byte >= 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)
    ? { text: found, bytes }
    : null;
}
