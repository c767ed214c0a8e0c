import type { ImapFlow } from 'imapflow';
import { unixMs } from '../../model/brand.ts';
import type { ManifestInbox } from '../../model/manifest.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { secretBehind } from '../../secrets/behind.ts';
import { taggedAddress } from './address.ts';
import { type WatchedFolder, watchedFolders } from './folders.ts';
import { readHead } from './head.ts';
import { type ImapAccount, type ImapSession, openImapSession } from './imap-session.ts';
import { type Inbox, inboxLimits, type MailHead } from './inbox.ts';
import { inboxPresets } from './presets.ts';

/** Where a folder stood when we last looked; a changed `validity` renumbers everything (RFC 9051 section 2.3.1.1). */
interface FolderMark extends WatchedFolder {
  next: number;
  validity: bigint;
}

/** Any IMAP mailbox, opened read-only (EXAMINE, BODY.PEEK): nothing is marked, moved or deleted. */
export async function openImapInbox(
  outside: Outside,
  inbox: ManifestInbox,
  signal: AbortSignal,
): Promise<Result<Inbox>> {
  const account = await accountOf(outside, inbox);
  if (!account.ok) return account;
  const session = await openImapSession(outside, account.value, signal);
  if (!session.ok) return session;
  const marks = await session.value.run(async (client) => firstMarks(client), signal);
  if (!marks.ok) {
    await session.value.close();
    return marks;
  }
  return ok(
    new ImapInbox(outside, { inbox, account: account.value, session: session.value, marks: marks.value }),
  );
}

async function accountOf(outside: Outside, inbox: ManifestInbox): Promise<Result<ImapAccount>> {
  const preset = inboxPresets[inbox.kind === 'sink' ? 'imap' : inbox.kind];
  const host = inbox.host ?? preset.host;
  if (host === null) return failure('not-found', `Inbox ${inbox.id} names no IMAP host`);
  if (inbox.password === null)
    return failure(
      'not-found',
      `Inbox ${inbox.id} names no password; write env:NAME or file:path. ${preset.loginHint}`,
    );
  const password = await secretBehind(inbox.password, outside);
  if (!password.ok) return failure('not-found', `Inbox ${inbox.id}: ${password.error.message}`);
  return ok({
    host,
    port: inbox.port ?? preset.port,
    user: inbox.user ?? inbox.address,
    password: password.value,
    title: `${preset.title} at ${host}`,
    loginHint: preset.loginHint,
  });
}

async function firstMarks(client: ImapFlow): Promise<FolderMark[]> {
  const listed = await client.list();
  const folders = watchedFolders(
    listed.slice(0, 2000).map(({ path, name, specialUse, flags }) => ({
      path,
      name,
      specialUse: specialUse ?? null,
      flags: [...flags],
    })),
  );
  const marks: FolderMark[] = [];
  for (const folder of folders) {
    const opened = await client.mailboxOpen(folder.path, { readOnly: true });
    marks.push({ ...folder, next: opened.uidNext, validity: opened.uidValidity });
  }
  return marks;
}

interface Parts {
  readonly inbox: ManifestInbox;
  readonly account: ImapAccount;
  readonly session: ImapSession;
  readonly marks: FolderMark[];
}

