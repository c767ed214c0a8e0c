import { registrableDomain } from '../../tls/registrable.ts';

/** A script element as a page has it. */
export interface PageScript {
  /** As written; null for inline scripts. */
  readonly src: string | null;
  readonly integrity: string | null;
}

export interface ScriptLoad {
  readonly url: string;
  /** Of another owner than the page. */
  readonly isForeign: boolean;
  /** https whatever the page itself was loaded over; `//host/` follows the page. */
  readonly isSecure: boolean;
  readonly hasIntegrity: boolean;
}

/** How each script of a page is loaded; inline and unreadable ones are left out. */
export function scriptLoads(pageUrl: string, scripts: readonly PageScript[]): readonly ScriptLoad[] {
  return scripts.flatMap(({ src, integrity }) => {
    if (src === null || !URL.canParse(src, pageUrl)) return [];
    const url = new URL(src, pageUrl);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return [];
    const isForeign = registrableDomain(url.hostname) !== registrableDomain(new URL(pageUrl).hostname);
    const followsPage = src.trim().startsWith('//');
    return [
      {
        url: url.href,
        isForeign,
        isSecure: url.protocol === 'https:' && !followsPage,
        hasIntegrity: hasHash(integrity),
      },
    ];
  });
}

/** At least one hash browsers know (SRI section 3.3.3). */
const hasHash = (text: string | null): boolean => /(?:^|\s)sha(?:256|384|512)-[\w+/=-]{8,}/i.test(text ?? '');
