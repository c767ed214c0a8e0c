import { gunzipSync } from 'node:zlib';
import type { HttpResponse } from '../../../model/outside-http.ts';
import { bodyText } from './asking.ts';

/** The text of a sitemap; `sitemap.xml.gz` is a packed file, not a packed answer. What is no gzip, or more than the limit, is empty. */
export function sitemapText(response: HttpResponse, maxBytes: number): string {
  const isPacked = response.body[0] === 0x1f && response.body[1] === 0x8b;
  if (!isPacked) return bodyText(response);
  try {
    return gunzipSync(response.body, { maxOutputLength: maxBytes }).toString('utf8');
  } catch {
    return '';
  }
}
