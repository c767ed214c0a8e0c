import type { ReportSummary, SenderSummary } from '../reports/summary.ts';
import { parseTagList } from '../tag-list.ts';
import { type DmarcPolicy, type DmarcRecord, dmarcPolicies } from './record.ts';

/** What the evidence must show before the next step. RFC 9989 sections 5.1.5 to 5.1.7 ask for it without figures. */
export const ladderRules = {
  /** Days the reports must cover. */
  days: 14,
  /** Mails the reports must count. */
  messages: 50,
  /** Share of our own senders' mail that must pass. */
  passShare: 0.98,
  /** An unaligned, authenticated source below this share of all mail does not hold us back. */
  unalignedShare: 0.01,
} as const;

export interface LadderAdvice {
  readonly current: DmarcPolicy | 'absent';
  readonly next: DmarcPolicy;
  /** May the step be taken on this evidence. */
  readonly isReady: boolean;
  /** What stands in the way, one sentence each. */
  readonly blockers: readonly string[];
  /** TXT value to publish at `_dmarc` once ready; equal to the present one at the top of the ladder. */
  readonly record: string;
  readonly notes: readonly string[];
}

/** Next step of none, quarantine, reject. `reportAddress` is used when the record names none. */
export function adviseLadder(
  record: DmarcRecord | null,
  summary: ReportSummary,
  reportAddress: string,
): LadderAdvice {
  const current = record === null ? 'absent' : (record.p ?? 'none');
  const next = nextPolicy(current);
  const needsProof = next !== current && next !== 'none';
  const blockers = needsProof ? blockersOf(summary) : [];
  return {
    current,
    next,
    isReady: blockers.length === 0,
    blockers,
    record: dmarcRecordWith(record, next, reportAddress),
    notes: notesOf(record, next, summary),
  };
}

function nextPolicy(current: DmarcPolicy | 'absent'): DmarcPolicy {
  if (current === 'absent') return 'none';
  return dmarcPolicies[dmarcPolicies.indexOf(current) + 1] ?? 'reject';
}

function blockersOf(summary: ReportSummary): readonly string[] {
  const days = Math.floor((summary.end - summary.begin + 1) / 86_400);
  const blockers: string[] = [];
  if (days < ladderRules.days)
    blockers.push(`the reports cover ${days} days, ${ladderRules.days} are needed`);
  if (summary.messages < ladderRules.messages)
    blockers.push(`the reports count ${summary.messages} mails, ${ladderRules.messages} are needed`);
  if (!summary.senders.some(({ kind }) => kind === 'ours')) blockers.push('no sender of yours passes yet');
  return [...blockers, ...summary.senders.flatMap((sender) => senderBlocker(sender, summary.messages))];
}

function senderBlocker(sender: SenderSummary, all: number): readonly string[] {
  const { source, messages, passing, forwarded, kind } = sender;
  const due = messages - forwarded;
  if (kind === 'ours' && passing < due * ladderRules.passShare)
    return [`${source}: ${due - passing} of ${due} mails fail`];
  if (kind === 'unaligned' && messages > all * ladderRules.unalignedShare)
    return [`${source}: ${messages} mails are authenticated, but not as your domain: set it up or disown it`];
  return [];
}

function notesOf(record: DmarcRecord | null, next: DmarcPolicy, summary: ReportSummary): readonly string[] {
  const forwarded = summary.senders.reduce((sum, sender) => sum + sender.forwarded, 0);
  const notes: string[] = [];
  if (next === 'reject' && record?.p !== 'reject' && forwarded > 0)
    notes.push(
      `${forwarded} mails went through forwarders or lists: RFC 9989 section 7.4 advises against reject for domains whose people use mailing lists`,
    );
  if (record?.isTesting === true) notes.push('"t=y" lowers the policy by one step: drop it to enforce');
  if (record?.pct !== null && record !== null)
    notes.push('"pct=" is obsolete and left out of the new record');
  return notes;
}

const obsolete = new Set(['pct', 'rf', 'ri']);

/** The present record with another policy: other tags stay in order, obsolete ones go, `p` follows `v` for older receivers. */
export function dmarcRecordWith(record: DmarcRecord | null, p: DmarcPolicy, reportAddress: string): string {
  const tags = record === null ? [] : parseTagList(record.text).tags;
  const kept = tags.filter(
    ({ name }) => !obsolete.has(name.toLowerCase()) && !['v', 'p', 't'].includes(name.toLowerCase()),
  );
  const rua = record !== null && record.rua.length > 0 ? [] : [`rua=mailto:${reportAddress}`];
  const others = kept.filter(({ name }) => rua.length === 0 || name.toLowerCase() !== 'rua');
  return ['v=DMARC1', `p=${p}`, ...others.map(({ name, value }) => `${name}=${value}`), ...rua].join('; ');
}
