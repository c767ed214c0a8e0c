import type { UnixMs } from '../../model/brand.ts';
import type { ManifestInbox } from '../../model/manifest.ts';
import type { Result } from '../../model/outside.ts';

/** A place where test mails arrive, watched from the moment it was opened: what lay there before is never looked at. */
export interface Inbox extends AsyncDisposable {
  readonly id: string;
  readonly kind: ManifestInbox['kind'];
  /** As declared; redact it before showing. */
  readonly address: string;
  /** An address of its own for one mail, by plus addressing (RFC 5233): `tag` is small letters and digits. */
  readonly addressFor: (tag: string) => string;
  /** Every mail seen so far, in the order of arrival; each call looks again. At most `inboxLimits.heads`. */
  readonly look: (signal: AbortSignal) => Promise<Result<readonly MailHead[]>>;
  /** The whole mail. */
  readonly read: (head: MailHead, signal: AbortSignal) => Promise<Result<Uint8Array>>;
}

export const inboxLimits = {
  heads: 200,
  /** Larger mails are named, not read. Gmail takes 25 MB, with transfer encoding a third more. */
  messageBytes: 36 * 1024 * 1024,
  headBytes: 256 * 1024,
} as const;

export type FolderKind = 'inbox' | 'spam' | 'promotions' | 'other';

/** What is known before a mail is read. Texts are unfolded and bounded. */
export interface MailHead {
  /** Names the mail within its inbox. */
  readonly key: string;
  readonly folder: { readonly name: string; readonly kind: FolderKind };
  readonly sizeBytes: number;
  /** When the receiving server took it, by its own clock (IMAP: INTERNALDATE, whole seconds). */
  readonly receivedAt: UnixMs | null;
  /** When we saw it first. */
  readonly seenAt: UnixMs;
  readonly from: string | null;
  /** Every address it names as a recipient, lower case: envelope, To, Cc, Delivered-To, X-Original-To. */
  readonly recipients: readonly string[];
  readonly subject: string;
  /** How it was handed over; null where only the receiving server knows. */
  readonly handover: Handover | null;
}

export interface Handover {
  readonly clientAddress: string;
  readonly helo: string;
  /** Empty: the null reverse-path. */
  readonly mailFrom: string;
  /** TLS protocol; null: in the clear. */
  readonly tls: string | null;
}
