import type { HttpResponse } from '../../../model/outside-http.ts';
import type { CrawledPage, DoneCrawl } from '../../../facts/pages/crawl.ts';
import { fieldValues, mediaType } from '../../../protocols/http/fields.ts';
import { keptFields } from '../../../protocols/http/kept-fields.ts';
import { linkTargets } from '../../../protocols/http/link-field.ts';
import { pageAddress } from '../../../protocols/http/page-address.ts';
import { PageScanner } from '../../../protocols/html/page-scan.ts';
import type { PageScan } from '../../../protocols/html/page-scan.ts';
import { bodyText } from './asking.ts';

export interface ReadPage {
  readonly page: CrawledPage;
  readonly links: DoneCrawl['links'];
}

const maxLoads = 150;
const maxScripts = 60;
const maxAlternates = 100;
const maxCanonicals = 10;
const chunkLength = 64 * 1024;
const emptyScan = new PageScanner().end();

export const isHtml = (response: HttpResponse): boolean => /html/.test(mediaType(response.headers));

/** One answer as the crawl keeps it: what it loads is resolved, where it leads stands apart. */
export function readAnswer(
  response: HttpResponse,
  about: Pick<CrawledPage, 'url' | 'origin' | 'isPrivate'>,
): ReadPage {
  const scan = isHtml(response) ? scanned(response) : emptyScan;
  const base = scan.base === null ? about.url : (pageAddress(scan.base, about.url) ?? about.url);
  const resolved = scan.references.flatMap((each) => {
    const url = pageAddress(each.url, base);
    return url === null ? [] : [{ ...each, url }];
  });
  const loads = resolved.filter(({ kind }) => kind !== 'link');
  return {
    page: {
      ...about,
      status: response.status,
      fields: keptFields(response.headers),
      isHtml: isHtml(response),
      title: scan.title,
      language: scan.language,
      text: scan.text,
      bodyBytes: response.body.length,
      wireBytes: response.encodedBytes,
      isCut: response.isBodyTruncated || scan.isCut,
      forms: scan.forms.map((form) => ({ ...form, action: pageAddress(form.action, base) ?? form.action })),
      scripts: scan.scripts.slice(0, maxScripts).map((script) => ({ ...script })),
      metas: scan.metas.slice(0, 40).map((meta) => ({ ...meta, content: meta.content.slice(0, 1000) })),
      loads: loads.slice(0, maxLoads),
      ...relationsOf(scan, response, base),
    },
    links: resolved
      .filter(({ kind }) => kind === 'link')
      .map(({ url, line }) => ({ from: about.url, to: url, line })),
  };
}

/** A canonical link outside the head does not count (RFC 6596 section 3; Google says so too). */
function relationsOf(
  { relations }: PageScan,
  response: HttpResponse,
  base: string,
): Pick<CrawledPage, 'canonicals' | 'alternates'> {
  const address = (url: string): string | null => (url === '' ? null : pageAddress(url, base));
  const named = relations.filter(({ kind, isInHead }) => kind === 'canonical' && isInHead);
  return {
    canonicals: [
      ...named.map(({ url }) => address(url)),
      ...linkTargets(fieldValues(response.headers, 'link'), 'canonical').map(address),
    ].slice(0, maxCanonicals),
    alternates: relations
      .filter(({ kind }) => kind === 'alternate')
      .slice(0, maxAlternates)
      .map(({ language, url, line }) => ({ language, url: address(url), line })),
  };
}

function scanned(response: HttpResponse): PageScan {
  const scanner = new PageScanner();
  const text = bodyText(response);
  for (let at = 0; at < text.length; at += chunkLength) scanner.write(text.slice(at, at + chunkLength));
  return scanner.end();
}
