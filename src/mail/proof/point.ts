/** One thing proven about a mail. `broken` costs mails or trust, `advice` does not yet, `unknown` is never shown as good. */
export interface ProofPoint {
  /** Stable: `dmarc`, `links-canonical`. */
  readonly id: string;
  readonly title: string;
  readonly state: ProofState;
  /** One sentence with the figure; addresses redacted. */
  readonly found: string;
  /** `RFC 8058 section 3.1` or an address; null when it speaks for itself. */
  readonly source: string | null;
}
export const proofStates = ['broken', 'advice', 'unknown', 'holds', 'not asked'] as const;
export type ProofState = (typeof proofStates)[number];

export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly source: string | null;
}

export const point = (rule: Rule, state: ProofState, found: string): ProofPoint => ({
  ...rule,
  state,
  found: found.slice(0, 500),
});

/** At most `count` of them, and how many more. */
export const some = (all: readonly string[], count = 3): string =>
  all.length <= count ? all.join(', ') : `${all.slice(0, count).join(', ')} and ${all.length - count} more`;
