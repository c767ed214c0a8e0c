import { nodeLookups, type PlacedTerm, sendersBeyond, type SpfWalk, voidTerms, walkSpf } from './cost.ts';
import { authorityIssues } from './lint-authority.ts';
import { neatnessIssues } from './lint-neatness.ts';
import { spfLimits } from './session.ts';
import type { SpfNode } from './tree.ts';

export interface SpfIssue {
  readonly id: SpfIssueId;
  /** error: receivers answer permerror. danger: it works and lets the wrong ones in. unknown: could not be looked at. */
  readonly level: 'error' | 'danger' | 'warning' | 'note' | 'unknown';
  /** Whose record. */
  readonly domain: string;
  readonly message: string;
  /** Section of RFC 7208. */
  readonly section: string;
  /** Offset in that record; absent when the issue is about the whole of it. */
  readonly at?: number;
}

export type SpfIssueId =
  | 'syntax'
  | 'several-records'
  | 'missing-target'
  | 'loop'
  | 'lookups'
  | 'void-lookups'
  | 'mx-names'
  | 'beyond'
  | 'unanswered'
  | 'macro'
  | 'plus-all'
  | 'neutral-all'
  | 'no-all'
  | 'wide-network'
  | 'shared-host'
  | 'ptr'
  | 'after-all'
  | 'repeated'
  | 'covered'
  | 'oversize';

export interface SpfLint {
  readonly lookups: number;
  readonly voidLookups: { readonly ipv4: number; readonly ipv6: number };
  readonly issues: readonly SpfIssue[];
}

/** Judges a whole tree without a message. No record at the root is no issue here: `tree.state` says so. */
export function lintSpf(root: SpfNode): SpfLint {
  const walk = walkSpf(root);
  const lookups = nodeLookups(root);
  const voids = { ipv4: voidTerms(walk, 4), ipv6: voidTerms(walk, 6) };
  return {
    lookups,
    voidLookups: { ipv4: voids.ipv4.length, ipv6: voids.ipv6.length },
    issues: [
      ...walk.nodes.flatMap(recordIssues),
      ...limitIssues(walk, lookups),
      ...voidIssues(walk, voids),
      ...authorityIssues(walk),
      ...neatnessIssues(walk),
    ],
  };
}

function recordIssues(node: SpfNode): readonly SpfIssue[] {
  const { domain } = node;
  switch (node.state) {
    case 'record':
      return node.errors.map(({ text, at, message, section }) => ({
        id: 'syntax',
        level: 'error',
        domain,
        message: `"${text}" at character ${at + 1}: ${message}`,
        section,
        at,
      }));
    case 'several':
      return [
        {
          id: 'several-records',
          level: 'error',
          domain,
          message: `${node.rivals.length} SPF records`,
          section: '4.5',
        },
      ];
    case 'missing':
      return node.via === 'root' ? [] : [missingTarget(node)];
    case 'loop':
      return [
        {
          id: 'loop',
          level: 'error',
          domain,
          message: `${node.via} leads back to ${domain}`,
          section: '4.6.4',
        },
      ];
    case 'unanswered':
      return [
        { id: 'unanswered', level: 'unknown', domain, message: node.reason ?? 'no answer', section: '2.6.6' },
      ];
    case 'macro':
      return [
        { id: 'macro', level: 'note', domain, message: `${node.via} depends on the message`, section: '7.2' },
      ];
    case 'beyond':
      return [
        {
          id: 'beyond',
          level: 'unknown',
          domain,
          message: 'the tree was not read further',
          section: '4.6.4',
        },
      ];
  }
}

const missingTarget = ({ domain, via }: SpfNode): SpfIssue => ({
  id: 'missing-target',
  level: 'error',
  domain,
  message: `${via} of ${domain}, which has no SPF record`,
  section: via === 'include' ? '5.2' : '6.1',
});

function limitIssues({ root, terms }: SpfWalk, lookups: number): readonly SpfIssue[] {
  const { domain } = root;
  const issues: SpfIssue[] = [];
  const text = `${lookups} look-ups of ${spfLimits.lookups}`;
  if (lookups > spfLimits.lookups) issues.push(tooManyLookups(root, text));
  else if (lookups >= spfLimits.lookups - 1)
    issues.push({ id: 'lookups', level: 'warning', domain, message: text, section: '4.6.4' });
  for (const { domain: where, term } of terms) {
    if (term.kind !== 'mx' || term.names <= spfLimits.names) continue;
    const message = `"${term.text}" has ${term.names} mail exchangers, receivers read ${spfLimits.names}`;
    issues.push({ id: 'mx-names', level: 'error', domain: where, message, section: '4.6.4', at: term.at });
  }
  return issues;
}

/** When all senders are read within the limit, only strangers get permerror where they should get fail. */
function tooManyLookups(root: SpfNode, text: string): SpfIssue {
  const lost = sendersBeyond(root, spfLimits.lookups);
  const consequence =
    lost.length > 0
      ? `senders from "${lost[0]?.text}" on get permerror`
      : 'your senders match before the limit, strangers get permerror instead of fail';
  return {
    id: 'lookups',
    level: lost.length > 0 ? 'error' : 'danger',
    domain: root.domain,
    message: `${text}: ${consequence}`,
    section: '4.6.4',
  };
}

interface VoidTerms {
  readonly ipv4: readonly PlacedTerm[];
  readonly ipv6: readonly PlacedTerm[];
}

function voidIssues({ root, terms: all }: SpfWalk, { ipv4, ipv6 }: VoidTerms): readonly SpfIssue[] {
  const isError = ipv4.length > spfLimits.voidLookups;
  const isIpv6Error = ipv6.length > spfLimits.voidLookups;
  const dead = all.filter(({ term }) => term.isReached && term.answer === 'void');
  if (!isError && !isIpv6Error && dead.length === 0) return [];
  const terms = isError ? ipv4 : isIpv6Error ? ipv6 : dead;
  const whom = !isError && isIpv6Error ? ' for clients with IPv6 addresses' : '';
  const names = terms.map(({ term }) => `"${term.text}"`).join(', ');
  return [
    {
      id: 'void-lookups',
      level: isError ? 'error' : 'warning',
      domain: root.domain,
      message: `${terms.length} of ${spfLimits.voidLookups} allowed look-ups find nothing${whom}: ${names}`,
      section: '4.6.4',
    },
  ];
}
