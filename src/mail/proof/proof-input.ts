import type { Manifest, ManifestMessage } from '../../model/manifest.ts';
import type { TemplateScan } from '../../protocols/mail/templates/scan.ts';
import type { Authentication } from '../authentication/authentication.ts';
import type { MailHead } from '../inbox/inbox.ts';
import type { MailMessage } from '../message/mail-message.ts';

/** Everything known about one arrived mail. */
export interface ProofInput {
  readonly declared: ManifestMessage;
  readonly manifest: Manifest;
  readonly head: MailHead;
  readonly mail: MailMessage;
  readonly authentication: Authentication;
  /** Null: there is no HTML part. */
  readonly scan: TemplateScan | null;
}