class ImapInbox implements Inbox {
  readonly id: string;
  readonly kind: ManifestInbox['kind'];
  readonly address: string;
  readonly #outside: Outside;
  readonly #account: ImapAccount;
  readonly #marks: FolderMark[];
  readonly #heads: MailHead[] = [];
  #session: ImapSession;
  /** One connection, one command at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(outside: Outside, { inbox, account, session, marks }: Parts) {
    this.id = inbox.id;
    this.kind = inbox.kind;
    this.address = inbox.address;
    this.#outside = outside;
    this.#account = account;
    this.#session = session;
    this.#marks = marks;
  }

  addressFor = (tag: string): string => taggedAddress(this.address, tag);

  look = async (signal: AbortSignal): Promise<Result<readonly MailHead[]>> =>
    this.#inTurn(signal, async (session) => {
      for (const mark of this.#marks) {
        const fresh = await session.run(async (client) => newHeads(client, mark), signal);
        if (!fresh.ok) return fresh;
        const seenAt = this.#outside.clock.now();
        this.#heads.push(...fresh.value.map((head) => ({ ...head, seenAt })));
      }
      this.#heads.splice(0, this.#heads.length - inboxLimits.heads);
      return ok([...this.#heads]);
    });

  read = async (head: MailHead, signal: AbortSignal): Promise<Result<Uint8Array>> => {
    if (head.sizeBytes > inboxLimits.messageBytes)
      return failure(
        'too-large',
        `The mail has ${head.sizeBytes} bytes; at most ${inboxLimits.messageBytes} are read`,
      );
    return this.#inTurn(signal, async (session) => {
      const source = await session.run(async (client) => readSource(client, head), signal);
      if (!source.ok) return source;
      return source.value === null
        ? failure('not-found', 'The mail is gone from its folder')
        : ok(source.value);
    });
  };

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#turn;
    await this.#session.close();
  }

  async #inTurn<T>(
    signal: AbortSignal,
    work: (session: ImapSession) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const before = this.#turn;
    const mine = (async () => {
      await before;
      if (!this.#session.isOpen()) {
        const again = await openImapSession(this.#outside, this.#account, signal);
        if (!again.ok) return again;
        this.#session = again.value;
      }
      return work(this.#session);
    })();
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

/** Mails with a higher number than any seen before; moves the mark. */
async function newHeads(client: ImapFlow, mark: FolderMark): Promise<readonly Omit<MailHead, 'seenAt'>[]> {
  const opened = await client.mailboxOpen(mark.path, { readOnly: true });
  if (opened.uidValidity !== mark.validity) {
    mark.validity = opened.uidValidity;
    mark.next = opened.uidNext;
    return [];
  }
  if (opened.exists === 0 || opened.uidNext <= mark.next) return [];
  const found: Omit<MailHead, 'seenAt'>[] = [];
  const query = { uid: true, size: true, internalDate: true, headers: headerFields };
  for await (const mail of client.fetch(`${mark.next}:*`, query, { uid: true })) {
    // `*` names the last mail even when it is older (RFC 9051 section 9, seq-range).
    if (mail.uid < mark.next) continue;
    found.push({
      ...readHead(mail.headers ?? new Uint8Array()),
      key: keyOf(mark.path, mark.validity, mail.uid),
      folder: { name: mark.path, kind: mark.kind },
      sizeBytes: mail.size ?? 0,
      receivedAt: timeOf(mail.internalDate),
      handover: null,
    });
    if (found.length > inboxLimits.heads)
      throw Object.assign(new Error('too many'), { code: 'ResponseTooLarge' });
  }
  // Not `uidNext`: a server that exaggerates it would hide every later mail.
  mark.next = found.reduce((next, { key }) => Math.max(next, uidIn(key) + 1), mark.next);
  return found;
}

const keyOf = (path: string, validity: bigint, uid: number): string => `${path} ${validity} ${uid}`;
const uidIn = (key: string): number => Number(key.slice(key.lastIndexOf(' ') + 1));

const headerFields = [
  'from',
  'to',
  'cc',
  'subject',
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-forwarded-to',
  'resent-to',
];

function timeOf(date: Date | string | undefined): MailHead['receivedAt'] {
  const ms = date instanceof Date ? date.getTime() : Date.parse(date ?? '');
  return Number.isFinite(ms) ? unixMs(ms) : null;
}

async function readSource(client: ImapFlow, head: MailHead): Promise<Uint8Array | null> {
  const opened = await client.mailboxOpen(head.folder.name, { readOnly: true });
  if (head.key !== keyOf(head.folder.name, opened.uidValidity, uidIn(head.key))) return null;
  const mail = await client.fetchOne(String(uidIn(head.key)), { source: true }, { uid: true });
  return mail === false || mail === undefined ? null : (mail.source ?? null);
}
