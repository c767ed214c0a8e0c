import { type UnixMs } from '../../model/brand.ts';
import { adviseLadder, type LadderAdvice } from '../../protocols/mail/dmarc/ladder.ts';
import { senderAdvice, type SenderAdvice } from '../../protocols/mail/reports/advice.ts';
import type { DomainPile } from '../../protocols/mail/reports/domain-pile.ts';
import type { FailureGroup } from '../../protocols/mail/reports/failure-pile.ts';
import type { PileTotals, Refusal, ReportPile } from '../../protocols/mail/reports/pile.ts';
import type { ReverseNames } from '../../protocols/mail/reports/source-name.ts';
import {
  type ReportSummary,
  type SenderSummary,
  summarizePile,
} from '../../protocols/mail/reports/summary.ts';
import type { TlsDomain } from '../../protocols/mail/reports/tls-pile.ts';
import type { StandingRecord } from './published.ts';

export const mailReportsSchema = 'launch-ready/mail-reports@1';

/** What `mail reports --json` prints. */
export interface MailReports {
  readonly schema: typeof mailReportsSchema;
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly madeAt: UnixMs;
  readonly read: readonly string[];
  readonly totals: PileTotals;
  /** Largest first. */
  readonly domains: readonly DomainReport[];
  readonly tls: readonly TlsDomain[];
  readonly failures: readonly FailureGroup[];
  readonly refused: readonly Refusal[];
  readonly notes: readonly string[];
}

export interface DomainReport extends Omit<ReportSummary, 'senders'> {
  readonly senders: readonly (SenderSummary & SenderAdvice)[];
  readonly published: {
    readonly record: string | null;
    readonly from: StandingRecord['from'];
    readonly problem: string | null;
  };
  /** Judged on the last weeks only, so that what was repaired does not count for ever. */
  readonly ladder: LadderAdvice & {
    readonly since: number;
    readonly days: number;
    readonly messages: number;
  };
}

export interface DocumentParts {
  readonly pile: ReportPile;
  readonly version: string;
  readonly madeAt: UnixMs;
  readonly read: readonly string[];
  /** null: all. */
  readonly domain: string | null;
  readonly reverse: ReverseNames;
  readonly records: ReadonlyMap<string, StandingRecord>;
  readonly disowned: ReadonlySet<string>;
  /** Where aggregate reports should go when the record names no place; null: `dmarc@<domain>`. */
  readonly reportAddress: string | null;
  /** What the reader should know besides the pile's own notes. */
  readonly notes: readonly string[];
}

export function mailReports(parts: DocumentParts): MailReports {
  const { pile, domain } = parts;
  const piles = pile.domains().filter((one) => domain === null || one.domain === domain);
  return {
    schema: mailReportsSchema,
    tool: { name: 'launch-ready', version: parts.version },
    madeAt: parts.madeAt,
    read: parts.read,
    totals: { ...pile.totals },
    domains: piles.map((one) => domainReport(one, parts)),
    tls: pile.tls().filter((one) => domain === null || one.domain === domain),
    failures: pile.failures().filter((one) => domain === null || (one.reportedDomain ?? '').endsWith(domain)),
    refused: pile.refusals,
    notes: [...parts.notes, ...pile.notes],
  };
}

/** Weeks of evidence the ladder looks at. */
const ladderWeeks = 8;

function domainReport(pile: DomainPile, parts: DocumentParts): DomainReport {
  const options = { reverse: parts.reverse, disowned: parts.disowned };
  const whole = summarizePile(pile, options);
  const lastWeek = whole.weeks.at(-1)?.week ?? 0;
  const since = Math.max(0, lastWeek - (ladderWeeks - 1) * 7);
  const recent = summarizePile(pile, { ...options, sinceWeek: since });
  const standing = parts.records.get(pile.domain) ?? { record: null, from: 'reports', problem: null };
  const ladder = adviseLadder(standing.record, {
    summary: recent,
    reportAddress: parts.reportAddress ?? `dmarc@${pile.domain}`,
    nowSeconds: Math.floor(parts.madeAt / 1000),
  });
  return {
    ...whole,
    senders: whole.senders.map((sender) => ({ ...sender, ...senderAdvice(pile.domain, sender) })),
    published: {
      record: standing.record?.text ?? null,
      from: standing.from,
      problem: standing.problem,
    },
    ladder: {
      ...ladder,
      notes: [...ladder.notes, ...unseenAddress(standing)],
      since: recent.begin,
      days: recent.days,
      messages: recent.messages,
    },
  };
}

const unseenAddress = ({ record, from }: StandingRecord): readonly string[] =>
  from === 'reports' && record !== null
    ? ['the record is put together from the newest report, which does not tell "rua=" and "ruf=": keep yours']
    : [];
