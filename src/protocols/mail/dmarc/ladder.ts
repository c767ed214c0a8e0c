import type { ReportSummary, SenderSummary } from '../reports/summary.ts';
import { plural } from '../../../model/words.ts';
import { dmarcRecordWith } from './next-record.ts';
import { type DmarcPolicy, type DmarcRecord, dmarcPolicies } from './record.ts';

/** What the evidence must show before the next step. RFC 9989 sections 5.1.5 to 5.1.7 ask for it without figures. */
export const ladderRules = {
  /** Days of which there must be reports. */
  days: 14,
  /** Mails the reports must count. */
  messages: 50,
  /** Share of each own sender's mail that must pass; what others passed on does not count. */
  passShare: 0.98,
  /** An unaligned, authenticated source below this share of all mail does not hold us back. */
  unalignedShare: 0.01,
  /** Evidence older than this says nothing about today. */
  staleDays: 30,
  /** Days at quarantine before reject. */
  quarantineDays: 14,
} as const;

export type Rung = DmarcPolicy | 'absent';

export interface LadderStep {
  readonly policy: DmarcPolicy;
  /** held: published and in force. allowed: the evidence is there. blocked: something is missing. */
  readonly state: 'held' | 'allowed' | 'blocked';
  /** What stands in the way, one sentence each. */
  readonly missing: readonly string[];
  /** TXT value to publish at `_dmarc` for this step. */
  readonly record: string;
  /**
   * The same, announced: `t=y` lets RFC 9989 receivers apply one step less (section 4.7), `pct=0` says the same to RFC 7489 receivers,
   * which do not know `t` (its section 6.6.4). Null for monitoring, which nobody has to try out.
   */
  readonly rehearsal: string | null;
}

export interface LadderAdvice {
  readonly current: Rung;
  /** Published with `t=y` or `pct` below 100: in force one step lower, or for a part of the mail only. */
  readonly isSoftened: boolean;
  readonly next: DmarcPolicy;
  /** May the next step be taken on this evidence. */
  readonly isReady: boolean;
  readonly blockers: readonly string[];
  /** TXT value to publish at `_dmarc` once ready; equal to the present one at the top of the ladder. */
  readonly record: string;
  readonly rehearsal: string | null;
  readonly steps: readonly LadderStep[];
  readonly notes: readonly string[];
}

export interface LadderEvidence {
  readonly summary: ReportSummary;
  /** Used when the record names no address for reports. */
  readonly reportAddress: string;
  readonly nowSeconds: number;
}

/** Where on none, quarantine, reject the domain stands, and what the reports allow. */
export function adviseLadder(record: DmarcRecord | null, evidence: LadderEvidence): LadderAdvice {
  const current: Rung = record === null ? 'absent' : (record.p ?? 'none');
  const isSoftened = record !== null && current !== 'none' && (record.isTesting || (record.pct ?? 100) < 100);
  const next = nextPolicy(current, isSoftened);
  const steps = dmarcPolicies.map((policy) => stepOf(policy, record, { ...evidence, current, isSoftened }));
  const step = steps.find(({ policy }) => policy === next);
  return {
    current,
    isSoftened,
    next,
    isReady: step?.state !== 'blocked',
    blockers: step?.missing ?? [],
    record: step?.record ?? '',
    rehearsal: step?.rehearsal ?? null,
    steps,
    notes: notesOf(record, next, evidence.summary),
  };
}

function nextPolicy(current: Rung, isSoftened: boolean): DmarcPolicy {
  if (current === 'absent') return 'none';
  return isSoftened ? current : (dmarcPolicies[dmarcPolicies.indexOf(current) + 1] ?? 'reject');
}

interface Standing extends LadderEvidence {
  readonly current: Rung;
  readonly isSoftened: boolean;
}

