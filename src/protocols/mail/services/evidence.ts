import { isWithin } from '../domain.ts';
import { allNodes } from '../spf/cost.ts';
import type { SpfNode } from '../spf/tree.ts';

/** What DNS says about one mail domain. Names in full, lower case. An entry without values was asked and is empty; no entry means not asked. */
export interface SenderEvidence {
  readonly domain: string;
  readonly mx: readonly { readonly host: string; readonly exchanges: readonly string[] }[];
  /** Include and redirect targets by the host whose record names them. */
  readonly spf: readonly { readonly host: string; readonly targets: readonly string[] }[];
  readonly cnames: readonly { readonly host: string; readonly target: string | null }[];
  readonly dkim: readonly DkimEvidence[];
  readonly txt: readonly { readonly host: string; readonly texts: readonly string[] }[];
}

export interface DkimEvidence {
  readonly domain: string;
  readonly selector: string;
  /** CNAME target of the selector's name; null when there is no alias. */
  readonly target: string | null;
  readonly state: 'key' | 'revoked' | 'broken' | 'missing' | 'unknown';
}

/** Targets the domain itself chose: those of its own record and of included records of its own, not those of its vendors. */
export const ownSpfTargets = (tree: SpfNode): readonly string[] => [
  ...new Set(
    allNodes(tree)
      .filter(({ domain }) => isWithin(domain, tree.domain))
      .flatMap(({ terms }) => terms.flatMap(({ child }) => child?.domain ?? [])),
  ),
];
