import { nearest, orList } from './nearest.ts';

/** What a schema says about a value it refuses: the parts of a zod issue that matter here. */
export interface FieldIssue {
  readonly code?: string;
  readonly input?: unknown;
  readonly expected?: unknown;
  readonly values?: unknown;
  readonly keys?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly origin?: unknown;
  readonly format?: unknown;
}

/** Enough to know it again, too little to repeat a secret that was put into the wrong field. */
const maxQuoted = 30;

/** One sentence about a field that says what to give: for forms and APIs, where the name of the field stands beside it. */
export function fieldProblem(issue: FieldIssue): string {
  const { code, input } = issue;
  if (code === 'unrecognized_keys') return `Not known here: ${texts(issue.keys).slice(0, 5).join(', ')}.`;
  if (input === undefined) return `Missing: give ${wanted(issue)}.`;
  switch (code ?? '') {
    case 'invalid_type':
      return `Give ${wanted(issue)}, not ${kindOf(input)}.`;
    case 'invalid_value':
      return notOneOf(input, texts(issue.values));
    case 'too_small':
      return bound(issue, `at least ${String(issue.minimum)}`);
    case 'too_big':
      return bound(issue, `at most ${String(issue.maximum)}`);
    case 'invalid_format':
      return `Give ${formats[String(issue.format)] ?? 'it in the form that is asked for'}.`;
    default:
      return `${kindOf(input)} does not fit here.`.replace(/^./, (first) => first.toUpperCase());
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'fields with names',
  record: 'fields with names',
  array: 'a list',
  null: 'nothing',
};
const formats: Readonly<Record<string, string>> = {
  url: 'a whole address, like https://shop.example/',
  email: 'a mail address',
};

const wanted = ({ code, expected, values }: FieldIssue): string =>
  code === 'invalid_value' ? orList(texts(values)) : (kinds[String(expected)] ?? 'a value');

function notOneOf(input: unknown, known: readonly string[]): string {
  const guess = typeof input === 'string' ? nearest(input, known) : null;
  return `Give ${orList(known)}, not ${kindOf(input)}.${guess === null ? '' : ` Did you mean ${guess}?`}`;
}

function bound({ origin, input }: FieldIssue, limit: string): string {
  if (origin === 'string') return input === '' ? 'Empty: write something.' : `Give ${limit} characters.`;
  if (origin === 'array' || origin === 'record' || origin === 'set') return `Give ${limit}.`;
  return `Give ${limit}, not ${kindOf(input)}.`;
}

function kindOf(input: unknown): string {
  if (input === null) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'fields with names';
  const text = String(input);
  return `"${text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text}"`;
}

const texts = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String) : []);
