import { z } from 'zod';
import type { Session } from '../collectors/data/session.ts';
import { failure, ok, type Result } from '../model/outside.ts';

/** What the server answers, parsed once, here. */
export async function rowsOf<T>(
  session: Session,
  sql: string,
  schema: z.ZodType<T>,
): Promise<Result<readonly T[]>> {
  const rows = await session.run(sql);
  if (!rows.ok) return rows;
  const read = z.array(schema).safeParse(rows.value);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  return failure(
    'protocol',
    `the server answers in a way not known here (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`,
  );
}
