import type { Json } from '../../model/json.ts';
import { byteView } from '../secrets/byte-view.ts';
import type { SecretMatch } from '../secrets/match.ts';
import { redactedIn } from '../secrets/redact.ts';
import { findPersonal, personalIn, type PersonalMatch } from './personal.ts';
import { remembered } from './remembered.ts';

/** Stands for a value whose key says enough. */
export const removed = '[removed]';

/** Keys whose value is never kept, whatever it looks like. */
const secretKeys =
  /^(?:.*[_-])?(?:pass(?:word|wd|phrase)?|secret|authorization|api[_-]?key|access[_-]?token|refresh[_-]?token|id[_-]?token|auth[_-]?token|private[_-]?key|cookies?|set-cookie|csrf[_-]?token|session[_-]?id|card[_-]?number|cvv|cvc|iban)$/i;

/** The text without secrets, cards, IBANs, mail addresses and phone numbers; each leaves its kind in brackets. */
export const scrubText = (text: string): string => scrubbed(text, 0).text;

export interface Scrubbed {
  readonly text: string;
  /** What was in it, as it came. Publishable keys too, which stay. */
  readonly secrets: readonly SecretMatch[];
  readonly personal: readonly PersonalMatch[];
}

/** The same with what was found, in one look; `now` in milliseconds since 1970: expired tokens are told apart. */
export function scrubbed(text: string, now: number): Scrubbed {
  const view = byteView(text);
  const { text: redacted, found: secrets } = redactedIn(text, view, now);
  const personal = personalIn(text, secrets.length === 0 ? view.codes : byteView(text).codes);
  const left = redacted === text ? personal : findPersonal(redacted);
  return { text: left.length === 0 ? redacted : withoutPersonal(redacted, left), secrets, personal };
}

function withoutPersonal(text: string, found: readonly PersonalMatch[]): string {
  let [left, at] = ['', 0];
  for (const { kind, start, end } of found) {
    left += `${text.slice(at, start)}[${kind}]`;
    at = end;
  }
  return left + text.slice(at);
}

/** Names of fields are few and come again and again. */
export const scrubName = remembered(scrubText);
export const isSecretKey = remembered((key) => secretKeys.test(key));

const longestKnown = 200;
const mostKnown = 5_000;
let clean = new Set<string>();

/** Names, files and lines of code come with every event of an error. Only what came out as it went in is remembered: nothing secret is. */
function scrubAgain(text: string): string {
  if (text.length > longestKnown) return scrubText(text);
  if (clean.has(text)) return text;
  const after = scrubText(text);
  if (after !== text) return after;
  if (clean.size >= mostKnown) clean = new Set();
  clean.add(text);
  return text;
}

/** A whole event scrubbed: every text by its shape, and by its key. The value is bounded in depth by its reader. */
export function scrubJson(value: Json, key = ''): Json {
  if (typeof value === 'string') return isSecretKey(key) ? removed : scrubAgain(value);
  if (typeof value === 'number' && isSecretKey(key)) return removed;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => scrubJson(each, key));
  const entries = Object.entries(value).map(
    ([name, child]) => [scrubName(name), scrubJson(child as Json, name)] as const,
  );
  return Object.fromEntries(entries);
}
