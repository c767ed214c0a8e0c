import { type IpAddress, isInNetwork, parseIp } from '../ip.ts';
import type { PlacedTerm, SpfWalk } from './cost.ts';
import type { SpfIssue } from './lint.ts';
import type { SpfNode, SpfTerm } from './tree.ts';

/** What costs or confuses without breaking: dead terms, repeats, `ptr`, answers too big for UDP. */
export const neatnessIssues = (walk: SpfWalk): readonly SpfIssue[] => [
  ...walk.nodes.flatMap((node) => [
    ...node.terms.flatMap((term) => termIssues(node, term)),
    ...sizeIssues(node),
  ]),
  ...repeatIssues(walk),
  ...coveredIssues(walk),
];

function termIssues({ domain }: SpfNode, term: SpfTerm): readonly SpfIssue[] {
  const issue = (rest: Pick<SpfIssue, 'id' | 'level' | 'message' | 'section'>): SpfIssue => ({
    ...rest,
    domain,
    at: term.at,
  });
  if (!term.isReached)
    return [
      issue({
        id: 'after-all',
        level: 'warning',
        message: `"${term.text}" is never read because of "all"`,
        section: term.kind === 'redirect' ? '6.1' : '5.1',
      }),
    ];
  if (term.kind === 'ptr')
    return [
      issue({
        id: 'ptr',
        level: 'warning',
        message: `"${term.text}" is slow, unreliable and should not be used`,
        section: '5.5',
      }),
    ];
  if (term.answer === 'unanswered' && term.child === null)
    return [
      issue({
        id: 'unanswered',
        level: 'unknown',
        message: `"${term.text}" got no answer`,
        section: '2.6.6',
      }),
    ];
  return [];
}

/** Section 3.4: 450 bytes fit a classic UDP answer with room for the rest, more may not. */
function sizeIssues({ domain, answerBytes, state }: SpfNode): readonly SpfIssue[] {
  if (state !== 'record' || answerBytes <= 450) return [];
  const message = `the TXT texts at ${domain} add up to ${answerBytes} bytes${answerBytes > 512 ? ', more than a 512 byte answer holds' : ''}`;
  return [{ id: 'oversize', level: answerBytes > 512 ? 'warning' : 'note', domain, message, section: '3.4' }];
}

function repeatIssues({ terms }: SpfWalk): readonly SpfIssue[] {
  const seen = new Map<string, PlacedTerm>();
  return terms.flatMap((place): SpfIssue[] => {
    const { domain, term } = place;
    const key = repeatKey(place);
    if (key === null || !term.isReached) return [];
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, place);
      return [];
    }
    const where = first.domain === domain ? 'the same record' : first.domain;
    const message = `"${term.text}" repeats what ${where} already includes`;
    return [{ id: 'repeated', level: 'warning', domain, message, section: '4.6.4', at: term.at }];
  });
}

function repeatKey({ domain, term }: PlacedTerm): string | null {
  if (term.child !== null) return term.child.state === 'record' ? `policy of ${term.child.domain}` : null;
  if (term.kind === 'all' || term.kind === 'exp') return null;
  return `${domain} ${term.text.toLowerCase()}`;
}

/** Plain networks that a wider one of the same tree already holds. */
function coveredIssues({ root, terms }: SpfWalk): readonly SpfIssue[] {
  const networks = terms.filter(isPlainNetwork).slice(0, 400).flatMap(networksOf);
  // Only the domain's own terms can be cured there; the rest need not be compared.
  const own = networks.filter(({ place }) => place.domain === root.domain);
  const widest = own.reduce((most, { prefix }) => Math.max(most, prefix), 0);
  const wider = networks.filter(({ prefix }) => prefix < widest).map(withAddress);
  return own.map(withAddress).flatMap((narrow) => {
    const holder = wider.find((other) => isHeldBy(narrow, other));
    if (holder === undefined) return [];
    const { domain, term } = narrow.place;
    const message = `"${term.text}" is already covered by "${holder.place.term.text}" of ${holder.place.domain}`;
    return [
      { id: 'covered' as const, level: 'note' as const, domain, message, section: '4.6.2', at: term.at },
    ];
  });
}

const isPlainNetwork = ({ term }: PlacedTerm): boolean =>
  term.isReached && (term.kind === 'ip4' || term.kind === 'ip6') && term.qualifier === '+';

interface PlacedNetwork {
  readonly place: PlacedTerm;
  readonly address: string;
  readonly prefix: number;
}

const networksOf = (place: PlacedTerm): readonly PlacedNetwork[] =>
  place.term.networks.map((text) => {
    const slash = text.lastIndexOf('/');
    return { place, address: text.slice(0, slash), prefix: Number(text.slice(slash + 1)) };
  });

interface ReadNetwork extends PlacedNetwork {
  readonly ip: IpAddress | null;
}

const withAddress = (network: PlacedNetwork): ReadNetwork => ({ ...network, ip: parseIp(network.address) });

const isHeldBy = (narrow: ReadNetwork, other: ReadNetwork): boolean =>
  other.prefix < narrow.prefix &&
  other.ip !== null &&
  narrow.ip !== null &&
  isInNetwork(narrow.ip, other.ip, other.prefix);
