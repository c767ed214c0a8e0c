import { stringify } from 'yaml';

/** A scalar as YAML writes it on one line, quoted where needed. */
export const scalar = (value: string | number | boolean): string =>
  stringify(value, { lineWidth: 0, defaultStringType: 'PLAIN', blockQuote: false }).trimEnd();

const commentColumn = 46;

/** A line with its comment in a column of its own. Comments come from file names: no control characters, bounded. */
export function line(text: string, comment?: string): string {
  if (comment === undefined) return text;
  return `${text.padEnd(commentColumn - 1)} # ${clean(comment)}`;
}

/** A comment on a line of its own. */
export const remark = (text: string): string => `  # ${clean(text)}`;

const clean = (comment: string): string =>
  comment.replaceAll(/[^\x20-\x7E\u00A0-\uFFFD]/g, ' ').slice(0, 160);

/** What only the owner knows: stays a comment until it is answered. */
export const question = (text: string, example: readonly string[]): readonly string[] => [
  `# ${text}`,
  ...example.map((each) => `#${each === '' ? '' : ` ${each}`}`),
];

/** `{ a: 1, b: two }` on one line. */
export const flow = (fields: Readonly<Record<string, string | boolean>>): string =>
  `{ ${Object.entries(fields)
    .map(([key, value]) => `${key}: ${inFlow(value)}`)
    .join(', ')} }`;

/** Commas, brackets and braces end a plain scalar inside of braces. */
const inFlow = (value: string | boolean): string =>
  typeof value === 'string' && /[,[\]{}]/.test(value) ? JSON.stringify(value) : scalar(value);
