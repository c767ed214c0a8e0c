import { type ClassifiedFlow, classifyFlows, type FlowKind } from './classify.ts';
import type { DomainPile } from './domain-pile.ts';
import { type Flow, isPassing } from './flow.ts';
import { isWithin } from '../domain.ts';
import type { ReverseNames } from './source-name.ts';

/** Who sends with our domain in From, joined over reports. */
export interface SenderSummary {
  /** Service name, signing or envelope domain, reverse name, or address: what best names the source. */
  readonly source: string;
  /** Id in the table of services; null when it is none of them. */
  readonly service: string | null;
  readonly namedBy: string;
  readonly kind: 'ours' | 'unaligned' | 'forwarder' | 'stranger';
  readonly because: string;
  readonly messages: number;
  /** Passing DMARC: aligned DKIM or aligned SPF. */
  readonly passing: number;
  readonly dkimAligned: number;
  readonly spfAligned: number;
  /** Passed on by others, passing or not. */
  readonly forwarded: number;
  /** Failing, and neither forwarded nor without any proof: what a policy would hit although it is ours. */
  readonly failing: number;
  /** Nothing proves that these are ours. */
  readonly spoofed: number;
  /** Quarantined or rejected. */
  readonly refused: number;
  readonly addresses: readonly SourceAddress[];
  /** Addresses seen, of which `addresses` holds the busiest. */
  readonly addressCount: number;
  readonly selectors: readonly string[];
  readonly fromDomains: readonly string[];
}

export interface SourceAddress {
  readonly address: string;
  readonly messages: number;
  readonly host: string | null;
}

export interface WeekSummary {
  /** Monday, in days since 1970-01-01. */
  readonly week: number;
  readonly messages: number;
  readonly passing: number;
  readonly forwarded: number;
  readonly failing: number;
  readonly spoofed: number;
}

export interface ReportSummary {
  readonly domain: string;
  readonly reports: number;
  /** Reporters with the mails each reported, largest first. */
  readonly reporters: readonly { readonly name: string; readonly messages: number }[];
  readonly forms: { readonly rfc7489: number; readonly rfc9990: number };
  /** Seconds since 1970; 0 when there is no report. */
  readonly begin: number;
  readonly end: number;
  /** Days of which there is a report. */
  readonly days: number;
  readonly messages: number;
  readonly passing: number;
  readonly forwarded: number;
  readonly failing: number;
  readonly spoofed: number;
  /** Largest first. */
  readonly senders: readonly SenderSummary[];
  /** Senders beyond those listed. */
  readonly moreSenders: number;
  readonly weeks: readonly WeekSummary[];
  /** Published policies seen, with the days each was seen for. */
  readonly policies: readonly { readonly p: string; readonly days: number }[];
  /** Mails of records left out because there were too many different ones. */
  readonly dropped: number;
}

export interface SummaryOptions {
  readonly reverse?: ReverseNames;
  /** Sources that are told to be none of ours, by name, lower case. */
  readonly disowned?: ReadonlySet<string>;
  /** Only weeks from this Monday on (days since 1970). */
  readonly sinceWeek?: number;
}

const limits = { senders: 500, addresses: 20, names: 20, weeks: 260, reporters: 100 } as const;

export function summarizePile(pile: DomainPile, options: SummaryOptions = {}): ReportSummary {
  const reverse = options.reverse ?? new Map<string, string | null>();
  const disowned = options.disowned ?? new Set<string>();
  const since = options.sinceWeek ?? 0;
  const kept = [...pile.flows.values()].flatMap((flow) => flowSince(flow, since));
  const days = [...pile.days].filter((day) => day >= since);
  const flows = classifyFlows(pile.domain, kept, reverse).map((one) =>
    disowned.has(one.source.name.toLowerCase()) && !isPassing(one.flow)
      ? { ...one, kind: 'spoofed' as const, because: 'told to be none of yours' }
      : one,
  );
  const senders = bySource(flows)
    .map((group) => summarizeSender(pile.domain, group, reverse))
    .toSorted((a, b) => b.messages - a.messages || (a.source < b.source ? -1 : 1));
  const count = (field: 'messages' | 'passing' | 'forwarded' | 'failing' | 'spoofed'): number =>
    senders.reduce((sum, sender) => sum + sender[field], 0);
  return {
    domain: pile.domain,
    reports: pile.reports,
    reporters: [...pile.reporters]
      .map(([name, messages]) => ({ name, messages }))
      .toSorted((a, b) => b.messages - a.messages || (a.name < b.name ? -1 : 1))
      .slice(0, limits.reporters),
    forms: pile.forms,
    begin: Math.max(pile.begin, since * 86_400),
    end: pile.end,
    days: days.length,
    messages: count('messages'),
    passing: count('passing'),
    forwarded: count('forwarded'),
    failing: count('failing'),
    spoofed: count('spoofed'),
    senders: senders.slice(0, limits.senders),
    moreSenders: Math.max(0, senders.length - limits.senders),
    weeks: weeksOf(flows),
    policies: [...pile.policyTimes].map(([p, { begin, end }]) => ({
      p,
      days: Math.max(1, Math.round((end - begin) / 86_400)),
    })),
    dropped: pile.dropped,
  };
}

