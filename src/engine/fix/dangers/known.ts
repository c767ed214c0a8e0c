import dkimKeys from '../../../facts/mail/dkim-keys.ts';
import spfTree from '../../../facts/mail/spf-tree.ts';
import hsts from '../../../facts/tls/hsts.ts';
import endpoint from '../../../facts/tls/endpoint.ts';
import type { FactBook } from '../../fact-book.ts';
import { caaDomainsOf } from '../../../protocols/hosting/certificate-authorities.ts';
import { parseDkimKey } from '../../../protocols/mail/dkim/key.ts';
import { termLookups } from '../../../protocols/mail/spf/cost.ts';
import { spfSavings } from '../../../protocols/mail/spf/savings.ts';

/** What the facts say that decides how dangerous a change is. Everything may be missing: then rules assume the worse. */
export interface Known {
  /** Authorities whose certificates are live, with the names they use in CAA. */
  readonly issuers: readonly {
    readonly host: string;
    readonly issuer: string;
    readonly caaDomains: readonly string[];
  }[];
  /** Names of selectors with a working key. */
  readonly dkimNames: readonly string[];
  /** Names of selectors that were looked at and hold no working key. */
  readonly deadDkimNames: readonly string[];
  /** Look-ups a receiver needs for a term of the present SPF records, by its text. */
  readonly spfLookups: Readonly<Record<string, number>>;
  /** SPF terms that can go without anybody noticing, by text. */
  readonly needlessSpf: readonly string[];
  /** Hosts that answer over HTTPS; null: nobody looked. */
  readonly httpsHosts: readonly string[] | null;
  /** Aggregate reports show that our own mail is aligned: the next DMARC step may be taken. */
  readonly isDmarcProven: boolean;
}

export const nothingKnown: Known = {
  issuers: [],
  dkimNames: [],
  deadDkimNames: [],
  spfLookups: {},
  needlessSpf: [],
  httpsHosts: null,
  isDmarcProven: false,
};

export function knownFrom(book: FactBook): Known {
  const keys = book
    .every(dkimKeys)
    .flatMap(({ fact }) => (fact.state === 'known' ? fact.value.selectors : []));
  const working = keys.filter(({ texts }) => texts.some(isWorkingKey)).map(({ name }) => name);
  const trees = book.every(spfTree).flatMap(({ fact }) => (fact.state === 'known' ? [fact.value.tree] : []));
  const terms = trees.flatMap((tree) => tree.terms);
  const answered = book
    .every(hsts)
    .filter(({ fact }) => fact.state === 'known' && fact.value.https.state !== 'failed');
  return {
    issuers: liveIssuers(book),
    dkimNames: working,
    deadDkimNames: keys.map(({ name }) => name).filter((name) => !working.includes(name)),
    spfLookups: Object.fromEntries(terms.map((term) => [term.text.toLowerCase(), termLookups(term)])),
    needlessSpf: trees.flatMap((tree) =>
      spfSavings(tree, new Set()).savings.map(({ term }) => term.toLowerCase()),
    ),
    httpsHosts: book.every(hsts).length === 0 ? null : answered.map(({ target }) => target.name),
    isDmarcProven: false,
  };
}

function isWorkingKey(text: string): boolean {
  const key = parseDkimKey(text);
  return key.problem === null && !key.isRevoked;
}

function liveIssuers(book: FactBook): Known['issuers'] {
  return book.every(endpoint).flatMap(({ target, fact }) => {
    const chain = fact.state === 'known' ? fact.value.chains[0] : undefined;
    const leaf = chain?.certificates[0];
    if (leaf === undefined || chain?.isLeafSelfSigned === true) return [];
    return [
      {
        host: target.name,
        issuer: leaf.issuerOrganization ?? leaf.issuer,
        caaDomains: caaDomainsOf(leaf.issuer),
      },
    ];
  });
}
