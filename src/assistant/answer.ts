import type { ManifestAssistant } from '../model/assistant.ts';
import type { HttpResponse } from '../model/outside-http.ts';
import type { Json } from '../model/json.ts';
import type { Result } from '../model/outside.ts';
import { failure, ok } from '../model/outside.ts';
import { readBoundedJson } from '../protocols/logs/bounded-json.ts';

/** What was understood of one answer. */
export interface Heard {
  readonly text: string;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: string }[];
  readonly isHandedOver: boolean;
}

const limits = { maxLength: 300_000, maxDepth: 30, maxValues: 20_000 };
const maxText = 20_000;
const maxCalls = 50;

/** One JSON document, or a stream of events (`text/event-stream`) whose parts make the text together. */
export function readAnswer(response: HttpResponse, how: ManifestAssistant): Result<Heard> {
  const text = Buffer.from(response.body).toString('utf8');
  const type = response.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  if (type.includes('text/event-stream')) return fromEvents(text, how);
  if (how.answer === null && how.toolCalls === null && how.handover === null)
    return ok({ text: text.slice(0, maxText), toolCalls: [], isHandedOver: false });
  const read = readBoundedJson(text, limits);
  return read.ok
    ? heard([read.value], how, text)
    : failure('protocol', 'The answer is no JSON, and launch.yaml names paths in it');
}

function fromEvents(text: string, how: ManifestAssistant): Result<Heard> {
  const datas = text
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trim());
  const parts = datas.flatMap((data) => {
    const read = readBoundedJson(data, limits);
    return read.ok ? [read.value] : [];
  });
  return how.answer === null
    ? ok({ text: datas.join('\n').slice(0, maxText), toolCalls: [], isHandedOver: false })
    : heard(parts, how, text);
}

function heard(documents: readonly Json[], how: ManifestAssistant, raw: string): Result<Heard> {
  const at = (path: string): readonly Json[] => documents.flatMap((each) => valueAt(each, path) ?? []);
  const texts = how.answer === null ? [raw] : at(how.answer).filter((each) => typeof each === 'string');
  const calls = how.toolCalls === null ? [] : at(how.toolCalls).flat(1).flatMap(callOf);
  const isHandedOver = how.handover !== null && at(how.handover).some(isSet);
  if (texts.length === 0 && calls.length === 0 && !isHandedOver)
    return failure('protocol', `The answer has nothing at ${how.answer ?? 'its paths'}`);
  return ok({ text: texts.join('').slice(0, maxText), toolCalls: calls.slice(0, maxCalls), isHandedOver });
}

/** `choices.0.message.content`; undefined: nothing is there. */
function valueAt(document: Json, path: string): Json | undefined {
  let at: Json | undefined = document;
  for (const part of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Readonly<Record<string, Json>>)[part];
  }
  return at;
}

const isSet = (value: Json): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : !['', 'false', 'no', 'none', '0', 'null'].includes(String(value).toLowerCase());

/** The usual shapes: `{ name, arguments }`, `{ function: { name, arguments } }`, `{ tool, input }`, a bare name. */
function callOf(value: Json): readonly { readonly name: string; readonly arguments: string }[] {
  if (typeof value === 'string') return [{ name: value.slice(0, 200), arguments: '' }];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const own = value as Readonly<Record<string, Json>>;
  const inner = typeof own['function'] === 'object' && own['function'] !== null ? own['function'] : own;
  const fields = inner as Readonly<Record<string, Json>>;
  const name = [fields['name'], own['tool'], own['action']].find((each) => typeof each === 'string');
  const given = fields['arguments'] ?? own['input'] ?? own['args'] ?? null;
  if (typeof name !== 'string') return [];
  return [
    {
      name: name.slice(0, 200),
      arguments: (typeof given === 'string' ? given : JSON.stringify(given)).slice(0, 4_000),
    },
  ];
}
