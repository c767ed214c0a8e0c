import { isWithin, publicSuffixOrganization } from '../domain.ts';
import { type Flow, isPassing } from './flow.ts';
import { passed, type ReverseNames, sourceName, type SourceName } from './source-name.ts';

/**
 * What became of a flow's mail and why:
 * - authorised: passes DMARC, sent by us or for us
 * - forwarded: sent by us, passed on by somebody else; `isPassing` says whether our signature survived
 * - broken: comes from a sender of ours, and fails
 * - unaligned: authenticated, but as somebody else: a service that is not set up, or a stranger with a name
 * - spoofed: nothing proves that it is ours
 */
export type FlowKind = 'authorised' | 'forwarded' | 'broken' | 'unaligned' | 'spoofed';

export interface ClassifiedFlow {
  readonly flow: Flow;
  readonly kind: FlowKind;
  readonly source: SourceName;
  readonly because: string;
}

/** What the whole pile says about the domain's own keys and addresses; single flows are judged by it. */
interface Knowledge {
  readonly organization: string;
  /** Selectors of ours that passed somewhere, with the mails seen at each source and how many were SPF-aligned. */
  readonly keys: ReadonlyMap<string, KeyUse>;
  /** Addresses with SPF-aligned mail. */
  readonly ownAddresses: ReadonlySet<string>;
  readonly nameOf: (flow: Flow) => SourceName;
}

interface KeyUse {
  readonly bySource: Map<string, number>;
  total: number;
  spfAligned: number;
}

/** Judges every flow about one policy domain. */
export function classifyFlows(
  domain: string,
  flows: readonly Flow[],
  reverse: ReverseNames,
): readonly ClassifiedFlow[] {
  const nameOf = namer(domain, reverse);
  const knowledge: Knowledge = {
    organization: publicSuffixOrganization(domain),
    keys: keyUses(domain, flows, nameOf),
    ownAddresses: new Set(flows.filter(({ spf }) => spf === 'pass').map(({ sourceIp }) => sourceIp)),
    nameOf,
  };
  const first = flows.map((flow) => ({ flow, ...judge(flow, knowledge) }));
  const ours = new Set(first.flatMap(({ kind, source }) => (kind === 'authorised' ? [source.name] : [])));
  // A service that sends for us well elsewhere is ours where it fails, too.
  return first.map((one) =>
    one.kind === 'unaligned' && one.source.service !== null && ours.has(one.source.name)
      ? { ...one, kind: 'broken', because: 'the same service sends for you, and signs as itself here' }
      : one,
  );
}

