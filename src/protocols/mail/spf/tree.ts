import type { Asking, DnsAnswer } from '../dns-answer.ts';
import { queryableName } from '../domain.ts';
import { formatIp } from '../ip.ts';
import { expandMacros, parseMacros, usesMacros } from './macro.ts';
import { type DomainSpec, parseSpf, selectSpf, type SpfMechanism, type SpfSyntaxError } from './record.ts';

/** The whole policy of a domain, includes and redirects followed, as JSON: the evidence the linter judges. */
export interface SpfNode {
  readonly domain: string;
  readonly via: 'root' | 'include' | 'redirect';
  readonly state: 'record' | 'missing' | 'several' | 'unanswered' | 'loop' | 'macro' | 'beyond';
  readonly record: string | null;
  /** All SPF records at the name, when there are several. */
  readonly rivals: readonly string[];
  /** Bytes of all TXT texts at the name. */
  readonly answerBytes: number;
  readonly errors: readonly SpfSyntaxError[];
  readonly terms: readonly SpfTerm[];
  readonly reason?: string;
}

export interface SpfTerm {
  readonly text: string;
  readonly at: number;
  readonly kind: SpfMechanism['kind'] | 'redirect' | 'exp';
  readonly qualifier: string;
  /** Never read: it stands after "all", or is a redirect beside "all" (sections 5.1 and 6.1). */
  readonly isReached: boolean;
  /** What the look-up gave; `none` for terms without one, `macro` when the name depends on the message. */
  readonly answer: 'none' | 'found' | 'void' | 'unanswered' | 'macro';
  /** For `a`: families with no address. */
  readonly emptyFamilies: readonly (4 | 6)[];
  /** For `mx`: how many exchangers. */
  readonly names: number;
  /** Networks the term authorises, when they are known without a message. */
  readonly networks: readonly string[];
  readonly child: SpfNode | null;
}

/** Records read for one tree; a tree that needs more is hopeless anyway. */
const maxNodes = 60;
const maxTermsAsked = 60;

interface Walk {
  nodes: number;
  asked: number;
}

/** Reads the tree below `domain`. Asks at most 60 TXT and 120 address or MX questions. */
export function* readSpfTree(domain: string): Asking<SpfNode> {
  return yield* readNode({ nodes: 0, asked: 0 }, { domain, via: 'root', path: [] });
}

interface Step {
  readonly domain: string;
  readonly via: SpfNode['via'];
  /** Domains above, from the root down. */
  readonly path: readonly string[];
}

const leaf = (step: Pick<Step, 'domain' | 'via'>, state: SpfNode['state']): SpfNode => ({
  domain: step.domain,
  via: step.via,
  state,
  record: null,
  rivals: [],
  answerBytes: 0,
  errors: [],
  terms: [],
});

function* readNode(walk: Walk, step: Step): Asking<SpfNode> {
  if (step.path.includes(step.domain)) return leaf(step, 'loop');
  if (walk.nodes >= maxNodes) return leaf(step, 'beyond');
  walk.nodes += 1;
  const answer = yield { name: step.domain, type: 'TXT' };
  if (answer.status === 'failure')
    return { ...leaf(step, 'unanswered'), reason: answer.reason ?? 'the servers gave no answer' };
  const answerBytes = answer.values.reduce((sum, text) => sum + text.length, 0);
  const records = selectSpf(answer.values);
  const [text] = records;
  if (text === undefined) return { ...leaf(step, 'missing'), answerBytes };
  if (records.length > 1) return { ...leaf(step, 'several'), rivals: records, answerBytes };
  return { ...leaf(step, 'record'), record: text, answerBytes, ...(yield* readTerms(walk, step, text)) };
}

function* readTerms(walk: Walk, step: Step, text: string): Asking<Pick<SpfNode, 'errors' | 'terms'>> {
  const { mechanisms, modifiers, errors } = parseSpf(text);
  const terms: SpfTerm[] = [];
  let isReached = true;
  for (const mechanism of mechanisms) {
    const base = {
      ...blank(mechanism, isReached),
      qualifier: mechanism.qualifier,
      networks: ownNetworks(mechanism),
    };
    terms.push(isReached ? { ...base, ...(yield* lookInto(walk, step, mechanism)) } : base);
    if (mechanism.kind === 'all') isReached = false;
  }
  for (const modifier of modifiers) {
    if (modifier.kind === 'unknown') continue;
    const isUsed = modifier.kind === 'exp' || isReached;
    const base = blank(modifier, isUsed);
    const isFollowed = modifier.kind === 'redirect' && isUsed;
    terms.push(isFollowed ? { ...base, ...(yield* follow(walk, step, modifier)) } : base);
  }
  return { errors, terms };
}

