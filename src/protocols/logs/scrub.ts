import type { Json } from '../../model/json.ts';
import { redactSecrets } from '../secrets/redact.ts';
import { findPersonal } from './personal.ts';

/** Keys whose value is never kept, whatever it looks like. */
const secretKeys =
  /^(?:.*[_-])?(?:pass(?:word|wd|phrase)?|secret|authorization|api[_-]?key|access[_-]?token|refresh[_-]?token|id[_-]?token|auth[_-]?token|private[_-]?key|cookies?|set-cookie|csrf[_-]?token|session[_-]?id|card[_-]?number|cvv|cvc|iban)$/i;

/** The text without secrets, cards, IBANs, mail addresses and phone numbers; each leaves its kind in brackets. */
export const scrubText = (text: string): string => scrubPersonal(redactSecrets(text));

export function scrubPersonal(text: string): string {
  const found = findPersonal(text);
  if (found.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { kind, start, end } of found) {
    parts.push(text.slice(at, start), `[${kind}]`);
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** A whole event scrubbed: every text by its shape, and by its key. The value is bounded in depth by its reader. */
export function scrubJson(value: Json, key = ''): Json {
  if (typeof value === 'string') return secretKeys.test(key) ? '[removed]' : scrubText(value);
  if (typeof value === 'number' && secretKeys.test(key)) return '[removed]';
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => scrubJson(each, key));
  const entries = Object.entries(value).map(
    ([name, child]) => [scrubText(name), scrubJson(child as Json, name)] as const,
  );
  return Object.fromEntries(entries);
}