function stepOf(policy: DmarcPolicy, record: DmarcRecord | null, standing: Standing): LadderStep {
  const rank = dmarcPolicies.indexOf(policy);
  const height = standing.current === 'absent' ? -1 : dmarcPolicies.indexOf(standing.current);
  const isHeld = rank < height || (rank === height && !standing.isSoftened);
  const missing = isHeld || policy === 'none' ? [] : missingFor(policy, standing);
  const isHigher = policy !== 'none' && !isHeld;
  return {
    policy,
    state: isHeld ? 'held' : missing.length === 0 ? 'allowed' : 'blocked',
    missing,
    record: dmarcRecordWith(record, { p: policy, reportAddress: standing.reportAddress }),
    rehearsal: isHigher
      ? dmarcRecordWith(record, { p: policy, reportAddress: standing.reportAddress, isRehearsal: true })
      : null,
  };
}

function missingFor(
  policy: DmarcPolicy,
  { summary, nowSeconds, current, isSoftened }: Standing,
): readonly string[] {
  const missing: string[] = [];
  const ageDays = Math.floor((nowSeconds - summary.end) / 86_400);
  if (summary.reports > 0 && ageDays > ladderRules.staleDays)
    missing.push(
      `the newest report is ${plural(ageDays, 'day')} old, at most ${ladderRules.staleDays} are allowed`,
    );
  if (summary.days < ladderRules.days)
    missing.push(`the reports cover ${plural(summary.days, 'day')}, ${ladderRules.days} are needed`);
  if (summary.messages < ladderRules.messages)
    missing.push(`the reports count ${plural(summary.messages, 'mail')}, ${ladderRules.messages} are needed`);
  if (!summary.senders.some(({ kind }) => kind === 'ours')) missing.push('no sender of yours passes yet');
  missing.push(...summary.senders.flatMap((sender) => senderBlocker(sender, summary.messages)));
  if (policy === 'reject') missing.push(...quarantineBlocker(summary, current, isSoftened));
  return missing;
}

function quarantineBlocker(summary: ReportSummary, current: Rung, isSoftened: boolean): readonly string[] {
  if (current === 'reject') return [];
  if (current !== 'quarantine') return ['quarantine comes first'];
  if (isSoftened) return ['quarantine is published for tests or a part of the mail only'];
  const days = summary.policies.find(({ p }) => p === 'quarantine')?.days ?? 0;
  return days >= ladderRules.quarantineDays
    ? []
    : [`the reports show quarantine for ${plural(days, 'day')}, ${ladderRules.quarantineDays} are needed`];
}

function senderBlocker(sender: SenderSummary, all: number): readonly string[] {
  const { source, messages, forwarded, failing, kind } = sender;
  const due = messages - forwarded;
  if (kind === 'ours' && failing > due * (1 - ladderRules.passShare))
    return [`${source}: ${failing} of ${due} mails fail`];
  if (kind !== 'ours' && failing > all * ladderRules.unalignedShare)
    return [`${source}: ${failing} mails are authenticated, but not as your domain: set it up or disown it`];
  return [];
}

function notesOf(record: DmarcRecord | null, next: DmarcPolicy, summary: ReportSummary): readonly string[] {
  const lost = summary.senders.reduce(
    (sum, { forwarded, messages, passing, kind }) =>
      sum + (kind === 'forwarder' ? Math.min(forwarded, messages - passing) : 0),
    0,
  );
  const notes: string[] = [];
  const hit = summary.senders.filter(
    ({ kind, failing, refused }) => kind === 'ours' && failing > 0 && refused > 0,
  );
  const [first] = hit;
  if (first !== undefined && record?.p !== 'none')
    notes.push(
      `${plural(
        hit.reduce((sum, { refused }) => sum + refused, 0),
        'mail',
      )} of your own senders (${first.source}${hit.length > 1 ? ' and others' : ''}) were quarantined or rejected: repair that sender at once, or go one step back until it is`,
    );
  if (next === 'reject' && record?.p !== 'reject' && lost > 0)
    notes.push(
      `${lost} mails came through forwarders or lists and fail: RFC 9989 section 7.4 advises against reject for domains whose people use mailing lists`,
    );
  if (record?.isTesting === true) notes.push('"t=y" lowers the policy by one step: drop it to enforce');
  if (record !== null && record.pct !== null) notes.push('"pct=" is obsolete and left out of the new record');
  if (record?.sp === 'none' && next !== 'none')
    notes.push('"sp=none" stays: forged subdomains are still delivered; drop it once their mail passes, too');
  return notes;
}
