import { parseDocument } from 'yaml';
import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import { UserError } from '../../model/error.ts';
import type { HandoverAnswer } from '../../model/handover.ts';
import type { Outside } from '../../model/outside.ts';

const maxBytes = 256 * 1024;
const entry = z.object({
  answer: z.string().min(1).max(2000),
  by: z.string().min(1).max(200),
  on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});
const schema = z.object({ answers: z.record(z.string().max(100), entry) });

/** `handover.yaml`; a file that is not there holds no answers. Throws UserError LR_ANSWERS_INVALID with the place. */
export async function readAnswers(
  outside: Outside,
  path: string,
): Promise<ReadonlyMap<string, HandoverAnswer>> {
  const text = await outside.files.readText(path, { maxBytes });
  if (!text.ok) {
    if (text.error.kind === 'not-found') return new Map();
    throw invalid(path, text.error.message);
  }
  const document = parseDocument(text.value);
  const [problem] = document.errors;
  if (problem !== undefined) throw invalid(path, problem.message.split('\n')[0] ?? 'not YAML');
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? { answers: {} });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong shape'}`);
  }
  return new Map(
    Object.entries(parsed.data.answers).map(([id, { answer, by, on }]) => [
      id,
      { answer, by, on: unixMs(Date.parse(`${on}T00:00:00Z`)) },
    ]),
  );
}

const invalid = (path: string, problem: string): UserError =>
  new UserError('LR_ANSWERS_INVALID', {
    what: `${path}: ${problem.slice(0, 300)}`,
    why: 'A claim in the pack has an answer, a name and a day.',
    todo: 'Write answers: { account.dns: { answer: ..., by: ..., on: 2027-01-31 } }, or run: launch-ready handover ask',
  });