const blank = (
  { text, at, kind }: { readonly text: string; readonly at: number; readonly kind: SpfTerm['kind'] },
  isReached: boolean,
): SpfTerm => ({
  text,
  at,
  kind,
  qualifier: '',
  isReached,
  answer: 'none',
  emptyFamilies: [],
  names: 0,
  networks: [],
  child: null,
});

const ownNetworks = (mechanism: SpfMechanism): readonly string[] =>
  mechanism.kind === 'ip4' || mechanism.kind === 'ip6'
    ? [`${formatIp(mechanism.network)}/${mechanism.prefix}`]
    : [];

/** The name a domain-spec stands for without a message; macros that only need the current domain are expanded. */
export function staticName(spec: DomainSpec | null, domain: string): string | null {
  if (spec === null) return queryableName(domain);
  const macros = parseMacros(spec.text, 'domain');
  if (!macros.ok) return null;
  const isStatic = !usesMacros(macros.parts.filter((part) => part.kind !== 'macro' || part.letter !== 'd'));
  return isStatic ? queryableName(expandMacros(macros.parts, { d: domain })) : null;
}

const dependsOnMessage = (spec: DomainSpec | null): boolean =>
  spec !== null && spec.parts.some((part) => part.kind === 'macro' && part.letter !== 'd');

function* lookInto(walk: Walk, step: Step, mechanism: SpfMechanism): Asking<Partial<SpfTerm>> {
  switch (mechanism.kind) {
    case 'include':
      return yield* follow(walk, step, mechanism);
    case 'a':
    case 'mx':
    case 'exists':
      return yield* lookUp(walk, step.domain, mechanism);
    case 'ptr':
      return { answer: 'macro' };
    case 'all':
    case 'ip4':
    case 'ip6':
      return {};
  }
}

function* follow(
  walk: Walk,
  step: Step,
  term: { readonly kind: 'include' | 'redirect'; readonly domain: DomainSpec },
): Asking<Partial<SpfTerm>> {
  const via = term.kind;
  const target = staticName(term.domain, step.domain);
  if (target === null) {
    const state = dependsOnMessage(term.domain) ? 'macro' : 'missing';
    return {
      answer: state === 'macro' ? 'macro' : 'void',
      child: leaf({ domain: term.domain.text, via }, state),
    };
  }
  const child = yield* readNode(walk, { domain: target, via, path: [...step.path, step.domain] });
  return { child, answer: child.state === 'unanswered' ? 'unanswered' : 'found' };
}

function* lookUp(
  walk: Walk,
  domain: string,
  mechanism: Extract<SpfMechanism, { readonly kind: 'a' | 'mx' | 'exists' }>,
): Asking<Partial<SpfTerm>> {
  if (dependsOnMessage(mechanism.domain)) return { answer: 'macro' };
  const name = staticName(mechanism.domain, domain);
  // A name that cannot be asked for is no match, not a look-up that found nothing (section 4.8).
  if (name === null) return { answer: 'none' };
  if (walk.asked >= maxTermsAsked) return { answer: 'unanswered' };
  walk.asked += 1;
  if (mechanism.kind === 'a') return yield* lookUpAddresses(name, mechanism);
  const answer = yield { name, type: mechanism.kind === 'mx' ? 'MX' : 'A' };
  return { answer: stateOf([answer]), names: mechanism.kind === 'mx' ? answer.values.length : 0 };
}

function* lookUpAddresses(
  name: string,
  { prefix4, prefix6 }: { readonly prefix4: number; readonly prefix6: number },
): Asking<Partial<SpfTerm>> {
  const ipv4 = yield { name, type: 'A' };
  const ipv6 = yield { name, type: 'AAAA' };
  const isEmpty = (answer: DnsAnswer): boolean => answer.status === 'nodata' || answer.status === 'nxdomain';
  return {
    answer: stateOf([ipv4, ipv6]),
    emptyFamilies: [...(isEmpty(ipv4) ? [4 as const] : []), ...(isEmpty(ipv6) ? [6 as const] : [])],
    networks: [
      ...ipv4.values.map((address) => `${address}/${prefix4}`),
      ...ipv6.values.map((address) => `${address}/${prefix6}`),
    ],
  };
}

function stateOf(answers: readonly DnsAnswer[]): SpfTerm['answer'] {
  if (answers.some(({ status }) => status === 'found')) return 'found';
  return answers.some(({ status }) => status === 'failure') ? 'unanswered' : 'void';
}
