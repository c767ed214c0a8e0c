import type { AggregateRecord, AggregateReport } from './aggregate.ts';

/** Records that say the same about the same source, joined: what a pile of reports is kept as. */
export interface Flow {
  readonly sourceIp: string;
  readonly headerFrom: string;
  readonly envelopeFrom: string | null;
  /** Aligned results. */
  readonly dkim: 'pass' | 'fail';
  readonly spf: 'pass' | 'fail';
  readonly dkimResults: AggregateRecord['dkimResults'];
  readonly spfResults: AggregateRecord['spfResults'];
  /** Override reasons (RFC 9990 section 3.1.1.9), each once; `arc` when a comment tells of a passing ARC chain. */
  readonly reasons: readonly string[];
  count: number;
  /** Of these, quarantined or rejected. */
  refused: number;
  /** Mails by week: the Monday it starts on, in days since 1970. */
  readonly weeks: Map<number, number>;
}

/** Longer names and texts are cut in the key only; the first flow keeps them whole. */
export function flowKey(record: AggregateRecord): string {
  const dkim = record.dkimResults.map(
    ({ domain, selector, result }) => `${domain},${selector ?? ''},${result}`,
  );
  const spf = record.spfResults.map(({ domain, scope, result }) => `${domain},${scope ?? ''},${result}`);
  return [
    record.sourceIp,
    record.headerFrom,
    record.envelopeFrom ?? '',
    record.dkim,
    record.spf,
    dkim.join(' '),
    spf.join(' '),
    reasonsOf(record).join(' '),
  ].join('|');
}

export const newFlow = (record: AggregateRecord): Flow => ({
  sourceIp: record.sourceIp,
  headerFrom: record.headerFrom,
  envelopeFrom: record.envelopeFrom,
  dkim: record.dkim,
  spf: record.spf,
  dkimResults: record.dkimResults,
  spfResults: record.spfResults,
  reasons: reasonsOf(record),
  count: 0,
  refused: 0,
  weeks: new Map(),
});

export function addToFlow(flow: Flow, record: AggregateRecord, week: number): void {
  flow.count += record.count;
  if (record.disposition === 'quarantine' || record.disposition === 'reject') flow.refused += record.count;
  flow.weeks.set(week, (flow.weeks.get(week) ?? 0) + record.count);
}

const arcPass = /\barc\s*=\s*pass\b/i;

function reasonsOf({ reasons }: AggregateRecord): readonly string[] {
  const types = reasons.flatMap(({ type, comment }) =>
    comment !== null && arcPass.test(comment) ? [type, 'arc'] : [type],
  );
  return [...new Set(types)].toSorted();
}

const daySeconds = 86_400;

/** The Monday (UTC) of the week the middle of the report's time lies in, in days since 1970-01-01, which was a Thursday. */
export function weekOf({ begin, end }: Pick<AggregateReport, 'begin' | 'end'>): number {
  const day = Math.floor((begin + Math.max(0, end - begin) / 2) / daySeconds);
  return day - ((day + 3) % 7);
}

export const isPassing = ({ dkim, spf }: Pick<Flow, 'dkim' | 'spf'>): boolean =>
  dkim === 'pass' || spf === 'pass';
