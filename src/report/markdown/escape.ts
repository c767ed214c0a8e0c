import { inertBlock, inertLine } from '../inert.ts';

// CommonMark 0.31 section 2.4: any ASCII punctuation may be escaped with a backslash.
const special = /[\\`*_{}[\]<>|#~$&]/gu;

/** Text as text: no markup, no HTML, one line. */
export const mdText = (text: string): string => inertLine(text).replaceAll(special, String.raw`\$&`);

/** Inline code that survives backticks in the content (CommonMark section 6.1) and pipes in tables. */
export function mdCode(text: string): string {
  const content = inertLine(text);
  const fence = '`'.repeat(longestRun(content) + 1);
  const space = content.startsWith('`') || content.endsWith('`') || content === '' ? ' ' : '';
  return `${fence}${space}${content}${space}${fence}`;
}

/** The same inside a table cell, where GitHub splits at pipes even within code. */
export const mdCellCode = (text: string): string => mdCode(text).replaceAll('|', String.raw`\|`);

/** A fenced block no content can close (section 4.5). */
export function mdBlock(text: string, language = ''): string {
  const content = inertBlock(text);
  const fence = '`'.repeat(Math.max(3, longestRun(content) + 1));
  return `${fence}${language}\n${content}\n${fence}`;
}

/** Only web addresses become links. */
export const mdLink = (label: string, url: string): string =>
  /^https?:\/\/[^\s<>]+$/u.test(url) ? `[${mdText(label)}](<${url}>)` : mdText(`${label} ${url}`);

export const mdTable = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const longestRun = (text: string): number =>
  Math.max(0, ...[...text.matchAll(/`+/gu)].map((match) => match[0].length));
