import type { ImapFlow } from 'imapflow';
import type { Outside } from '../../model/outside.ts';
import { watchedFolders } from '../inbox/folders.ts';
import { type ImapAccount, type ImapSession, openImapSession } from '../inbox/imap-session.ts';
import { inboxLimits } from '../inbox/inbox.ts';
import type { Found } from './files.ts';

export interface ReportMailbox {
  readonly account: ImapAccount;
  /** Folder paths; empty: the inbox and the spam folders. */
  readonly folders: readonly string[];
  /** Only mails of this many days; null: all. */
  readonly days: number | null;
}

export const imapLimits = { mails: 50_000, folders: 50 } as const;

/** Every mail of the folders, read-only (EXAMINE, BODY.PEEK), one at a time. What cannot be read is said and the rest goes on. */
export async function* findInMailbox(
  outside: Outside,
  mailbox: ReportMailbox,
  signal: AbortSignal,
): AsyncGenerator<Found, void> {
  const opened = await openImapSession(outside, mailbox.account, signal);
  if (!opened.ok) {
    yield { state: 'unreadable', name: mailbox.account.title, reason: opened.error.message };
    return;
  }
  const reader: Reader = {
    outside,
    mailbox,
    session: opened.value,
    signal,
    left: { mails: imapLimits.mails },
  };
  try {
    const folders = await foldersOf(reader);
    if ('reason' in folders) yield folders;
    else for (const folder of folders.paths) yield* readFolder(reader, folder);
  } finally {
    await opened.value.close();
  }
}

interface Reader {
  readonly outside: Outside;
  readonly mailbox: ReportMailbox;
  readonly session: ImapSession;
  readonly signal: AbortSignal;
  readonly left: { mails: number };
}

type Unreadable = Extract<Found, { readonly state: 'unreadable' }>;

async function foldersOf({
  mailbox,
  session,
  signal,
}: Reader): Promise<{ readonly paths: readonly string[] } | Unreadable> {
  if (mailbox.folders.length > 0) return { paths: mailbox.folders.slice(0, imapLimits.folders) };
  const listed = await session.run(async (client) => client.list(), signal);
  if (!listed.ok) return { state: 'unreadable', name: mailbox.account.title, reason: listed.error.message };
  const folders = watchedFolders(
    listed.value.slice(0, 2000).map(({ path, name, specialUse, flags }) => ({
      path,
      name,
      specialUse: specialUse ?? null,
      flags: [...flags],
    })),
  );
  return { paths: folders.map(({ path }) => path) };
}

async function* readFolder(reader: Reader, folder: string): AsyncGenerator<Found, void> {
  const { session, signal, mailbox, left } = reader;
  const name = `${mailbox.account.title}, ${folder.slice(0, 100)}`;
  const numbers = await session.run(async (client) => numbersIn(client, folder, sinceOf(reader)), signal);
  if (!numbers.ok) {
    yield { state: 'unreadable', name, reason: numbers.error.message };
    return;
  }
  if (numbers.value === 'no-folder') {
    yield { state: 'unreadable', name, reason: 'there is no such folder, or it may not be opened' };
    return;
  }
  for (const uid of numbers.value) {
    left.mails -= 1;
    if (left.mails < 0) {
      yield {
        state: 'unreadable',
        name,
        reason: `more than ${imapLimits.mails} mails; the rest is not read`,
      };
      return;
    }
    const mail = await session.run(async (client) => sourceOf(client, uid), signal);
    if (!mail.ok) {
      yield { state: 'unreadable', name: `${name} mail ${uid}`, reason: mail.error.message };
      if (!session.isOpen()) return;
    } else if (mail.value === 'too-large')
      yield {
        state: 'unreadable',
        name: `${name} mail ${uid}`,
        reason: `larger than ${inboxLimits.messageBytes} bytes`,
      };
    else if (mail.value !== null)
      yield { state: 'bytes', name: `${name} mail ${uid}`, bytes: mail.value, place: 'mailbox' };
  }
}

const dayMs = 86_400_000;

/** As milliseconds since 1970; null: everything. */
const sinceOf = ({ mailbox, outside }: Reader): number | null =>
  mailbox.days === null ? null : outside.clock.now() - mailbox.days * dayMs;

/** Newest first: where there are too many, the old ones stay unread. */
async function numbersIn(
  client: ImapFlow,
  folder: string,
  sinceMs: number | null,
): Promise<readonly number[] | 'no-folder'> {
  try {
    await client.mailboxOpen(folder, { readOnly: true });
  } catch (thrown) {
    // A plain NO of the server; anything else ends the connection.
    const status: unknown =
      typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'responseStatus') : null;
    if (status === 'NO') return 'no-folder';
    throw thrown;
  }
  const query = sinceMs === null ? { all: true } : { since: imapDay(sinceMs) };
  const found = await client.search(query, { uid: true });
  return found === false || found === undefined ? [] : found.toSorted((a, b) => b - a);
}

const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', dateStyle: 'short' });
/** `2026-11-22`: the day before it is asked for, since servers compare in their own time zone (RFC 9051 section 6.4.4). */
const imapDay = (ms: number): string => isoDay.format(ms - dayMs);

async function sourceOf(client: ImapFlow, uid: number): Promise<Uint8Array | 'too-large' | null> {
  const known = await client.fetchOne(`${uid}`, { uid: true, size: true }, { uid: true });
  if (known === false || known === undefined) return null;
  if ((known.size ?? 0) > inboxLimits.messageBytes) return 'too-large';
  const mail = await client.fetchOne(`${uid}`, { uid: true, source: true }, { uid: true });
  return mail === false ? null : (mail?.source ?? null);
}
