import { absoluteName } from '../../dns/name.ts';
import { layoutOf } from '../../dns/wire/layout.ts';
import { canonicalValue } from '../records/value.ts';
import type { ValueProblem } from '../records/value.ts';
import type { ZoneToken } from './lexer.ts';
import { nameFrom } from './name-text.ts';
import { ttlSeconds } from './ttl-text.ts';

/** The words after the type as one canonical value; names relative to the origin become absolute. */
export function valueFrom(type: string, words: readonly ZoneToken[], origin: string): string | ValueProblem {
  if (words.length === 0) return { problem: `${type} without a value` };
  const layout = layoutOf(type);
  if (words[0]?.raw === '\\#' && !words[0].isQuoted)
    return canonicalValue(type, words.map((word) => word.raw).join(' '));
  if (layout === null)
    return { problem: `${type} values can only be written as \\# length hex (RFC 3597) here` };
  const isService = layout.includes('params');
  const parts: string[] = [];
  for (const [index, word] of words.entries()) {
    const text = word.isQuoted ? `"${word.raw}"` : word.raw;
    const field = layout[index];
    if (field === 'name' || field === 'casedName') {
      const name = word.isQuoted ? null : nameFrom(word.raw, origin);
      if (name === null) return { problem: `${text.slice(0, 80)} is no name` };
      parts.push(absoluteName(name));
    } else if (isService && word.isGlued && index > 1) parts.push(`${parts.pop() ?? ''}${text}`);
    else parts.push(type === 'SOA' && index > 2 ? timer(text) : text);
  }
  return canonicalValue(type, parts.join(' '));
}

/** The four timers of an SOA may have units, as BIND reads them; its serial may not. */
const timer = (text: string): string => String(ttlSeconds(text) ?? text);
