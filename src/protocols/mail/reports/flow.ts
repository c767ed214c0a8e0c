import type { AggregateRecord, AggregateReport } from './aggregate.ts';

export interface WeekCount {
  readonly week: number;
  count: number;
}

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
  /** Mails by week: the Monday it starts on (days since 1970), and the count. */
  readonly weeks: WeekCount[];
}

export const flowKey = (record: AggregateRecord): string =>
  [record.sourceIp, record.dkim, record.spf, resultsKey(record)].join('|');

function resultsKey(record: AggregateRecord): string {
  const dkim = record.dkimResults.map(
    ({ domain, selector, result }) => `${domain},${selector ?? ''},${result}`,
  );
  const spf = record.spfResults.map(({ domain, scope, result }) => `${domain},${scope ?? ''},${result}`);
  return [
    record.headerFrom,
    record.envelopeFrom ?? '',
    dkim.join(' '),
    spf.join(' '),
    reasonsOf(record).join(' '),
  ].join('|');
}

/** What an aggregate record says about authentication and its overrides; most flows share it with thousands of others. */
type Shared = Pick<Flow, 'headerFrom' | 'envelopeFrom' | 'dkimResults' | 'spfResults' | 'reasons'>;

/** Makes flows whose equal parts are one object, and whose texts are copies: a slice of a report would keep the whole report. */
export class FlowMaker {
  readonly #shared = new Map<string, Shared>();

  make(record: AggregateRecord): Flow {
    const key = resultsKey(record);
    let shared = this.#shared.get(key);
    if (shared === undefined) {
      shared = copied({
        headerFrom: record.headerFrom,
        envelopeFrom: record.envelopeFrom,
        dkimResults: record.dkimResults,
        spfResults: record.spfResults,
        reasons: reasonsOf(record),
      });
      this.#shared.set(key, shared);
    }
    const { dkim, spf } = record;
    return { sourceIp: copied(record.sourceIp), dkim, spf, ...shared, count: 0, refused: 0, weeks: [] };
  }
}

const copied = <T>(value: T): T => structuredClone(value);

export function addToFlow(flow: Flow, record: AggregateRecord, week: number): void {
  flow.count += record.count;
  if (record.disposition === 'quarantine' || record.disposition === 'reject') flow.refused += record.count;
  const known = flow.weeks.find((one) => one.week === week);
  if (known === undefined) flow.weeks.push({ week, count: record.count });
  else known.count += record.count;
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
