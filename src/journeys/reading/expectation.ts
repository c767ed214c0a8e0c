import type { ResponseExpectation } from '../../model/journey.ts';
import type { Json } from '../../model/json.ts';
import { canonicalJson } from '../../model/json.ts';
import { fieldText, mediaType } from '../../protocols/http/fields.ts';
import type { Answer } from '../exchange.ts';
import { visibleText } from '../page/read-page.ts';
import type { Expanded, Lookup } from '../placeholders.ts';
import { expandJson } from '../placeholders.ts';
import { jsonAt, parseJson } from './json-path.ts';

export interface Unmet {
  readonly code: string;
  readonly message: string;
}

/** The expectation with its `${...}` filled in. */
export function expandExpectation(
  wanted: ResponseExpectation,
  lookup: Lookup,
): Expanded<ResponseExpectation> {
  const expanded = expandJson(
    {
      headers: wanted.headers,
      json: wanted.json,
      text: wanted.text,
      absentText: wanted.absentText,
      url: wanted.url,
    } as Json,
    lookup,
  );
  // Guarantee: expansion changes texts only, never the shape.
  return expanded.ok ? { ok: true, value: { ...wanted, ...(expanded.value as object) } } : expanded;
}

const shortest = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

/** What does not hold, in the order it matters; pure. Without a status asked for any 2xx is fine. */
export function unmet(answer: Answer, wanted: ResponseExpectation): readonly Unmet[] {
  return [
    ...statusUnmet(answer, wanted),
    ...headersUnmet(answer, wanted),
    ...jsonUnmet(answer, wanted),
    ...textUnmet(answer, wanted),
    ...urlUnmet(answer, wanted),
    ...timeUnmet(answer, wanted),
  ];
}

function statusUnmet({ response }: Answer, wanted: ResponseExpectation): readonly Unmet[] {
  const { status } = response;
  const isFine = wanted.status.length === 0 ? status >= 200 && status < 300 : wanted.status.includes(status);
  const expected = wanted.status.length === 0 ? 'a 2xx' : wanted.status.join(' or ');
  return isFine ? [] : [{ code: `http-${status}`, message: `Answered ${status}, expected ${expected}` }];
}

function headersUnmet({ response }: Answer, wanted: ResponseExpectation): readonly Unmet[] {
  return Object.entries(wanted.headers).flatMap(([name, part]) => {
    const value = fieldText(response.headers, name);
    if (value?.toLowerCase().includes(part.toLowerCase()) === true) return [];
    const found = value === null ? 'is missing' : `is "${shortest(value)}"`;
    return [{ code: 'header-differs', message: `The field ${name} ${found}, expected "${shortest(part)}"` }];
  });
}

function jsonUnmet({ text }: Answer, wanted: ResponseExpectation): readonly Unmet[] {
  const paths = Object.entries(wanted.json);
  if (paths.length === 0) return [];
  const value = parseJson(text);
  if (value === undefined) return [{ code: 'not-json', message: 'The answer is no JSON' }];
  return paths.flatMap(([path, expected]) => {
    const found = jsonAt(value, path);
    if (found !== undefined && canonicalJson(found) === canonicalJson(expected)) return [];
    const is = found === undefined ? 'is not there' : `is ${shortest(JSON.stringify(found))}`;
    return [
      { code: 'json-differs', message: `${path} ${is}, expected ${shortest(JSON.stringify(expected))}` },
    ];
  });
}

function textUnmet(answer: Answer, wanted: ResponseExpectation): readonly Unmet[] {
  const isMarkup = /html|xml/.test(mediaType(answer.response.headers));
  // A text may stand across tags ("<b>89</b>.00 EUR"), so what a person reads counts as well as the source.
  const read = isMarkup && wanted.text.length + wanted.absentText.length > 0 ? visibleText(answer.text) : '';
  const has = (part: string): boolean =>
    answer.text.includes(part) || read.includes(part.replaceAll(/\s+/g, ' '));
  return [
    ...wanted.text
      .filter((part) => !has(part))
      .map((part) => ({ code: 'text-missing', message: `"${shortest(part)}" is not in the answer` })),
    ...wanted.absentText
      .filter(has)
      .map((part) => ({ code: 'text-present', message: `"${shortest(part)}" is in the answer` })),
  ];
}

const urlUnmet = ({ url }: Answer, wanted: ResponseExpectation): readonly Unmet[] =>
  wanted.url === null || url.includes(wanted.url)
    ? []
    : [{ code: 'url-differs', message: `Ended at ${url}, expected "${shortest(wanted.url)}" in it` }];

const timeUnmet = ({ tookMs }: Answer, wanted: ResponseExpectation): readonly Unmet[] =>
  wanted.withinMs === null || tookMs <= wanted.withinMs
    ? []
    : [{ code: 'slow', message: `Took ${Math.round(tookMs)} ms, may take ${wanted.withinMs} ms` }];
