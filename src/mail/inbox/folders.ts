import type { FolderKind } from './inbox.ts';

export interface ListedFolder {
  readonly path: string;
  readonly name: string;
  /** `\Junk`, `\Inbox`, ... (RFC 6154) where the server says so. */
  readonly specialUse: string | null;
  readonly flags: readonly string[];
}
export interface WatchedFolder {
  readonly path: string;
  readonly kind: FolderKind;
}

/** What spam folders are called where the server does not mark one, in the languages of the big providers. */
const spamNames =
  /^(?:spam|junk|junk[ -]?e?-?mail|bulk(?: mail)?|unsolicited|spamverdacht|unerw(?:ü|ue)nscht|courrier ind(?:é|e)sirable|ind(?:é|e)sirables|correo no deseado|no deseado|lixo eletr(?:ô|o)nico|posta indesiderata|ongewenste e-mail|skr(?:ä|a)ppost|søppelpost|roskaposti|wiadomo(?:ś|s)ci-?(?:ś|s)mieci|спам|нежелательная почта|垃圾邮件|迷惑メール|스팸)$/i;
const promotionNames = /^(?:promotions?|promotionen|promociones|offers|newsletters?)$/i;
/** Where rules and filters of the receiver put mail. */
const sortedUses = new Set(['\\Trash', '\\Archive', '\\Important', '\\Flagged', '\\Sent', '\\Drafts']);

const maxWatched = 6;
const maxPath = 200;

/** The folders worth watching: inbox first, then spam, then what looks like sorted promotions. */
export function watchedFolders(listed: readonly ListedFolder[]): readonly WatchedFolder[] {
  const usable = listed.filter(
    ({ path, flags }) =>
      path.length <= maxPath && !flags.some((flag) => /^\\(?:noselect|nonexistent)$/i.test(flag)),
  );
  const kinds = usable.map((folder) => ({ path: folder.path, kind: kindOf(folder) }));
  const inbox = kinds.find(({ kind }) => kind === 'inbox') ?? { path: 'INBOX', kind: 'inbox' as const };
  const marked = usable.filter(({ specialUse }) => specialUse === '\\Junk').map(({ path }) => path);
  const spam = kinds.filter(
    ({ path, kind }) => kind === 'spam' && (marked.length === 0 || marked.includes(path)),
  );
  const promotions = kinds.filter(({ kind }) => kind === 'promotions');
  return [inbox, ...spam, ...promotions].slice(0, maxWatched);
}

function kindOf({ path, name, specialUse }: ListedFolder): FolderKind {
  if (path.toUpperCase() === 'INBOX' || specialUse === '\\Inbox') return 'inbox';
  if (specialUse === '\\Junk') return 'spam';
  if (specialUse !== null && sortedUses.has(specialUse)) return 'other';
  if (spamNames.test(name)) return 'spam';
  return promotionNames.test(name) ? 'promotions' : 'other';
}