function flowSince(flow: Flow, since: number): readonly Flow[] {
  const weeks = flow.weeks.filter(({ week }) => week >= since);
  if (weeks.length === flow.weeks.length) return [flow];
  const count = weeks.reduce((sum, one) => sum + one.count, 0);
  return count === 0 ? [] : [{ ...flow, weeks, count, refused: Math.min(flow.refused, count) }];
}

function bySource(flows: readonly ClassifiedFlow[]): readonly (readonly ClassifiedFlow[])[] {
  const groups = new Map<string, ClassifiedFlow[]>();
  for (const one of flows) {
    const group = groups.get(one.source.name);
    if (group === undefined) groups.set(one.source.name, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function summarizeSender(
  domain: string,
  group: readonly ClassifiedFlow[],
  reverse: ReverseNames,
): SenderSummary {
  const count = (test: (one: ClassifiedFlow) => boolean): number =>
    group.reduce((sum, one) => sum + (test(one) ? one.flow.count : 0), 0);
  const leading = leadingOf(group);
  const addresses = addressesOf(group, reverse);
  return {
    source: leading.source.name,
    service: leading.source.service?.id ?? null,
    namedBy: leading.source.by,
    kind: kindOf(group, leading),
    because: leading.because,
    messages: count(() => true),
    passing: count(({ flow }) => isPassing(flow)),
    dkimAligned: count(({ flow }) => flow.dkim === 'pass'),
    spfAligned: count(({ flow }) => flow.spf === 'pass'),
    forwarded: count(({ kind }) => kind === 'forwarded'),
    failing: count(({ kind }) => kind === 'broken' || kind === 'unaligned'),
    spoofed: count(({ kind }) => kind === 'spoofed'),
    refused: group.reduce((sum, { flow }) => sum + flow.refused, 0),
    addresses: addresses.slice(0, limits.addresses),
    addressCount: addresses.length,
    selectors: distinct(group.flatMap(({ flow }) => selectorsOf(domain, flow))),
    fromDomains: distinct(group.map(({ flow }) => flow.headerFrom)),
  };
}

const kindOrder: readonly FlowKind[] = ['authorised', 'broken', 'unaligned', 'forwarded', 'spoofed'];

/** The flow that says most about the source: a proof that it is ours first, then the larger part. */
function leadingOf(group: readonly ClassifiedFlow[]): ClassifiedFlow {
  const [first] = group.toSorted(
    (a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || b.flow.count - a.flow.count,
  );
  // Guarantee: groups are made with one member at least.
  return first as ClassifiedFlow;
}

const kinds: Readonly<Record<FlowKind, SenderSummary['kind']>> = {
  authorised: 'ours',
  broken: 'ours',
  unaligned: 'unaligned',
  forwarded: 'forwarder',
  spoofed: 'stranger',
};

/** A forwarder with a few other mails stays one; anything that proves to be ours makes the source ours. */
function kindOf(group: readonly ClassifiedFlow[], leading: ClassifiedFlow): SenderSummary['kind'] {
  const mails = (kind: FlowKind): number =>
    group.reduce((sum, one) => sum + (one.kind === kind ? one.flow.count : 0), 0);
  const isOurs = leading.kind === 'authorised' || leading.kind === 'broken';
  if (!isOurs && mails('forwarded') > mails('unaligned') + mails('spoofed')) return 'forwarder';
  return kinds[leading.kind];
}

function addressesOf(group: readonly ClassifiedFlow[], reverse: ReverseNames): readonly SourceAddress[] {
  const counts = new Map<string, number>();
  for (const { flow } of group) counts.set(flow.sourceIp, (counts.get(flow.sourceIp) ?? 0) + flow.count);
  return [...counts]
    .map(([address, messages]) => ({ address, messages, host: reverse.get(address) ?? null }))
    .toSorted((a, b) => b.messages - a.messages || (a.address < b.address ? -1 : 1));
}

const selectorsOf = (domain: string, flow: ClassifiedFlow['flow']): readonly string[] =>
  flow.dkimResults.flatMap(({ domain: signer, selector }) =>
    selector !== null && isWithin(signer, domain) ? [selector] : [],
  );

const distinct = (texts: readonly string[]): readonly string[] =>
  [...new Set(texts)].toSorted().slice(0, limits.names);

interface OpenWeek {
  messages: number;
  passing: number;
  forwarded: number;
  failing: number;
  spoofed: number;
}

function weeksOf(flows: readonly ClassifiedFlow[]): readonly WeekSummary[] {
  const weeks = new Map<number, OpenWeek>();
  for (const { flow, kind } of flows)
    for (const { week, count } of flow.weeks) {
      const open = weeks.get(week) ?? { messages: 0, passing: 0, forwarded: 0, failing: 0, spoofed: 0 };
      weeks.set(week, open);
      open.messages += count;
      if (isPassing(flow)) open.passing += count;
      if (kind === 'forwarded') open.forwarded += count;
      if (kind === 'broken' || kind === 'unaligned') open.failing += count;
      if (kind === 'spoofed') open.spoofed += count;
    }
  return [...weeks]
    .map(([week, open]) => ({ week, ...open }))
    .toSorted((a, b) => a.week - b.week)
    .slice(-limits.weeks);
}
