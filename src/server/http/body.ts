import type { z } from 'zod';
import { fieldProblem } from '../../model/field-problem.ts';
import { Refused } from './refused.ts';

/** The body as bytes, never more than `limit`; what is longer is refused as soon as that is known. */
export async function boundedBytes(request: Request, limit: number): Promise<Uint8Array> {
  const length = request.headers.get('content-length');
  if (length !== null && Number(length) > limit) throw tooLarge(limit);
  // A body ends where its length says (RFC 9112, 6.2): read at once, without a stream around it.
  if (length !== null && /^\d+$/.test(length)) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length > limit) throw tooLarge(limit);
    return bytes;
  }
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** JSON sent as JSON: a form of another site cannot do that without asking first (CORS), so this is part of the CSRF guard. */
export async function jsonBody<T>(request: Request, schema: z.ZodType<T>, limit: number): Promise<T> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json(?:\s*;|$)/i.test(type))
    throw new Refused(415, 'not-json', { message: 'The body must be sent as application/json.' });
  const text = new TextDecoder().decode(await boundedBytes(request, limit));
  return parsed(jsonOf(text), schema);
}

export async function formBody(request: Request, limit: number): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded(?:\s*;|$)/i.test(type))
    throw new Refused(415, 'not-a-form', { message: 'The body must be sent as a form.' });
  return new URLSearchParams(new TextDecoder().decode(await boundedBytes(request, limit)));
}

/** `Refused` 422 with a sentence for each field. */
export function parsed<T>(value: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(value, { error: fieldProblem });
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues.slice(0, 20))
    fields[issue.path.join('.') || 'body'] ??= issue.message;
  const names = Object.keys(fields);
  throw new Refused(422, 'invalid', {
    message: `${names.length === 1 ? 'One field is' : `${names.length} fields are`} not right: ${names.slice(0, 5).join(', ')}.`,
    fields,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(400, 'not-json', { message: 'The body is not JSON.' });
  }
}

export const tooLarge = (limit: number): Refused =>
  new Refused(413, 'too-large', { message: `The body is larger than ${Math.round(limit / 1024)} KB.` });
