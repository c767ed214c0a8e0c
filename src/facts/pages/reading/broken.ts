import { isRedirect } from '../../../protocols/http/redirect-status.ts';
import type { DoneCrawl } from '../crawl.ts';
import type { AskedLink } from '../links.ts';

export interface BrokenLink {
  readonly from: string;
  readonly to: string;
  readonly line: number;
  readonly answer: string;
  readonly isOwn: boolean;
}

/** Links to pages that are gone or fail. What only robots, logins and bot walls refuse is no broken link. */
export function brokenLinks(done: DoneCrawl, beyond: readonly AskedLink[]): readonly BrokenLink[] {
  const statuses = new Map(done.pages.map((page) => [page.url, page]));
  const found = new Map<string, BrokenLink>();
  for (const { from, to, line } of done.links) {
    const page = statuses.get(to);
    if (page === undefined || found.has(to) || !isBroken(page.status, true)) continue;
    found.set(to, { from, to, line, answer: String(page.status), isOwn: true });
  }
  for (const link of beyond) {
    const answer = answerOf(link);
    if (answer !== null) found.set(link.url, { ...link, to: link.url, answer });
  }
  return [...found.values()];
}

/** Foreign servers answer 403, 405, 429 and 5xx to programs and not to people: only "gone" is believed of them. */
const isBroken = (status: number, isOwn: boolean): boolean =>
  status === 404 || status === 410 || (isOwn && status >= 500);

function answerOf({ status, error, isOwn }: AskedLink): string | null {
  if (status === null)
    // A name nobody has any more is gone; a server that is slow for us is not.
    return error === 'name-not-found' ? 'no such name' : null;
  if (isRedirect(status)) return null;
  // Whether a host of ours works at all is told under that host.
  return isBroken(status, isOwn) && !(isOwn && status >= 500) ? String(status) : null;
}
