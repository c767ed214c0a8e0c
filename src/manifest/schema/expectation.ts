import { z } from 'zod';
import type { ResponseExpectation, SavedValue } from '../../model/journey.ts';
import { about, thing } from './field.ts';
import { duration, shortText, text } from './scalars.ts';

export const oneOrMany = <T extends z.ZodType>(schema: T, maximum = 50) =>
  z
    .union([schema, z.array(schema).max(maximum)])
    .transform((value): z.output<T>[] => (Array.isArray(value) ? value : [value]));

const status = z.int().min(100).max(599);

/** What an answer must look like. A number alone is the status, a text alone must be in the body. */
const expectationObject = thing({
  status: about(
    oneOrMany(status).optional(),
    'Status, or several that are fine; any 2xx when left out.',
    201,
  ),
  headers: about(z.record(z.string().max(200), text).optional(), 'Header to a part of its value.', {
    'content-type': 'application/json',
  }),
  json: about(z.record(z.string().max(500), z.json()).optional(), 'Path in the JSON to the value there.', {
    'order.status': 'paid',
  }),
  text: about(oneOrMany(text).optional(), 'Must be in the body.', 'Thank you'),
  absent: about(oneOrMany(text).optional(), 'Must not be in the body.', 'Application error'),
  url: about(shortText.optional(), 'Part of the address at the end.', '/welcome'),
  within: about(duration('1ms', '5m').optional(), 'The answer may take this long.', '2s'),
});

export const expectation = about(
  z
    .union([status, text, expectationObject])
    .optional()
    .transform((value): ResponseExpectation => toExpectation(value)),
  'What must hold: a status, a text, or more.',
  { status: 201, text: 'Thank you' },
);

function toExpectation(
  value: number | string | z.output<typeof expectationObject> = {},
): ResponseExpectation {
  if (typeof value === 'number') return toExpectation({ status: [value] });
  if (typeof value === 'string') return toExpectation({ text: [value] });
  const headers = Object.entries(value.headers ?? {}).map(([name, part]) => [name.toLowerCase(), part]);
  return {
    status: value.status ?? [],
    headers: Object.fromEntries(headers) as Record<string, string>,
    json: value.json ?? {},
    text: value.text ?? [],
    absentText: value.absent ?? [],
    url: value.url ?? null,
    withinMs: value.within ?? null,
  };
}

const sources = ['json', 'header', 'cookie', 'query', 'text', 'link', 'html'] as const;

const source = z
  .string()
  .max(500)
  .regex(new RegExp(`^(?:${sources.join('|')}):.+$`, 's'), {
    error:
      'says not where to find it. Use json:path, header:name, cookie:name, query:name, text:pattern, link:part or html:selector.',
  })
  .refine(isPatternGood, { error: 'has a pattern that is no regular expression.' });

function isPatternGood(value: string): boolean {
  if (!value.startsWith('text:')) return true;
  try {
    return new RegExp(value.slice(5)).source !== '';
  } catch {
    return false;
  }
}

export const valueName = z
  .string()
  .max(60)
  .regex(/^[a-z][A-Za-z0-9_]*$/, {
    error: 'is not a name for a value. Use letters and digits, like orderId.',
  });

export const save = about(
  z
    .record(valueName, source)
    .optional()
    .transform((value): readonly SavedValue[] =>
      Object.entries(value ?? {}).map(([name, where]) => {
        const colon = where.indexOf(':');
        return { name, from: where.slice(0, colon) as SavedValue['from'], at: where.slice(colon + 1) };
      }),
    ),
  'Values later steps use as ${name}.',
  { orderId: 'json:order.id' },
);
