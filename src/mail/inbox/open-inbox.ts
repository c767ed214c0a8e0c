import type { ManifestInbox } from '../../model/manifest.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { openImapInbox } from './imap-inbox.ts';
import type { Inbox } from './inbox.ts';
import { openSinkInbox, type SinkInboxOptions } from './sink-inbox.ts';

export interface OpenOptions {
  readonly signal: AbortSignal;
  readonly sink?: Omit<SinkInboxOptions, 'clock'>;
}

/** Opens an inbox of the manifest. Errors are sentences for the user: which inbox, what is wrong, what to do. */
export async function openInbox(
  outside: Outside,
  inbox: ManifestInbox,
  options: OpenOptions,
): Promise<Result<Inbox>> {
  return inbox.kind === 'sink'
    ? openSinkInbox(inbox, { ...options.sink, clock: outside.clock })
    : openImapInbox(outside, inbox, options.signal);
}
