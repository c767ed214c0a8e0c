import { fieldText, listMembers } from '../fields.ts';
import type { Fields } from '../fields.ts';

export interface Directive {
  /** In lower case. */
  readonly name: string;
  /** Without quotes; null without an argument. */
  readonly value: string | null;
}

/** Cache-Control as written (RFC 9111 section 5.2): names are case-insensitive, quoted arguments are opened. */
export function readDirectives(text: string | null): readonly Directive[] {
  return listMembers(text).map((member) => {
    const at = member.indexOf('=');
    if (at < 0) return { name: member.toLowerCase(), value: null };
    const value = member.slice(at + 1).trim();
    return { name: member.slice(0, at).trim().toLowerCase(), value: unquoted(value) };
  });
}

const unquoted = (value: string): string =>
  value.length > 1 && value.startsWith('"') && value.endsWith('"')
    ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1')
    : value;

export const cacheControl = (fields: Fields): readonly Directive[] =>
  readDirectives(fieldText(fields, 'cache-control'));

export const hasDirective = (directives: readonly Directive[], name: string): boolean =>
  directives.some((each) => each.name === name);

/** Without an argument: `no-cache="field"` and `private="field"` limit only the named fields (section 5.2.2.4). */
export const hasBareDirective = (directives: readonly Directive[], name: string): boolean =>
  directives.some((each) => each.name === name && (each.value === null || each.value === ''));

/** Greatest value any cache keeps (RFC 9111 section 1.2.2). */
export const maxDelta = 2_147_483_648;

/** delta-seconds; null when it is not one. */
export function readDelta(text: string | null): number | null {
  return text !== null && /^\d{1,400}$/.test(text) ? Math.min(Number(text), maxDelta) : null;
}

/**
 * Seconds of a directive: the first occurrence counts, and one that is not a number makes the answer stale
 * (RFC 9111 section 4.2.1), which is 0. undefined when the directive is not there.
 */
export function deltaOf(directives: readonly Directive[], name: string): number | undefined {
  const found = directives.find((each) => each.name === name);
  return found === undefined ? undefined : (readDelta(found.value) ?? 0);
}
