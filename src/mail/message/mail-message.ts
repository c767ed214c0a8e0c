import type { UnixMs } from '../../model/brand.ts';
import type { RawHeader } from '../../protocols/mail/message.ts';

/** A mail, read within limits. Texts come from strangers: escape them where they are shown. */
export interface MailMessage {
  readonly sizeBytes: number;
  /** As they stand, topmost first. */
  readonly headers: readonly RawHeader[];
  readonly subject: string;
  readonly from: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  readonly date: UnixMs | null;
  readonly messageId: string | null;
  /** At most `messageLimits.textCharacters`. */
  readonly text: string | null;
  readonly html: string | null;
  readonly parts: readonly AttachedPart[];
  /** What reads badly, as sentences: charsets nobody knows, bytes that are no text, cut parts. */
  readonly oddities: readonly string[];
}
export interface MailAddress {
  readonly name: string;
  /** Lower case. */
  readonly address: string;
}
export interface AttachedPart {
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Without angle brackets. */
  readonly contentId: string | null;
  readonly fileName: string | null;
}

export const messageLimits = {
  bytes: 36 * 1024 * 1024,
  /** All header fields of the mail; Gmail stops far below. */
  headBytes: 256 * 1024,
  depth: 50,
  textCharacters: 2_000_000,
  addresses: 50,
  parts: 200,
  /** Lines that could be boundaries; a reader pays for each of them. */
  boundaryLines: 5000,
} as const;
