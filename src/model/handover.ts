import type { UnixMs } from './brand.ts';
import type { LaunchVerdict } from './report.ts';

export const handoverSchema = 'launch-ready/handover@1';

/** Who says so: we looked, a vendor's API said, a person said, or it follows from the others. */
export type LineOrigin = 'measured' | 'read' | 'asked' | 'derived';

/**
 * good: measured, and as it should be; bad: measured, and not; unknown: could not be measured; missing: only the owner can say and
 * has not; old: said too long ago to be relied on; plain: nothing to judge.
 */
export type LineState = 'good' | 'bad' | 'unknown' | 'missing' | 'old' | 'plain';

/** One statement of the pack. */
export interface HandoverLine {
  /** Stable from pack to pack: `tls host:shop.example`. */
  readonly id: string;
  readonly cells: readonly string[];
  readonly origin: LineOrigin;
  readonly state: LineState;
  /** When it was measured or said; null for what is missing or derived. */
  readonly at: UnixMs | null;
  /** Who said it. */
  readonly by: string | null;
  /** A command with which anybody sees the same. */
  readonly rerun: string | null;
}

export interface HandoverBlock {
  readonly title: string;
  readonly columns: readonly string[];
  readonly lines: readonly HandoverLine[];
}

export interface HandoverSection {
  /** Small letters and dashes: `accounts`. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly blocks: readonly HandoverBlock[];
}

/** What only the owner can answer. */
export interface HandoverQuestion {
  readonly id: string;
  readonly question: string;
  readonly section: string;
}

/** Kept in `handover.yaml`: a claim with a name and a day. */
export interface HandoverAnswer {
  readonly answer: string;
  readonly by: string;
  readonly on: UnixMs;
}

export interface CalendarEntry {
  readonly id: string;
  readonly at: UnixMs;
  readonly title: string;
  readonly about: string;
}

/** The pack: one value, rendered as Markdown, HTML, PDF, calendar and tables. */
export interface Handover {
  readonly schema: typeof handoverSchema;
  readonly tool: string;
  readonly product: string;
  readonly domain: string;
  readonly createdAt: UnixMs;
  readonly measuredAt: UnixMs;
  readonly verdict: LaunchVerdict;
  readonly headline: string;
  /** A claim and a measurement that cannot both be true. They come first. */
  readonly contradictions: readonly HandoverLine[];
  readonly sections: readonly HandoverSection[];
  readonly questions: readonly HandoverQuestion[];
  readonly calendar: readonly CalendarEntry[];
  /** SHA-256 of the facts everything measured was made from. */
  readonly factsDigest: string;
}

/** open: whoever holds the key is still let in; ended: it was refused; unclear: neither was said plainly. */
export type AccessState = 'open' | 'ended' | 'unclear';

/** What a vendor, a server or the product itself said when it was asked whether a key still opens anything. */
export interface AccessProof {
  /** The id of the line of the pack: `token edge`, `test-account ana`. */
  readonly id: string;
  /** `cloudflare token (env:CLOUDFLARE_TOKEN)`: what lets in, never its value. */
  readonly what: string;
  readonly reaches: string;
  /** In the imperative: where it is taken away. */
  readonly takeAway: string;
  readonly state: AccessState;
  /** The answer, in one sentence. */
  readonly said: string;
  readonly at: UnixMs;
  /** The first 12 hexadecimal digits of the SHA-256 of the key: the same key is known again. Null: it could not be read. */
  readonly key: string | null;
  /** When the key ends by itself, where its vendor says so. */
  readonly endsAt: UnixMs | null;
  /** When this very key was last seen letting in; null: never here. */
  readonly workedAt: UnixMs | null;
}

/** One thing somebody did to the product through this program. */
export interface HandoverChange {
  readonly id: string;
  readonly at: UnixMs;
  readonly what: string;
  readonly why: string;
  readonly by: string;
  readonly proof: string;
  readonly undo: string | null;
}

/** A rehearsal or release that was journaled. */
export interface HandoverRelease {
  readonly id: string;
  readonly at: UnixMs;
  readonly kind: 'release' | 'rehearsal';
  readonly version: string;
  readonly outcome: string;
  readonly isGood: boolean;
  readonly tookMs: number;
}
