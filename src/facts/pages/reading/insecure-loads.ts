import type { Asset } from '../../cache/assets.ts';
import type { CrawledPage } from '../crawl.ts';
import { metasOf, valuesOf } from './pages.ts';

export interface InsecureLoad {
  readonly from: string;
  readonly kind: string;
  readonly to: string;
  /** `line 12`, `style sheet` */
  readonly where: string;
}

/** What pages and their style sheets load over http although they came over https; each target once. */
export function insecureLoads(
  pages: readonly CrawledPage[],
  assets: readonly Asset[],
): readonly InsecureLoad[] {
  const found = new Map<string, InsecureLoad>();
  const add = (load: InsecureLoad): void => {
    const key = `${load.kind} ${load.to}`;
    if (!found.has(key)) found.set(key, load);
  };
  for (const page of pages.filter((each) => each.url.startsWith('https:') && !isUpgraded(each)))
    for (const { kind, url, line } of page.loads)
      // Where forms lead is headers/form-target's.
      if (url.startsWith('http:') && kind !== 'form')
        add({ from: page.url, kind, to: url, where: `line ${line}` });
  for (const asset of assets)
    for (const { kind, url } of asset.loads)
      if (url.startsWith('http:')) add({ from: asset.url, kind, to: url, where: 'style sheet' });
  return [...found.values()];
}

/** upgrade-insecure-requests makes browsers ask over https (Upgrade Insecure Requests section 3.2). */
const isUpgraded = (page: CrawledPage): boolean =>
  [...valuesOf(page, 'content-security-policy'), ...metasOf(page, 'content-security-policy')].some((text) =>
    /(?:^|;)\s*upgrade-insecure-requests\s*(?:;|$)/i.test(text),
  );
