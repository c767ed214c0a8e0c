import type { Bounce } from '../../protocols/mail/bounce.ts';
import type { UnixMs } from '../../model/brand.ts';
import type { ManifestInbox, ManifestMessage } from '../../model/manifest.ts';
import type { Authentication } from '../authentication/authentication.ts';
import type { FolderKind } from '../inbox/inbox.ts';
import type { MailPictures } from '../proof/pictures.ts';
import type { ProofPoint } from '../proof/point.ts';

/** What became of every declared mail in every inbox: what the terminal, JSON and HTML show. Addresses are redacted. */
export interface MailTestResult {
  readonly product: string;
  readonly startedAt: UnixMs;
  readonly tookMs: number;
  /** Seconds a mail may take (profile); null: the profile sets none. */
  readonly limitSeconds: number | null;
  readonly inboxes: readonly InboxResult[];
  readonly mails: readonly MailRow[];
  /** Mails that came without being declared. */
  readonly others: readonly { readonly inbox: string; readonly subject: string }[];
}
export interface InboxResult {
  readonly id: string;
  readonly kind: ManifestInbox['kind'];
  readonly address: string;
  /** Why it could not be opened; null when it could. */
  readonly problem: string | null;
}
export interface MailRow {
  readonly id: string;
  readonly kind: ManifestMessage['kind'];
  readonly from: string;
  readonly trigger: string;
  /** One per inbox, in their order. */
  readonly cells: readonly MailCell[];
}

/**
 * arrived: it is there (`folder`, `isLate` say how well); missing: it was sent for, and did not come; not sent: its trigger
 * failed; could not look: something of ours or nothing declared, so nothing is known.
 */
export interface MailCell {
  readonly inbox: string;
  readonly outcome: 'arrived' | 'missing' | 'not sent' | 'could not look';
  /** One sentence; empty when it arrived. */
  readonly reason: string;
  readonly bounce: Bounce | null;
  readonly arrival: Arrival | null;
}
export interface Arrival {
  /** From what made it be sent to when we saw it. */
  readonly afterMs: number;
  readonly isLate: boolean;
  readonly folder: { readonly name: string; readonly kind: FolderKind };
  readonly subject: string;
  readonly sizeBytes: number;
  readonly authentication: Authentication | null;
  readonly points: readonly ProofPoint[];
  readonly pictures: MailPictures | null;
}

export type Settlement = 'good' | 'weak' | 'bad' | 'unknown';

/** bad: mails or trust are lost; weak: it works and could be better; unknown: nobody can say whether receivers take it. */
export function settlementOf({ outcome, arrival }: MailCell): Settlement {
  if (outcome === 'could not look') return 'unknown';
  if (outcome !== 'arrived' || arrival === null) return 'bad';
  const isBad =
    arrival.isLate ||
    arrival.folder.kind === 'spam' ||
    arrival.points.some(({ state }) => state === 'broken');
  if (isBad) return 'bad';
  // Whether receivers take it is the question; without that answer nothing is good.
  if (arrival.authentication === null || arrival.authentication.dmarc === 'unknown') return 'unknown';
  const isWeak =
    arrival.folder.kind !== 'inbox' ||
    arrival.points.some(({ state }) => state === 'advice' || state === 'unknown');
  return isWeak ? 'weak' : 'good';
}

export type MailTestVerdict = 'good' | 'failed' | 'could not look';

/** Nothing seen is never good. */
export function verdictOf(result: MailTestResult): MailTestVerdict {
  const cells = result.mails.flatMap(({ cells: own }) => own.map(settlementOf));
  if (cells.includes('bad')) return 'failed';
  return cells.length === 0 || cells.includes('unknown') ? 'could not look' : 'good';
}
