import { createHash } from 'node:crypto';
import type { AggregateReport } from './aggregate.ts';
import { type DomainPile, newDomainPile } from './domain-pile.ts';
import type { ReportError } from './error.ts';
import { FailurePile, type FailureGroup } from './failure-pile.ts';
import { addToFlow, flowKey, FlowMaker, weekOf } from './flow.ts';
import type { ReportOutcome } from './read.ts';
import type { TlsReport } from './tls.ts';
import { TlsPile, type TlsDomain } from './tls-pile.ts';

/** A file or mail that was not read, with the reason. */
export interface Refusal {
  readonly origin: string;
  readonly code: ReportError['code'] | 'unreadable';
  readonly reason: string;
}

export const pileLimits = {
  domains: 1000,
  flows: 300_000,
  refusals: 1000,
  notes: 200,
  reports: 1_000_000,
} as const;

export interface PileTotals {
  /** Files and mails looked at. */
  inputs: number;
  aggregate: number;
  failure: number;
  tls: number;
  duplicates: number;
  refused: number;
  /** Mails and files that hold no report and claim none. */
  others: number;
}

export interface PileOptions {
  /** Whole addresses of failure reports; default false. */
  readonly showsAddresses?: boolean;
  /** Reports about a time that has not come are refused. */
  readonly nowSeconds?: number;
}

/** Reporters' clocks and time zones may be off by a day. */
const clockSlackSeconds = 86_400;

/**
 * Takes reports one after the other and keeps only what is summed up, so that any number of them fits. A report counts once,
 * however often and however packed it comes (RFC 9990 section 3.5.4; RFC 8460 section 4.4 `report-id`).
 */
export class ReportPile {
  readonly totals: PileTotals = {
    inputs: 0,
    aggregate: 0,
    failure: 0,
    tls: 0,
    duplicates: 0,
    refused: 0,
    others: 0,
  };
  readonly refusals: Refusal[] = [];
  /** What was odd and did not stop us, by file. */
  readonly notes: string[] = [];
  readonly #seen = new Map<string, string>();
  readonly #domains = new Map<string, DomainPile>();
  readonly #tls = new TlsPile();
  readonly #failures: FailurePile;
  readonly #maker = new FlowMaker();
  #flows = 0;

  readonly #latestBegin: number;

  constructor({ showsAddresses = false, nowSeconds = Infinity }: PileOptions = {}) {
    this.#failures = new FailurePile({ showsAddresses });
    this.#latestBegin = nowSeconds + clockSlackSeconds;
  }

  /** `place`: in a mailbox, mails without a report are usual; a file without one is refused by name. */
  add(origin: string, outcomes: Iterable<ReportOutcome>, place: 'file' | 'mailbox'): void {
    this.totals.inputs += 1;
    for (const outcome of outcomes) {
      const isOther = outcome.state === 'refused' && outcome.code === 'not-a-report' && place === 'mailbox';
      if (isOther) this.totals.others += 1;
      else this.#addOne(origin, outcome);
    }
  }

  /** A mail or file that could not even be read. */
  refuse(refusal: Refusal): void {
    this.totals.refused += 1;
    if (this.refusals.length < pileLimits.refusals) this.refusals.push(refusal);
  }

  /** Largest first. */
  domains(): readonly DomainPile[] {
    return [...this.#domains.values()].toSorted(
      (a, b) => b.messages - a.messages || (a.domain < b.domain ? -1 : 1),
    );
  }

  tls(): readonly TlsDomain[] {
    return this.#tls.domains();
  }

  failures(): readonly FailureGroup[] {
    return this.#failures.groups();
  }

  #addOne(origin: string, outcome: ReportOutcome): void {
    if (outcome.state === 'refused') {
      const { code, reason } = outcome;
      this.refuse({ origin, code, reason });
      return;
    }
    if (outcome.kind === 'failure') {
      this.totals.failure += 1;
      this.#failures.add(outcome.report);
      return;
    }
    const { kind, report } = outcome;
    if (kind === 'aggregate' && report.begin > this.#latestBegin) {
      this.refuse({ origin, code: 'fields', reason: 'the report is about a time that has not come yet' });
      return;
    }
    const name =
      kind === 'tls'
        ? ['tls', report.reporter, report.reportId, report.start]
        : [report.policy.domain, report.reporter, report.reportId, report.begin, report.end];
    if (!this.#isNew(name, report, origin)) return;
    this.totals[kind] += 1;
    if (kind === 'tls') this.#tls.add(report);
    else this.#addAggregate(origin, report);
  }

  /** Equal name and other content: a reporter's mistake or a forged copy. The first one counts, and it is said. */
  #isNew(name: readonly (string | number)[], report: AggregateReport | TlsReport, origin: string): boolean {
    const digest = figuresOf(report);
    // Joined into a text of its own: pieces of a report would keep the whole report in memory.
    const key = (report.reportId === '' ? [...name, hashOf(report)] : name).join('|');
    const earlier = this.#seen.get(key);
    if (earlier === undefined) {
      if (this.#seen.size >= pileLimits.reports)
        throw new RangeError('more reports than are counted in one run');
      this.#seen.set(key, digest);
      return true;
    }
    this.totals.duplicates += 1;
    if (earlier !== digest)
      this.#note(`${origin}: another report with the same id and other figures came before; that one counts`);
    return false;
  }

  #addAggregate(origin: string, report: AggregateReport): void {
    for (const warning of report.warnings) this.#note(`${origin}: ${warning}`);
    const pile = this.#pileOf(report.policy.domain);
    if (pile === null) {
      this.#note(`${origin}: more than ${pileLimits.domains} domains; ${report.policy.domain} is left out`);
      return;
    }
    pile.addReport(report);
    const week = weekOf(report);
    for (const record of report.records) {
      const key = flowKey(record);
      let flow = pile.flows.get(key);
      if (flow === undefined) {
        if (this.#flows >= pileLimits.flows) {
          pile.dropped += record.count;
          continue;
        }
        this.#flows += 1;
        flow = this.#maker.make(record);
        pile.flows.set(key, flow);
      }
      addToFlow(flow, record, week);
    }
  }

  #pileOf(domain: string): DomainPile | null {
    const known = this.#domains.get(domain);
    if (known !== undefined || this.#domains.size >= pileLimits.domains) return known ?? null;
    const made = newDomainPile(domain);
    this.#domains.set(domain, made);
    return made;
  }

  #note(text: string): void {
    if (this.notes.length < pileLimits.notes) this.notes.push(text);
  }
}

/** Sums that differ when two reports do, but for forgeries made to match. */
function figuresOf(report: AggregateReport | TlsReport): string {
  const counts =
    'records' in report
      ? report.records.map(
          ({ count, dkim, spf }) => count * (1 + Number(dkim === 'pass') + 2 * Number(spf === 'pass')),
        )
      : report.policies.flatMap(({ successes, failures }) => [successes, failures]);
  return [counts.length, ...counts.slice(0, 3), counts.reduce((sum, count) => sum + count, 0)].join(' ');
}

const hashOf = (report: AggregateReport | TlsReport): string =>
  createHash('sha256').update(JSON.stringify(report)).digest('base64');
