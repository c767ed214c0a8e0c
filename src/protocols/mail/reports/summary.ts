import type { AggregateRecord, AggregateReport } from './aggregate.ts';

/** Who sends with our domain in From, joined over reports. */
export interface SenderSummary {
  /** Service name, signing or envelope domain, or address: what best names the source. */
  readonly source: string;
  readonly messages: number;
  /** Passing DMARC: aligned DKIM or aligned SPF. */
  readonly passing: number;
  readonly dkimAligned: number;
  readonly spfAligned: number;
  /** Failing, but explained by forwarding or a mailing list (RFC 9990 section 3.1.6). */
  readonly forwarded: number;
  readonly refused: number;
  readonly addresses: readonly string[];
  readonly selectors: readonly string[];
  readonly kind: 'ours' | 'unaligned' | 'forwarder' | 'stranger';
}

export interface ReportSummary {
  readonly domain: string;
  readonly reports: number;
  readonly duplicates: number;
  readonly reporters: readonly string[];
  /** Seconds since 1970; 0 when there is no report. */
  readonly begin: number;
  readonly end: number;
  readonly messages: number;
  readonly passing: number;
  /** Largest first. */
  readonly senders: readonly SenderSummary[];
  readonly policies: readonly string[];
}

/** Names a sender by domains seen in its results: `sendgrid.net` is Twilio SendGrid. Null when unknown. */
export type NameSender = (domains: readonly string[]) => string | null;

/** Joins the reports about one domain; a report sent twice counts once (RFC 9990 section 3.5.4). */
export function summarizeReports(
  domain: string,
  reports: readonly AggregateReport[],
  nameSender: NameSender,
): ReportSummary {
  const own = reports.filter((report) => report.policy.domain === domain);
  const unique = [
    ...new Map(
      own.map((report) => [`${report.reporter} ${report.reportId} ${report.begin}`, report]),
    ).values(),
  ];
  const groups = new Map<string, AggregateRecord[]>();
  for (const record of unique.flatMap(({ records }) => records)) {
    const source = sourceOf(record, nameSender);
    const group = groups.get(source);
    if (group === undefined) groups.set(source, [record]);
    else group.push(record);
  }
  const senders = [...groups].map(([source, records]) => summarizeSender(source, records, domain));
  return {
    domain,
    reports: unique.length,
    duplicates: own.length - unique.length,
    reporters: [...new Set(unique.map(({ reporter }) => reporter))].toSorted(),
    begin: unique.reduce((least, { begin }) => Math.min(least, begin), unique[0]?.begin ?? 0),
    end: unique.reduce((most, { end }) => Math.max(most, end), 0),
    messages: total(senders, 'messages'),
    passing: total(senders, 'passing'),
    senders: senders.toSorted((a, b) => b.messages - a.messages || (a.source < b.source ? -1 : 1)),
    policies: [...new Set(unique.flatMap(({ policy }) => policy.p ?? []))].toSorted(),
  };
}

const total = (senders: readonly SenderSummary[], field: 'messages' | 'passing'): number =>
  senders.reduce((sum, sender) => sum + sender[field], 0);

const passed = (
  results: readonly { readonly domain: string; readonly result: string }[],
): readonly string[] => results.filter(({ result }) => result === 'pass').map(({ domain }) => domain);

/** Domains prove more than addresses: a passing signature first, then the envelope, then the bare address. */
function sourceOf(record: AggregateRecord, nameSender: NameSender): string {
  const domains = [...passed(record.dkimResults), ...passed(record.spfResults)];
  const foreign = domains.find((domain) => !isUnder(domain, record.headerFrom));
  return nameSender(domains) ?? foreign ?? domains[0] ?? record.sourceIp;
}

const isUnder = (domain: string, parent: string): boolean =>
  domain === parent || domain.endsWith(`.${parent}`);

function summarizeSender(source: string, records: readonly AggregateRecord[], domain: string): SenderSummary {
  const count = (test: (record: AggregateRecord) => boolean): number =>
    records.reduce((sum, record) => sum + (test(record) ? record.count : 0), 0);
  const messages = count(() => true);
  const passing = count(isPassing);
  const forwarded = count((record) => !isPassing(record) && isForwarded(record));
  return {
    source,
    messages,
    passing,
    dkimAligned: count(({ dkim }) => dkim === 'pass'),
    spfAligned: count(({ spf }) => spf === 'pass'),
    forwarded,
    refused: count(({ disposition }) => disposition === 'quarantine' || disposition === 'reject'),
    addresses: [...new Set(records.map(({ sourceIp }) => sourceIp))].slice(0, 50),
    selectors: [...new Set(records.flatMap(selectorsOf(domain)))].slice(0, 20),
    kind: kindOf({ messages, passing, forwarded }, records),
  };
}

const isPassing = ({ dkim, spf }: AggregateRecord): boolean => dkim === 'pass' || spf === 'pass';

const forwardReasons = new Set(['forwarded', 'trusted_forwarder', 'mailing_list']);
const isForwarded = ({ reasons }: AggregateRecord): boolean =>
  reasons.some(({ type }) => forwardReasons.has(type));

const selectorsOf =
  (domain: string) =>
  ({ dkimResults }: AggregateRecord): readonly string[] =>
    dkimResults.flatMap((one) =>
      isUnder(one.domain, domain) && one.selector !== null ? [one.selector] : [],
    );

/** A source that authenticates as somebody, but never as us, is a service that is not set up, or a stranger with a name. */
function kindOf(
  {
    messages,
    passing,
    forwarded,
  }: { readonly messages: number; readonly passing: number; readonly forwarded: number },
  records: readonly AggregateRecord[],
): SenderSummary['kind'] {
  if (passing > 0 && passing * 2 >= messages - forwarded) return 'ours';
  if (forwarded > 0 && forwarded * 2 >= messages) return 'forwarder';
  const authenticates = records.some(
    ({ dkimResults, spfResults }) => passed(dkimResults).length + passed(spfResults).length > 0,
  );
  return authenticates ? 'unaligned' : 'stranger';
}
