/** One assignment of a file of variables. */
export interface EnvEntry {
  readonly name: string;
  readonly value: string;
  readonly line: number;
  /** The comment right above or behind it. */
  readonly comment: string | null;
}

const maxEntries = 5_000;

/**
 * Reads `.env` files as dotenv, Compose and shells do: `export`, quotes over several lines, escapes in double quotes,
 * comments after unquoted values. A line that is no assignment is passed over.
 */
export function parseDotenv(text: string): readonly EnvEntry[] {
  const entries: EnvEntry[] = [];
  const pattern =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]{0,127})[ \t]*[=:][ \t]*("(?:\\[^]|[^"\\])*"|'[^']*'|`[^`]*`|[^\n]*)[^\n]*$/gm;
  const plain = text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
  let line = 1;
  let counted = 0;
  for (const match of plain.matchAll(pattern)) {
    if (entries.length >= maxEntries) break;
    line += newlines(plain, counted, match.index);
    counted = match.index;
    const [whole, name = '', raw = ''] = match;
    entries.push({ name, value: valueOf(raw), line, comment: commentOf(plain, match.index, whole) });
  }
  return entries;
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function valueOf(raw: string): string {
  const quote = raw[0];
  if (quote === '"' && raw.endsWith('"') && raw.length > 1)
    return raw.slice(1, -1).replaceAll(/\\([nrt"\\$])/g, (_all, letter: string) => escapes[letter] ?? letter);
  if ((quote === "'" || quote === '`') && raw.endsWith(quote) && raw.length > 1) return raw.slice(1, -1);
  return raw.replace(/(?:^|\s)#.*$/, '').trim();
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** `# What it is for` on the line above, or behind the value. */
function commentOf(text: string, start: number, whole: string): string | null {
  const behind = /\s#\s*([^\n]{3,200})$/.exec(whole)?.[1];
  if (behind !== undefined && !/["'`]\s*$/.test(whole)) return behind.trim();
  const above =
    text
      .slice(Math.max(0, start - 400), start)
      .split('\n')
      .at(-2)
      ?.trim() ?? '';
  const comment = /^#+\s*([^#=\n]{3,200})$/.exec(above)?.[1]?.trim();
  return comment === undefined || /^[-=*~_\s]+$/.test(comment) ? null : comment;
}
