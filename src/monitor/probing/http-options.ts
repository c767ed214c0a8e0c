import { z } from 'zod';
import { fieldProblem } from '../../model/field-problem.ts';
import type { Json } from '../../model/json.ts';

const texts = z
  .union([z.string().min(1).max(500), z.array(z.string().min(1).max(500)).max(20)])
  .transform((value) => (typeof value === 'string' ? [value] : value));
const status = z.int().min(100).max(599);
const statuses = z
  .union([status, z.array(status).max(20)])
  .transform((value) => (typeof value === 'number' ? [value] : value));
const headers = z.record(z.string().min(1).max(100), z.string().max(1000));

/** What an `http` monitor asks for and expects. */
export const httpOptions = z.strictObject({
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS']).default('GET'),
  /** Sent along. Secrets do not belong here: monitors are shown in the UI. */
  requestHeaders: headers.default({}),
  body: z.string().max(10_000).nullable().default(null),
  /** Empty: any 2xx. */
  status: statuses.default([]),
  text: texts.default([]),
  absentText: texts.default([]),
  /** Name to a part of the value. */
  headers: headers.default({}),
  absentHeaders: z.array(z.string().min(1).max(100)).max(20).default([]),
  /** `items.0.id` to the value there. */
  json: z.record(z.string().max(200), z.json()).default({}),
  /** The first answer must redirect exactly there; it is not followed then. */
  redirectsTo: z.string().max(2000).nullable().default(null),
  /** Where all redirects must have led in the end. */
  endsAt: z.string().max(2000).nullable().default(null),
  maxRedirects: z.int().min(0).max(5).default(5),
  /** Ask this address instead of the one the name leads to: straight to the origin. */
  address: z.string().max(45).nullable().default(null),
});
export type HttpOptions = z.infer<typeof httpOptions>;

/** `options.status: ...`, one sentence for each problem. */
export function optionProblems(
  schema: z.ZodType,
  options: Readonly<Record<string, Json>>,
): readonly string[] {
  const parsed = schema.safeParse(options, { error: fieldProblem });
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => `${['options', ...issue.path].join('.')}: ${issue.message}`);
}
