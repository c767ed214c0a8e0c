import type { SavedValue } from '../../model/journey.ts';
import type { Fields } from '../../protocols/http/fields.ts';
import { fieldText } from '../../protocols/http/fields.ts';
import { linksOf, selected } from '../page/read-page.ts';
import { jsonAt, parseJson } from './json-path.ts';

/** Where values are taken from: an answer, or a message. */
export interface Readable {
  readonly url: string;
  readonly headers: Fields;
  readonly text: string;
  /** HTML for links and selectors; the same as `text` for answers. */
  readonly html: string;
  readonly cookie: (name: string) => string | null;
}

const maxValue = 10_000;

/** The value, or null when it is not there. Pure. */
export function readValue(from: Readable, { from: source, at }: SavedValue): string | null {
  const found = byReading[source](from, at);
  return found === null || found === '' ? null : found.slice(0, maxValue);
}

const byReading: Readonly<Record<SavedValue['from'], (from: Readable, at: string) => string | null>> = {
  json: ({ text }, at) => {
    const value = parseJson(text);
    const found = value === undefined ? undefined : jsonAt(value, at);
    if (found === undefined || found === null) return null;
    return typeof found === 'string' ? found : JSON.stringify(found);
  },
  header: ({ headers, url }, at) => {
    const value = fieldText(headers, at.toLowerCase());
    // A relative Location means this host (RFC 9110 section 10.2.2); the next step may be on another one.
    const isRelative = at.toLowerCase() === 'location' && value !== null && URL.canParse(value, url);
    return isRelative ? new URL(value, url).href : value;
  },
  cookie: ({ cookie }, at) => cookie(at),
  query: ({ url }, at) => (URL.canParse(url) ? new URL(url).searchParams.get(at) : null),
  text: ({ text, html }, at) => firstMatch(text, at) ?? (html === text ? null : firstMatch(html, at)),
  link: ({ url, html, text }, at) => linkWith(url, html, at) ?? addressWith(text, at),
  html: ({ html }, at) => selected(html, at),
};

/** The pattern was parsed with the manifest; a text of 200,000 characters is enough for any page. */
function firstMatch(text: string, pattern: string): string | null {
  const match = new RegExp(pattern).exec(text.slice(0, 200_000));
  return match === null ? null : (match[1] ?? match[0]);
}

/** The first link whose text or address has this part. */
export function linkWith(url: string, html: string, part: string): string | null {
  const wanted = part.toLowerCase();
  const links = linksOf({ url, html });
  const found =
    links.find((link) => link.text.toLowerCase().includes(wanted)) ??
    links.find((link) => link.url.toLowerCase().includes(wanted));
  return found?.url ?? null;
}

/** In plain text: the first address with this part, or the one after a line with this part ("Confirm: https://..."). */
export function addressWith(text: string, part: string): string | null {
  const addresses = [...text.slice(0, 200_000).matchAll(/https?:\/\/[^\s<>"')\]]+/g)];
  const wanted = part.toLowerCase();
  const direct = addresses.find(([address]) => address.toLowerCase().includes(wanted));
  if (direct !== undefined) return trimmed(direct[0]);
  const at = text.toLowerCase().indexOf(wanted);
  const after = at < 0 ? undefined : addresses.find(({ index }) => index >= at && index - at < 500);
  return after === undefined ? null : trimmed(after[0]);
}

const trimmed = (address: string): string => address.replace(/[.,;:!?]+$/, '');