/** Flows of thousands of addresses carry the same few results: those name their source alone, unless only the address does. */
function namer(domain: string, reverse: ReverseNames): (flow: Flow) => SourceName {
  const names = new Map<string, SourceName>();
  return (flow) => {
    const results = flow.dkimResults.map((one) => `${one.domain} ${one.selector ?? ''} ${one.result}`);
    const key = `${results.join('|')}||${flow.spfResults.map((one) => `${one.domain} ${one.result}`).join('|')}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = sourceName(flow, domain, reverse);
    const isOfAddress = name.by === 'address' || name.by === 'reverse name' || reverse.has(flow.sourceIp);
    if (!isOfAddress) names.set(key, name);
    return name;
  };
}

function keyUses(
  domain: string,
  flows: readonly Flow[],
  nameOf: (flow: Flow) => SourceName,
): ReadonlyMap<string, KeyUse> {
  const uses = new Map<string, KeyUse>();
  for (const flow of flows) {
    if (flow.dkim !== 'pass') continue;
    for (const key of ownKeys(flow, publicSuffixOrganization(domain), 'pass')) {
      const use = uses.get(key) ?? { bySource: new Map<string, number>(), total: 0, spfAligned: 0 };
      const { name } = nameOf(flow);
      use.bySource.set(name, (use.bySource.get(name) ?? 0) + flow.count);
      use.total += flow.count;
      if (flow.spf === 'pass') use.spfAligned += flow.count;
      uses.set(key, use);
    }
  }
  return uses;
}

/** Keys below our organization that a flow's signatures name, as `selector domain`. */
const ownKeys = (flow: Flow, organization: string, result: 'pass' | 'fail'): readonly string[] =>
  flow.dkimResults
    .filter((one) => one.result === result && isWithin(one.domain, organization))
    .map(({ selector, domain }) => `${selector ?? ''} ${domain}`);

function judge(flow: Flow, knowledge: Knowledge): Omit<ClassifiedFlow, 'flow'> {
  const source = knowledge.nameOf(flow);
  const told = flow.reasons.find((reason) => forwardReasons.has(reason));
  if (isPassing(flow)) {
    const passedOn = told === undefined ? whyPassedOn(flow, source, knowledge) : `the receiver says ${told}`;
    return passedOn === null
      ? { kind: 'authorised', source, because: 'it passes DMARC' }
      : { kind: 'forwarded', source, because: passedOn };
  }
  if (told !== undefined) return { kind: 'forwarded', source, because: `the receiver says ${told}` };
  return whyFailing(flow, source, knowledge);
}

const forwardReasons = new Set(['forwarded', 'trusted_forwarder', 'mailing_list', 'arc']);

/** Kinds of services whose users have mail passed on; the others only send what their customers write. */
const passingOn = new Set(['mailbox', 'forwarding', 'gateway']);

/** Passes by our signature only, from where we do not send: somebody passed it on unchanged. Null: it was sent there. */
function whyPassedOn(
  flow: Flow,
  source: SourceName,
  { organization, keys, ownAddresses }: Knowledge,
): string | null {
  if (flow.spf === 'pass' || ownAddresses.has(flow.sourceIp)) return null;
  if (source.service !== null && !passingOn.has(source.service.kind)) return null;
  for (const key of ownKeys(flow, organization, 'pass')) {
    const use = keys.get(key);
    if (use === undefined) continue;
    const [home] = [...use.bySource].toSorted((a, b) => b[1] - a[1]);
    const isGuest = home !== undefined && home[0] !== source.name && home[1] * 2 > use.total;
    if (isGuest) return `signed with a key that is used at ${home[0]}`;
    if (use.spfAligned * 2 > use.total)
      return 'our signature is whole, and mail with this key otherwise comes from addresses of SPF';
  }
  return null;
}

function whyFailing(flow: Flow, source: SourceName, knowledge: Knowledge): Omit<ClassifiedFlow, 'flow'> {
  const { organization, keys, ownAddresses } = knowledge;
  const broken = ownKeys(flow, organization, 'fail').some((key) => keys.has(key));
  if (ownAddresses.has(flow.sourceIp))
    return { kind: 'broken', source, because: 'it comes from an address that sends for you' };
  const asUs = [...passed(flow.dkimResults), ...passed(flow.spfResults)].some((one) =>
    isWithin(one, organization),
  );
  if (asUs)
    return {
      kind: 'broken',
      source,
      because: `authenticated as a name of ${organization} that does not align with From`,
    };
  if (source.by === 'reverse name' && isWithin(source.name, organization))
    return { kind: 'broken', source, because: 'its confirmed reverse name is one of yours' };
  if (broken)
    return {
      kind: 'forwarded',
      source,
      because: 'it carries a signature of one of your keys that broke on the way',
    };
  if (source.by === 'signature' || source.by === 'envelope')
    return { kind: 'unaligned', source, because: `authenticated as ${source.name}, not as you` };
  if (source.service !== null && !passingOn.has(source.service.kind))
    return {
      kind: 'unaligned',
      source,
      because: `it comes from ${source.name}, and nothing in it is signed as you`,
    };
  return { kind: 'spoofed', source, because: 'neither SPF nor DKIM passes for anybody' };
}
