const lineFeed = 10;
const carriageReturn = 13;
const mark = Buffer.from('From ', 'latin1');

/** Does a file begin as mailbox files do (RFC 4155 section 3). */
export const isMbox = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, mark.length)).equals(mark);

/** The mails of an mbox file, without their `From ` lines; a mail starts at such a line, with a date in it, behind an empty one. */
export function* mboxMails(bytes: Uint8Array): Generator<Uint8Array, void> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = lineEnd(view, 0);
  let from = start;
  while (from < view.length) {
    const next = view.indexOf('\nFrom ', from, 'latin1');
    if (next === -1) break;
    from = next + 1;
    if (!isBehindEmptyLine(view, next) || !hasYear(view, next + 1)) continue;
    yield view.subarray(start, next);
    start = lineEnd(view, next + 1);
    from = start - 1;
  }
  if (start < view.length) yield view.subarray(start);
}

function lineEnd(view: Buffer, from: number): number {
  const end = view.indexOf(lineFeed, from);
  return end === -1 ? view.length : end + 1;
}

/** `From sender Mon Mar  2 06:00:00 2026`: a sentence that happens to begin with "From " has no year. */
const hasYear = (view: Buffer, from: number): boolean =>
  /\d{4}/.test(view.toString('latin1', from, Math.min(lineEnd(view, from), from + 200)));

/** `at` is the line feed before `From `: the line it ends must be empty. */
function isBehindEmptyLine(view: Buffer, at: number): boolean {
  const before = view[at - 1] === carriageReturn ? at - 2 : at - 1;
  return view[before] === lineFeed;
}
