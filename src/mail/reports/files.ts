import type { Files } from '../../model/outside.ts';
import { reportLimits } from '../../protocols/mail/reports/error.ts';
import { isMbox, mboxMails } from './mbox.ts';

/** One thing that may hold reports, or why it could not be read. */
export type Found =
  | {
      readonly state: 'bytes';
      readonly name: string;
      readonly bytes: Uint8Array;
      /** In a mailbox, mails without a report are usual. */
      readonly place: 'file' | 'mailbox';
    }
  | { readonly state: 'unreadable'; readonly name: string; readonly reason: string };

export const fileLimits = {
  files: 500_000,
  depth: 20,
  /** A mailbox file is read whole. */
  mboxBytes: 512 * 1024 * 1024,
} as const;

/** Everything below a path, in the order of names: a file, a folder, a maildir (`cur`, `new`), an mbox file. */
export async function* findFiles(files: Files, path: string): AsyncGenerator<Found, void> {
  const seen = await files.stat(path);
  if (!seen.ok) yield unreadable(path, seen.error.message);
  else if (seen.value.kind === 'folder')
    yield* walk(files, { path, depth: 0, count: { left: fileLimits.files } });
  else yield* readFile(files, { path, sizeBytes: seen.value.sizeBytes, place: 'file' });
}

const unreadable = (name: string, reason: string): Found => ({ state: 'unreadable', name, reason });

interface Walk {
  readonly path: string;
  readonly depth: number;
  readonly count: { left: number };
}

async function* walk(files: Files, { path, depth, count }: Walk): AsyncGenerator<Found, void> {
  if (depth > fileLimits.depth) {
    yield unreadable(path, `folders nested deeper than ${fileLimits.depth} are not read`);
    return;
  }
  const listed = await files.list(path);
  if (!listed.ok) {
    yield unreadable(path, listed.error.message);
    return;
  }
  const place = isMaildirFolder(path) ? 'mailbox' : 'file';
  for (const entry of listed.value) {
    const inside = `${path.replace(/\/$/, '')}/${entry.name}`;
    if (entry.kind === 'folder') yield* walk(files, { path: inside, depth: depth + 1, count });
    else if (entry.kind !== 'other' && !isOwn(entry.name, place)) {
      count.left -= 1;
      if (count.left < 0) {
        yield unreadable(inside, `more than ${fileLimits.files} files; the rest is not read`);
        return;
      }
      yield* readEntry(files, inside, place);
    }
  }
}

/** Maildir keeps its mails in `cur` and `new`; `tmp` holds unfinished ones. */
const isMaildirFolder = (path: string): boolean => /(?:^|\/)(?:cur|new)$/.test(path);

/** Index files of Dovecot and hidden files are no reports. */
const isOwn = (name: string, place: 'file' | 'mailbox'): boolean =>
  name.startsWith('.') || (place === 'file' && /^(?:dovecot|maildirfolder|subscriptions)/.test(name));

async function* readEntry(
  files: Files,
  path: string,
  place: 'file' | 'mailbox',
): AsyncGenerator<Found, void> {
  const seen = await files.stat(path);
  if (!seen.ok) yield unreadable(path, seen.error.message);
  // A link to a folder could lead in a circle.
  else if (seen.value.kind === 'file')
    yield* readFile(files, { path, sizeBytes: seen.value.sizeBytes, place });
}

interface OneFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly place: 'file' | 'mailbox';
}

async function* readFile(files: Files, { path, sizeBytes, place }: OneFile): AsyncGenerator<Found, void> {
  const maxBytes = mayBeMbox(path) ? fileLimits.mboxBytes : reportLimits.inputBytes;
  if (sizeBytes > maxBytes) {
    yield unreadable(path, `${sizeBytes} bytes; at most ${maxBytes} are read`);
    return;
  }
  const read = await files.read(path, { maxBytes });
  if (read.ok) yield* foundIn(path, read.value, place);
  else yield unreadable(path, read.error.message);
}

const mayBeMbox = (path: string): boolean => /(?:\.mbox?|\/[^./]+)$/i.test(path);

/** Bytes as they are, or the mails of a mailbox file one by one. */
export function* foundIn(name: string, bytes: Uint8Array, place: 'file' | 'mailbox'): Generator<Found, void> {
  if (!isMbox(bytes)) {
    yield { state: 'bytes', name, bytes, place };
    return;
  }
  let number = 0;
  for (const mail of mboxMails(bytes)) {
    number += 1;
    yield { state: 'bytes', name: `${name} (mail ${number})`, bytes: mail, place: 'mailbox' };
  }
}
