import { hash } from 'node:crypto';
import type { Json } from '../model/json.ts';
import { isRecord } from '../protocols/logs/bounded-json.ts';
import { templateTokens } from '../protocols/logs/drain.ts';
import { remembered } from '../protocols/logs/remembered.ts';
import { eventValues } from '../protocols/sentry/event-values.ts';

/** What groups an error event: 16 hexadecimal digits, and by what it was found. */
export interface Fingerprint {
  readonly hash: string;
  readonly by: 'client' | 'stack' | 'exception' | 'message';
}

const maxFrames = 30;
const maxParts = 20;

/**
 * Stable over line numbers, ids in messages and builds: the client's own fingerprint, else the frames of the product, else type
 * and template of the exception, else the template of the message. An event as Sentry clients send it.
 */
export function fingerprintOf(event: Json): Fingerprint {
  const fields = isRecord(event) ? event : {};
  const own = listOf(fields['fingerprint']).slice(0, maxParts).map(textOf);
  if (own.length === 0 || (own.length === 1 && isDefault(own[0] ?? ''))) return automaticPrint(fields);
  const automatic = automaticParts(fields);
  const parts = own.flatMap((each) => (isDefault(each) ? automatic.parts : [each]));
  return printed({ by: 'client', parts });
}

/** By the frames of an exception that stands alone, where they are shared between events (`readEventJson`), and by its type. */
const prints = new WeakMap<readonly Json[], Map<string, Fingerprint>>();
const maxTypes = 20;

function automaticPrint(fields: Fields): Fingerprint {
  const [exception, ...others] = eventValues(fields['exception']);
  const frames = exception === undefined || others.length > 0 ? [] : framesIn(exception);
  if (frames.length === 0 || !Object.isFrozen(frames)) return printed(automaticParts(fields));
  const type = textOf(exception?.['type']);
  const byType = prints.get(frames) ?? new Map<string, Fingerprint>();
  const known = byType.get(type) ?? printed(automaticParts(fields));
  if (byType.size < maxTypes) byType.set(type, known);
  prints.set(frames, byType);
  return known;
}

type Fields = Readonly<Record<string, Json>>;

interface Grouping {
  readonly by: Fingerprint['by'];
  readonly parts: readonly string[];
}

const printed = ({ by, parts }: Grouping): Fingerprint => ({
  hash: hash('sha256', JSON.stringify([by, ...parts])).slice(0, 16),
  by,
});

const isDefault = (text: string): boolean => /^\{\{\s?default\s?\}\}$/.test(text);

/** The innermost exception comes last; its chain is part of what went wrong, so every link counts. */
function automaticParts(fields: Fields): Grouping {
  const exceptions = eventValues(fields['exception']).slice(-5);
  const types = exceptions.map((each) => textOf(each['type']));
  const frames = exceptions.flatMap((each) => framesOf(each));
  if (frames.length > 0) return { by: 'stack', parts: [...types, ...frames] };
  if (exceptions.length > 0)
    return {
      by: 'exception',
      parts: [...types, ...exceptions.map((each) => templateOf(textOf(each['value'])))],
    };
  const entry = [fields['logentry'], fields['message']].find(isRecord) ?? {};
  const message = entry['message'] ?? entry['formatted'] ?? fields['message'] ?? '';
  return { by: 'message', parts: [textOf(fields['logger']), templateOf(textOf(message))] };
}

const templateOf = (text: string): string => templateTokens(text.split('\n')[0] ?? '').join(' ');

/** Frames of the product; all of them where none is marked. No line numbers: they move with every release. */
function framesOf(exception: Fields): readonly string[] {
  const frames = framesIn(exception).filter(isRecord).slice(-maxFrames);
  const own = frames.filter((frame) => frame['in_app'] === true);
  return (own.length > 0 ? own : frames).map(
    (frame) => `${fileOf(textOf(frame['module'] ?? frame['filename']))} ${textOf(frame['function'])}`,
  );
}

const framesIn = ({ stacktrace }: Fields): readonly Json[] =>
  isRecord(stacktrace) ? listOf(stacktrace['frames']) : [];

/** A bundle's hash and a query change with each build: `/assets/app-9f8e7d6c.js?v=3` is `/assets/app-*.js`. */
const fileOf = remembered((name) =>
  name
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/[?#].*$/, '')
    .replace(/(?<=[-.])(?=[a-z_-]*\d)[\w]{8,64}(?=\.)/i, '*'),
);

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value.slice(0, 2000) : '');
