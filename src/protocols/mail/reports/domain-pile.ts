import type { AggregateReport, PublishedPolicy } from './aggregate.ts';
import type { Flow } from './flow.ts';

/** All reports about one policy domain, summed up. */
export class DomainPile {
  readonly domain: string;
  readonly flows = new Map<string, Flow>();
  /** Mails reported by each reporter. */
  readonly reporters = new Map<string, number>();
  /** Reports by form. */
  readonly forms = { rfc7489: 0, rfc9990: 0 };
  /** Time covered by each published policy, in seconds since 1970: `none`, `quarantine`, `reject`. */
  readonly policyTimes = new Map<string, { begin: number; end: number }>();
  reports = 0;
  messages = 0;
  /** Mails whose records were left out because there were too many different ones. */
  dropped = 0;
  /** Seconds since 1970; 0 before the first report. */
  begin = 0;
  end = 0;
  /** Days of which there is a report, in days since 1970. */
  readonly days = new Set<number>();
  latest: { readonly end: number; readonly policy: PublishedPolicy } | null = null;

  constructor(domain: string) {
    this.domain = domain;
  }

  addReport(report: AggregateReport): void {
    const { begin, policy, reporter } = report;
    const end = Math.max(begin, report.end);
    const mails = report.records.reduce((sum, { count }) => sum + count, 0);
    this.reports += 1;
    this.messages += mails;
    this.forms[report.form] += 1;
    if (this.reporters.has(reporter) || this.reporters.size < maxReporters)
      this.reporters.set(reporter, (this.reporters.get(reporter) ?? 0) + mails);
    this.begin = this.reports === 1 ? begin : Math.min(this.begin, begin);
    this.end = Math.max(this.end, end);
    for (const day of daysOf(begin, end)) this.days.add(day);
    if (policy.p !== null) this.#addPolicy(policy.p, begin, end);
    if (this.latest === null || end > this.latest.end) this.latest = { end, policy };
  }

  #addPolicy(p: string, begin: number, end: number): void {
    const known = this.policyTimes.get(p);
    if (known === undefined && this.policyTimes.size >= maxPolicies) return;
    this.policyTimes.set(p, {
      begin: Math.min(known?.begin ?? begin, begin),
      end: Math.max(known?.end ?? end, end),
    });
  }
}

export const newDomainPile = (domain: string): DomainPile => new DomainPile(domain);

const maxReporters = 500;
const maxPolicies = 10;
/** A report covers hours or a day; one that claims more is taken at its ends only. */
const maxReportDays = 31;

function daysOf(begin: number, end: number): readonly number[] {
  const first = Math.floor(begin / 86_400);
  // A day that is only touched by a last second or minute does not count as covered.
  const last = Math.max(first, Math.floor((end - 3600) / 86_400));
  if (last - first > maxReportDays) return [first, last];
  return Array.from({ length: last - first + 1 }, (_unused, index) => first + index);
}
