import { allTerms, nodeLookups, termLookups } from './cost.ts';
import type { SpfNode, SpfTerm } from './tree.ts';

export interface SpfSaving {
  readonly term: string;
  readonly lookups: number;
  readonly why: string;
}

export interface SpfSavings {
  readonly savings: readonly SpfSaving[];
  /** Look-ups left when all of them are taken. */
  readonly lookupsAfter: number;
  /** The record without the terms that can simply go. */
  readonly record: string | null;
}

/**
 * How to get under ten: terms of the domain's own record that can go, and what that saves.
 * `needlessAtApex`: include targets of services whose mail carries a return path of its own, so that SPF here is never read.
 */
export function spfSavings(root: SpfNode, needlessAtApex: ReadonlySet<string>): SpfSavings {
  const seen = new Set<string>();
  const dropped = new Set<SpfTerm>();
  const holders = policyHolders(root);
  const savings = root.terms.flatMap((term): SpfSaving[] => {
    const why = whyNeedless(term, { needlessAtApex, holders, seen });
    if (term.child !== null) seen.add(term.child.domain);
    if (why === null) return [];
    dropped.add(term);
    return [{ term: term.text, lookups: termLookups(term), why }];
  });
  const saved = savings.reduce((sum, { lookups }) => sum + lookups, 0);
  return {
    savings: savings.toSorted((a, b) => b.lookups - a.lookups),
    lookupsAfter: nodeLookups(root) - saved,
    record: root.record === null || root.errors.length > 0 ? null : without(root.record, dropped),
  };
}

function whyNeedless(
  term: SpfTerm,
  known: {
    readonly needlessAtApex: ReadonlySet<string>;
    readonly holders: PolicyHolders;
    readonly seen: ReadonlySet<string>;
  },
): string | null {
  const target = term.child?.domain;
  if (!term.isReached) return 'it stands after "all" and is never read';
  if (term.kind === 'ptr') return 'RFC 7208 section 5.5: do not use';
  if (term.answer === 'void' && term.kind !== 'exists') return 'its look-up finds nothing';
  if (term.kind !== 'include' || target === undefined) return null;
  if (term.child?.state === 'missing') return 'its target has no SPF record';
  if (known.seen.has(target)) return 'the record includes it twice';
  if (known.holders.get(target)?.some((holder) => holder !== term) === true)
    return 'another include already contains it';
  if (known.needlessAtApex.has(target))
    return 'this service uses a return path of its own, SPF here is never read for it';
  return null;
}

/** Policies below the top-level terms, each with the terms that pull it in. */
type PolicyHolders = ReadonlyMap<string, readonly SpfTerm[]>;

function policyHolders(root: SpfNode): PolicyHolders {
  const holders = new Map<string, SpfTerm[]>();
  for (const holder of root.terms) {
    if (holder.child === null || holder.qualifier !== '+') continue;
    for (const { term } of allTerms(holder.child)) {
      if (term.child?.state !== 'record') continue;
      const { domain } = term.child;
      holders.set(domain, [...(holders.get(domain) ?? []), holder]);
    }
  }
  return holders;
}

function without(record: string, dropped: ReadonlySet<SpfTerm>): string {
  const places = new Set([...dropped].map((term) => term.at));
  const kept = [...record.matchAll(/[^ ]+/g)].filter((match) => !places.has(match.index));
  return kept.map((match) => match[0]).join(' ');
}
