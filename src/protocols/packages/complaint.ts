import { z } from 'zod';
import { parsed } from './advisory.ts';

/** No more is read of either output. */
const readLength = 65_536;

const message = z.string().trim().min(1);
/** npm has its words at the top, pnpm one level down, classic Yarn in lines of `type` and `data`. */
const whole = z.union([
  z.object({ message }).transform((said) => said.message),
  z.object({ error: z.object({ message }) }).transform((said) => said.error.message),
]);
const line = z.object({ type: z.literal('error'), data: message }).transform((said) => said.data);
const complaining = /\b(?:error|failed|fatal|cannot|could not|unable|refused|denied|not found)\b|Error:/i;

/**
 * Why a package tool that gave no report says it gave none: one line as the tool wrote it of any length (it may hold secrets of a
 * registry's address and anything a registry answers). Null: it said nothing.
 */
export function complaintOf(stdout: string, stderr: string): string | null {
  const said = parsed(stdout.slice(0, readLength), whole) ?? wordsOf(stderr) ?? wordsOf(stdout);
  return said === null ? null : (firstLine(said) ?? null);
}

function wordsOf(output: string): string | null {
  const lines = output
    .slice(0, readLength)
    .split('\n')
    .filter((text) => text.trim() !== '');
  for (const text of lines) {
    const told = parsed(text, line);
    if (told !== null) return told;
  }
  return lines.find((text) => complaining.test(text)) ?? lines[0] ?? null;
}

const firstLine = (text: string): string | undefined => text.trim().split('\n')[0]?.trim();
