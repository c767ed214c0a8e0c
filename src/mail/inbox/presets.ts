import type { ManifestInbox } from '../../model/manifest.ts';

/** What is known about a mailbox provider, as data. */
export interface InboxPreset {
  readonly title: string;
  readonly host: string | null;
  readonly port: number;
  /** Names the provider writes at the head of its Authentication-Results (RFC 8601 section 2.5); a leading dot is a suffix. */
  readonly trustedServers: readonly string[];
  /** Outlook.com writes no name at all; then fields without one, above the first foreign hop, are its own. */
  readonly writesNoServerName: boolean;
  /** What to do when the log-in is refused. */
  readonly loginHint: string;
}

/** Servers as the providers' own pages name them, read in November 2026. */
export const inboxPresets: Readonly<Record<Exclude<ManifestInbox['kind'], 'sink'>, InboxPreset>> = {
  gmail: {
    title: 'Gmail',
    host: 'imap.gmail.com',
    port: 993,
    trustedServers: ['mx.google.com'],
    writesNoServerName: false,
    loginHint:
      'Gmail takes app passwords only: turn on 2-step verification, then make one at myaccount.google.com/apppasswords.',
  },
  outlook: {
    title: 'Outlook',
    host: 'outlook.office365.com',
    port: 993,
    trustedServers: ['.outlook.com', '.prod.protection.outlook.com'],
    writesNoServerName: true,
    loginHint:
      'Microsoft has ended passwords for IMAP in most accounts; use an account that still allows an app password, or forward to another inbox.',
  },
  apple: {
    title: 'Apple iCloud',
    host: 'imap.mail.me.com',
    port: 993,
    trustedServers: ['.icloud.com', '.apple.com'],
    writesNoServerName: false,
    loginHint: 'iCloud takes app-specific passwords only: make one at account.apple.com.',
  },
  imap: {
    title: 'IMAP',
    host: null,
    port: 993,
    trustedServers: [],
    writesNoServerName: false,
    loginHint: 'Check user and password; many servers want the whole address as the user.',
  },
};
