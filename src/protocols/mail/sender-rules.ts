export const receivers = ['gmail', 'yahoo', 'microsoft'] as const;
export type Receiver = (typeof receivers)[number];

/** What is known about one sender; null means not known. */
export interface SenderFacts {
  /** Mails a day to that receiver's users, for the whole organizational domain. */
  readonly mailsPerDay: number | null;
  readonly isMarketing: boolean;
  readonly hasSpfPass: boolean | null;
  readonly hasDkimPass: boolean | null;
  readonly dkimBits: number | null;
  readonly hasDmarcRecord: boolean | null;
  readonly isAligned: boolean | null;
  readonly hasReverseName: boolean | null;
  readonly usesTls: boolean | null;
  readonly hasValidHeaders: boolean | null;
  readonly hasOneClick: boolean | null;
  /** Complaints per delivered mail, 0 to 1. */
  readonly complaintRate: number | null;
}

export interface SenderRule {
  readonly id: string;
  readonly title: string;
  readonly receivers: readonly Receiver[];
  /** Mails a day from which it holds; 0 is everybody. */
  readonly from: number;
  readonly isMarketingOnly: boolean;
  readonly isMust: boolean;
  readonly holds: (facts: SenderFacts) => boolean | null;
}

/** "About 5,000 a day", Gmail and Microsoft; Yahoo gives no figure and is judged by the same. */
export const bulkThreshold = 5000;
/** Gmail and Yahoo: stay below 0.1 %, never reach 0.3 %. */
export const complaintLimits = { wanted: 0.001, cliff: 0.003 } as const;

const either = (a: boolean | null, b: boolean | null): boolean | null =>
  a === true || b === true ? true : a === null || b === null ? null : false;
const both = (a: boolean | null, b: boolean | null): boolean | null =>
  a === false || b === false ? false : a === null || b === null ? null : true;
const below = (value: number | null, limit: number): boolean | null =>
  value === null ? null : value < limit;
const atLeast = (value: number | null, limit: number): boolean | null =>
  value === null ? null : value >= limit;

const rule = (
  id: string,
  title: string,
  rest: Partial<SenderRule> & Pick<SenderRule, 'holds'>,
): SenderRule => ({
  id,
  title,
  receivers,
  from: 0,
  isMarketingOnly: false,
  isMust: true,
  ...rest,
});

/** Published rules as of November 2026: Gmail (2024, refusing since November 2025), Yahoo (2024), Microsoft (5 May 2025, `550 5.7.515`). */
export const senderRules: readonly SenderRule[] = [
  rule('spf-or-dkim', 'SPF or DKIM passes', {
    holds: (facts) => either(facts.hasSpfPass, facts.hasDkimPass),
  }),
  rule('spf-and-dkim', 'SPF and DKIM both pass', {
    from: bulkThreshold,
    holds: (facts) => both(facts.hasSpfPass, facts.hasDkimPass),
  }),
  rule('dkim-1024', 'The DKIM key has at least 1024 bits', {
    receivers: ['gmail', 'yahoo'],
    holds: (facts) => atLeast(facts.dkimBits, 1024),
  }),
  rule('dkim-2048', 'The DKIM key has 2048 bits', {
    receivers: ['gmail'],
    isMust: false,
    holds: (facts) => atLeast(facts.dkimBits, 2048),
  }),
  rule('dmarc', 'A DMARC record exists, p=none at least', {
    from: bulkThreshold,
    holds: (facts) => facts.hasDmarcRecord,
  }),
  rule('alignment', 'From is aligned with SPF or DKIM', {
    from: bulkThreshold,
    holds: (facts) => facts.isAligned,
  }),
  rule('reverse-name', 'The sending address has a matching PTR', {
    receivers: ['gmail', 'yahoo'],
    holds: (facts) => facts.hasReverseName,
  }),
  rule('tls', 'Mail is handed over with TLS', {
    receivers: ['gmail', 'yahoo'],
    holds: (facts) => facts.usesTls,
  }),
  rule('format', 'Messages follow RFC 5322', {
    receivers: ['gmail', 'yahoo'],
    holds: (facts) => facts.hasValidHeaders,
  }),
  rule('one-click', 'Marketing mail has one-click unsubscribe', {
    receivers: ['gmail', 'yahoo'],
    from: bulkThreshold,
    isMarketingOnly: true,
    holds: (facts) => facts.hasOneClick,
  }),
  rule('unsubscribe', 'Marketing mail has a working unsubscribe', {
    receivers: ['microsoft'],
    from: bulkThreshold,
    isMarketingOnly: true,
    isMust: false,
    holds: (facts) => facts.hasOneClick,
  }),
  rule('complaints', 'Complaints stay below 0.3 %', {
    receivers: ['gmail', 'yahoo'],
    holds: (facts) => below(facts.complaintRate, complaintLimits.cliff),
  }),
  rule('complaints-wanted', 'Complaints stay below 0.1 %', {
    receivers: ['gmail'],
    isMust: false,
    holds: (facts) => below(facts.complaintRate, complaintLimits.wanted),
  }),
];

export type RuleState = 'met' | 'broken' | 'advised' | 'unknown' | 'not asked';
export interface RuleRow {
  readonly id: string;
  readonly title: string;
  /** `advised`: not met, and not a must. `not asked`: that receiver has no such rule for this sender. */
  readonly states: Readonly<Record<Receiver, RuleState>>;
}

/** The matrix of all rules for one sender. An unknown amount counts as bulk only when `assumesBulk`. */
export function judgeSender(facts: SenderFacts, assumesBulk: boolean): readonly RuleRow[] {
  const amount = facts.mailsPerDay ?? (assumesBulk ? bulkThreshold : 0);
  return senderRules.map((one) => {
    const state = (receiver: Receiver): RuleState => {
      const isAsked =
        one.receivers.includes(receiver) && amount >= one.from && (!one.isMarketingOnly || facts.isMarketing);
      if (!isAsked) return 'not asked';
      const holds = one.holds(facts);
      if (holds === null) return 'unknown';
      return holds ? 'met' : one.isMust ? 'broken' : 'advised';
    };
    return {
      id: one.id,
      title: one.title,
      states: { gmail: state('gmail'), yahoo: state('yahoo'), microsoft: state('microsoft') },
    };
  });
}
