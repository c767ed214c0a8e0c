import type { Manifest } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import type { Visitors } from '../../facts/cache/visitors.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';
import type { Asking } from '../pages/crawling/asking.ts';
import { signIn } from './accounts.ts';
import type { SignedIn } from './accounts.ts';
import { SignedCrossing } from './signed-crossing.ts';
import { Visitor } from './visiting.ts';

type Asked = Extract<Visitors, { isAsked: true }>;

const maxOwners = 2;
const maxPages = 6;

export interface SignedVisits {
  readonly outside: Outside;
  readonly asking: Asking;
  readonly manifest: Manifest;
  readonly host: string;
}

/** The test accounts of the manifest and strangers on the private pages of a host; null where there is nothing to do. */
export async function visitSigned(done: DoneCrawl, visits: SignedVisits): Promise<Asked | null> {
  const { manifest, outside, asking } = visits;
  const accounts = manifest.testAccounts.slice(0, maxOwners);
  const pages = privatePages(done);
  if (accounts.length === 0 || pages.length === 0) return null;
  const owners: SignedIn[] = [];
  const failures: Asked['failures'] = [];
  for (const account of accounts) {
    const signed = await signIn(account, visits);
    if (signed.ok) owners.push(signed.value);
    else failures.push({ url: done.start, message: signed.error.message.slice(0, 300) });
  }
  const usable = owners.filter(({ visitor }) => visitor.hasSessionFor(done.start));
  if (usable.length === 0)
    return failures.length === 0 ? null : { isAsked: true, accounts: 0, pages: [], crossings: [], failures };
  const nowMs = outside.clock.now();
  const found = await inTurn(pages, 1, async (url) =>
    new SignedCrossing({
      url,
      owners: usable,
      stranger: () => new Visitor('a stranger', asking, { nowMs }),
      random: outside.random,
    }).run(),
  );
  return {
    isAsked: true,
    accounts: usable.length,
    pages: found.flatMap(({ url, marks }) => (marks === null ? [] : [{ url, marks }])),
    crossings: found.flatMap(({ crossings }) => crossings).slice(0, 20),
    failures: [
      ...failures,
      ...found.flatMap(({ url, failure }) => (failure === null ? [] : [{ url, message: failure }])),
    ],
  };
}

/** Pages declared private, and the start page, which greets people by name more often than one thinks. */
function privatePages(done: DoneCrawl): readonly string[] {
  const declared = done.pages.filter((page) => page.isPrivate).map((page) => page.url);
  return [...new Set([...declared, done.start])].slice(0, maxPages);
}
