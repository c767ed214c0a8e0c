import type { z } from 'zod';
import { nearest, orList } from '../model/nearest.ts';
import type { SourceDocument } from './document.ts';
import type { PathPart, Wrong } from './problem.ts';
import { secretRefError } from './schema/scalars.ts';
import { maskSecrets } from './secrets.ts';

type Issue = z.core.$ZodIssue;

const maxExplained = 100;

/** zod's issues as sentences with places. Every issue gives at least one; the first hundred are explained. */
export function explainIssues(issues: readonly Issue[], document: SourceDocument): readonly Wrong[] {
  return issues.slice(0, maxExplained).flatMap((issue) => explain(issue, [], document));
}

function explain(issue: Issue, above: readonly PathPart[], document: SourceDocument): readonly Wrong[] {
  const path = [...above, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  const value = valueAt(document.value, path);
  const here = (code: string, text: string): readonly Wrong[] => [
    { code, path, text, place: document.valueAt(path) },
  ];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .slice(0, maxExplained)
        .map((key) => unknownKey(key, issue.message.split(','), { path, document }));
    case 'invalid_union':
      return explainUnion(issue, path, document);
    case 'invalid_value':
      if (value === undefined) return here('LR_MANIFEST_MISSING', missingWord(issue.values.map(String)));
      return here('LR_MANIFEST_VALUE', wrongWord(value, issue.values.map(String), issue.message));
    case 'invalid_type':
      return value === undefined
        ? here('LR_MANIFEST_MISSING', `is missing. It needs ${needed(issue.expected)}.`)
        : here('LR_MANIFEST_TYPE', ownText(issue.message, value) ?? wrongType(value, issue.expected));
    case 'too_small':
    case 'too_big':
      return here('LR_MANIFEST_RANGE', outOfRange(issue, value));
    case 'invalid_key':
      return issue.issues.flatMap((inner) => [
        {
          code: 'LR_MANIFEST_VALUE',
          path,
          text: `${quoted(path.at(-1))} ${inner.message}`,
          place: document.keyAt(path),
        },
      ]);
    case 'custom':
    case 'invalid_format':
    case 'invalid_element':
    case 'not_multiple_of':
      if (issue.message === secretRefError) {
        return [
          {
            code: 'LR_MANIFEST_SECRET',
            path,
            text: issue.message,
            place: document.valueAt(path),
            isSecret: true,
          },
        ];
      }
      return here('LR_MANIFEST_VALUE', isSimple(value) ? `${quoted(value)} ${issue.message}` : issue.message);
  }
}

function unknownKey(
  key: string,
  known: readonly string[],
  where: { readonly path: readonly PathPart[]; readonly document: SourceDocument },
): Wrong {
  const path = [...where.path, key];
  const guess = nearest(key, known);
  const hint = guess === null ? `Known here: ${known.join(', ')}.` : `Did you mean ${guess}?`;
  return {
    code: 'LR_MANIFEST_UNKNOWN_KEY',
    path,
    text: `"${key.slice(0, 60)}" is not known here. ${hint}`,
    place: where.document.keyAt(path),
  };
}

/** Of the forms a value may have, the one that was most likely meant says what is wrong. */
function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: readonly PathPart[],
  document: SourceDocument,
): readonly Wrong[] {
  const { message } = issue;
  const place = document.valueAt(path);
  if (message.startsWith('!'))
    return [{ code: 'LR_MANIFEST_UNKNOWN_KEY', path, text: message.slice(1), place }];
  const branches = issue.errors.filter((branch) => !branch.some(isWrongKind));
  const chosen = message.startsWith('#')
    ? issue.errors[Number(message.slice(1))]
    : branches.toSorted((a, b) => cost(a) - cost(b))[0];
  if (chosen !== undefined) return chosen.flatMap((inner) => explain(inner, path, document));
  const value = valueAt(document.value, path);
  if (value === undefined) return [{ code: 'LR_MANIFEST_MISSING', path, text: 'is missing.', place }];
  if (message.startsWith('is '))
    return [{ code: 'LR_MANIFEST_VALUE', path, text: `${quoted(value)} ${message}`, place }];
  const kinds = [...new Set(issue.errors.flatMap((branch) => branch.filter(isWrongKind).map(expectedOf)))];
  return [{ code: 'LR_MANIFEST_TYPE', path, text: wrongType(value, kinds), place }];
}

/** This form does not fit the value at all: another type, or another literal. */
const isWrongKind = (issue: Issue): boolean =>
  issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
const expectedOf = (issue: Issue): string =>
  'expected' in issue ? String(issue.expected) : 'one of its words';

const weights: Readonly<Record<string, number>> = { invalid_type: 10, unrecognized_keys: 5 };
const cost = (issues: readonly Issue[]): number =>
  issues.reduce(
    (sum, issue) =>
      sum + (weights[issue.code] ?? 1) * (issue.code === 'unrecognized_keys' ? issue.keys.length : 1),
    0,
  );

const missingWord = (words: readonly string[]): string => `is missing. Use ${orList(words)}.`;

/** A field that knows better than its type what it needs. */
const ownText = (message: string, value: unknown): string | null =>
  message.startsWith('Invalid input') ? null : `${quoted(value)} ${message}`;

function wrongWord(value: unknown, words: readonly string[], noun: string): string {
  if (words.length === 1) return `${quoted(value)} ${noun}`;
  const guess = typeof value === 'string' ? nearest(value, words) : null;
  const hint = guess === null ? '' : ` Did you mean ${guess}?`;
  return `${quoted(value)} is not ${noun}. Use ${orList(words)}.${hint}`;
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'fields with names',
  record: 'fields with names',
  array: 'a list',
  null: 'nothing',
};
const needed = (expected: string): string => kindNames[expected] ?? expected;

function wrongType(value: unknown, expected: string | readonly string[]): string {
  const wanted = [expected].flat();
  const needs = `needs ${orList([...new Set(wanted.map(needed))])}`;
  if (wanted.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) {
    return `${needs}. Put it in quotes: "${value}".`;
  }
  return `${needs}, not ${kindOf(value)}.`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'fields with names' : quoted(value);
}

function outOfRange(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>, value: unknown): string {
  const isSmall = issue.code === 'too_small';
  const bound = isSmall ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  if (issue.origin === 'string') return isSmall ? 'is empty.' : `is too long, ${bound} characters fit.`;
  if (issue.origin === 'array')
    return `holds ${Array.isArray(value) ? value.length : 0} items, ${bound} ${isSmall ? 'are needed' : 'fit'}.`;
  return `${quoted(value)} is out of range, it must be ${bound}.`;
}

const isSimple = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** At most 60 characters of a simple value, masked before it is cut: half a secret no longer looks like one. */
function quoted(value: unknown): string {
  const text = maskSecrets(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}

function valueAt(value: unknown, path: readonly PathPart[]): unknown {
  let found = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.entries(found).find(([key]) => key === String(part))?.[1];
  }
  return found;
}
