import type { SpfNode, SpfTerm } from './tree.ts';

/** Terms that make a receiver ask DNS (RFC 7208 section 4.6.4). */
const costly = new Set<SpfTerm['kind']>(['include', 'a', 'mx', 'ptr', 'exists', 'redirect']);

/** Look-ups of one term with everything below it. A loop counts once here; it is an issue of its own. */
export const termLookups = (term: SpfTerm): number =>
  term.isReached && costly.has(term.kind) ? 1 + (term.child === null ? 0 : nodeLookups(term.child)) : 0;

/** Look-ups of a record with everything below it, as a receiver counts that finds no match before the end. */
export const nodeLookups = (node: SpfNode): number =>
  node.terms.reduce((sum, term) => sum + termLookups(term), 0);

export interface PlacedTerm {
  readonly domain: string;
  readonly term: SpfTerm;
}

/** A tree laid out flat: the linter's rules all go over the same two lists. */
export interface SpfWalk {
  readonly root: SpfNode;
  /** The root first, each node before what it includes. */
  readonly nodes: readonly SpfNode[];
  /** The terms of all nodes, node by node. */
  readonly terms: readonly PlacedTerm[];
}

export function walkSpf(root: SpfNode): SpfWalk {
  const nodes: SpfNode[] = [];
  collect(root, nodes);
  const terms: PlacedTerm[] = [];
  for (const { domain, terms: own } of nodes) for (const term of own) terms.push({ domain, term });
  return { root, nodes, terms };
}

function collect(node: SpfNode, nodes: SpfNode[]): void {
  nodes.push(node);
  for (const { child } of node.terms) if (child !== null) collect(child, nodes);
}

export const allNodes = (root: SpfNode): readonly SpfNode[] => walkSpf(root).nodes;
export const allTerms = (root: SpfNode): readonly PlacedTerm[] => walkSpf(root).terms;

/** Look-ups without any answer, as a client of that address family makes them. */
export const voidTerms = ({ terms }: SpfWalk, family: 4 | 6): readonly PlacedTerm[] =>
  terms.filter(
    ({ term }) =>
      term.isReached &&
      ((term.kind === 'a' && term.emptyFamilies.includes(family)) ||
        (term.kind !== 'a' && term.answer === 'void')),
  );

export interface SpfCost {
  readonly term: string;
  /** Where the term stands. */
  readonly domain: string;
  readonly lookups: number;
}

/** What each term of the domain's own record costs, dearest first. */
export const costOfTerms = (root: SpfNode): readonly SpfCost[] =>
  root.terms
    .map((term) => ({ term: term.text, domain: root.domain, lookups: termLookups(term) }))
    .filter(({ lookups }) => lookups > 0)
    .toSorted((a, b) => b.lookups - a.lookups);

/** Terms in the order a receiver reads them: an include is followed by what is inside it. */
const inOrder = (node: SpfNode): readonly SpfTerm[] =>
  node.terms
    .filter((term) => term.isReached)
    .flatMap((term) => (term.child === null ? [term] : [term, ...inOrder(term.child)]));

/** Terms that let somebody send and are read only after more than `limit` look-ups: those senders get permerror. */
export function sendersBeyond(root: SpfNode, limit: number): readonly SpfTerm[] {
  let lookups = 0;
  return inOrder(root).filter((term) => {
    lookups += costly.has(term.kind) ? 1 : 0;
    return lookups > limit && authorises(term);
  });
}

function authorises(term: SpfTerm): boolean {
  if (term.qualifier !== '+' || term.child !== null) return false;
  return (
    term.networks.length > 0 || term.kind === 'all' || (term.answer !== 'none' && term.answer !== 'void')
  );
}
