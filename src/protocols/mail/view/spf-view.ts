import { fail, notApplicable, pass, unknown, type Severity, type Verdict } from '../../../model/check.ts';
import { type Evidence, type EvidenceNode, lines, tree as treeOf } from '../../../model/evidence.ts';
import { allNodes, termLookups } from '../spf/cost.ts';
import { lintSpf, type SpfIssue, type SpfIssueId, type SpfLint } from '../spf/lint.ts';
import type { SpfNode, SpfTerm } from '../spf/tree.ts';

/** The parts of `mail/spf-tree` that judgements look at. */
export interface ReadSpf {
  readonly domain: string;
  readonly texts: readonly string[];
  readonly tree: SpfNode;
}

const kept = new WeakMap<SpfNode, SpfLint>();

/** Facts are frozen, so one linting of a tree serves every judgement. */
export function lintOf(root: SpfNode): SpfLint {
  const known = kept.get(root) ?? lintSpf(root);
  kept.set(root, known);
  return known;
}

/** Why there is nothing to judge: no record, several, or one that nobody can read. Null when there is a record. */
export function noReadableSpf({ tree }: ReadSpf): Verdict | null {
  if (tree.state === 'missing') return notApplicable('there is no SPF record: mail/spf-presence');
  if (tree.state === 'several') return notApplicable('there are several SPF records: mail/spf-single');
  if (tree.errors.length > 0) return notApplicable('the SPF record has a syntax error: mail/spf-syntax');
  return tree.state === 'record' ? null : unanswered(tree);
}

const unanswered = (node: SpfNode): Verdict =>
  unknown(
    `the SPF record of ${node.domain} could not be read: ${node.reason ?? node.state}`,
    `dig ${node.domain} TXT`,
  );

export interface IssueRule {
  readonly ids: readonly SpfIssueId[];
  /** Says what is fine when there is no such issue. */
  readonly fine: (lint: SpfLint) => string;
  readonly severity?: (issue: SpfIssue) => Severity;
}

const rank: Readonly<Record<SpfIssue['level'], number>> = {
  error: 0,
  danger: 1,
  warning: 2,
  note: 3,
  unknown: 4,
};

/** Fails for the worst issue of these ids; a part of the tree that could not be read makes a pass unknown. */
export function judgeIssues(spf: ReadSpf, rule: IssueRule): Verdict {
  const early = noReadableSpf(spf);
  if (early !== null) return early;
  const lint = lintOf(spf.tree);
  const issues = lint.issues
    .filter(({ id }) => rule.ids.includes(id))
    .toSorted((a, b) => rank[a.level] - rank[b.level]);
  const [worst] = issues;
  if (worst === undefined) {
    const blind = lint.issues.find(({ level }) => level === 'unknown');
    if (blind !== undefined)
      return unknown(`${blind.domain}: ${blind.message}`, `dig ${blind.domain} TXT; then look again`);
    return pass(rule.fine(lint));
  }
  const more = issues.length > 1 ? `, and ${issues.length - 1} more like it` : '';
  return fail(`${worst.domain}: ${worst.message}${more}`, {
    evidence: [
      lines(
        'Issues',
        issues.map((one) => `${one.domain}: ${one.message} (RFC 7208 section ${one.section})`),
      ),
      spfEvidence(spf.tree),
    ],
    ...(rule.severity === undefined ? {} : { severity: rule.severity(worst) }),
  });
}

const drawn = new WeakMap<SpfNode, Evidence>();

/** The tree with what each part costs; drawn once, shown by each judgement that fails. */
export function spfEvidence(root: SpfNode): Evidence {
  const known = drawn.get(root) ?? treeOf('SPF tree', nodeEvidence(root));
  drawn.set(root, known);
  return known;
}

const nodeEvidence = (node: SpfNode): EvidenceNode => ({
  label: node.record === null ? `${node.domain}: ${node.state}` : `${node.domain}: ${node.record}`,
  children: node.terms.filter(({ child }) => child !== null).map(termEvidence),
});

const termEvidence = (term: SpfTerm): EvidenceNode => ({
  label: term.text,
  note: `${termLookups(term)} look-ups`,
  children: term.child === null ? [] : [nodeEvidence(term.child)],
});

/** Hosts of all records read, the domain first. */
export const spfHosts = (root: SpfNode): readonly string[] => allNodes(root).map(({ domain }) => domain);
