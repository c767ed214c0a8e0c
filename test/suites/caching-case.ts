import type { Fields } from '../../src/protocols/http/fields.ts';
import { fieldText, fieldValues } from '../../src/protocols/http/fields.ts';
import { writeHttpDate } from '../../src/protocols/http/date.ts';
import type { CacheRequest } from '../../src/protocols/http/caching/exchange.ts';
import { EvaluatorCache } from './caching-cache.ts';
import type { OriginAnswer } from './caching-cache.ts';

type FieldSpec = readonly [name: string, value: string | number, isChecked?: boolean];
type FieldExpectation =
  | string
  | readonly [string, string | number]
  | readonly [string, '>' | '=', number | string];

interface CaseRequest {
  readonly request_method?: string;
  readonly request_headers?: readonly FieldSpec[];
  readonly query_arg?: string;
  readonly filename?: string;
  readonly response_status?: readonly [number, string];
  readonly response_headers?: readonly FieldSpec[];
  readonly response_body?: string | null;
  readonly disconnect?: boolean;
  readonly pause_after?: boolean;
  readonly magic_ims?: boolean;
  readonly cache?: string;
  readonly rfc850date?: readonly string[];
  readonly expected_type?: 'cached' | 'not_cached' | 'lm_validated' | 'etag_validated';
  readonly expected_status?: number | null;
  readonly expected_method?: string;
  readonly expected_response_headers?: readonly FieldExpectation[];
  readonly expected_response_headers_missing?: readonly (string | readonly [string, string])[];
  readonly expected_request_headers?: readonly (string | readonly [string, string])[];
  readonly expected_response_text?: string;
}
export interface CacheCase {
  readonly id: string;
  readonly kind?: string;
  readonly browser_only?: boolean;
  readonly cdn_only?: boolean;
  readonly requests: readonly CaseRequest[];
}

const dated = new Set(['date', 'expires', 'last-modified', 'if-modified-since', 'if-unmodified-since']);
const base = 'https://cache.test/thing';

/** Plays one case; null when every expectation holds, else the first that does not. */
export function caseFailure(test: CacheCase): string | null {
  const seen: { readonly request: CacheRequest; readonly at: number }[] = [];
  let at = 0;
  const kind = test.browser_only === true ? 'private' : test.cdn_only === true ? 'cdn' : 'shared';
  const cache: EvaluatorCache = new EvaluatorCache(kind, (request) => {
    seen.push({ request, at });
    return answerOf(test, { at, request, count: seen.length, nowMs: cache.nowMs });
  });
  for (const [index, spec] of test.requests.entries()) {
    at = index;
    const before = seen.length;
    const answer = cache.ask(requestOf(spec, test.requests[index - 1], cache.nowMs));
    const problem = problemWith({
      spec,
      answer,
      asked: seen.slice(before).map(({ request }) => request),
      at,
    });
    if (problem !== null) return `request ${index + 1} ${problem}`;
    if (spec.pause_after === true) cache.nowMs += 3000;
  }
  return null;
}

function requestOf(spec: CaseRequest, before: CaseRequest | undefined, nowMs: number): CacheRequest {
  const sinceMs = spec.magic_ims === true && before?.pause_after === true ? nowMs - 3000 : nowMs;
  const own = fieldsOf(spec.request_headers ?? [], sinceMs, spec.rfc850date);
  // fetch() with cache mode no-cache asks with max-age=0 (Fetch standard, HTTP-network-or-cache fetch).
  const fields = spec.cache === 'no-cache' ? [...own, ['cache-control', 'max-age=0'] as const] : own;
  const query = spec.query_arg === undefined ? '' : `?${spec.query_arg}`;
  const url = `${base}${spec.filename === undefined ? '' : `/${spec.filename}`}${query}`;
  return { method: spec.request_method ?? 'GET', url, fields };
}

function fieldsOf(specs: readonly FieldSpec[], nowMs: number, old: readonly string[] = []): Fields {
  return specs.map(([name, value]) => {
    const key = name.toLowerCase();
    if (typeof value !== 'number' || !dated.has(key)) return [key, String(value)];
    const date = writeHttpDate(nowMs + value * 1000);
    return [key, old.map((each) => each.toLowerCase()).includes(key) ? rfc850(date) : date];
  });
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
function rfc850(date: string): string {
  const [, weekday = '', day = '', month = '', year = '', time = ''] =
    /^(\w{3}), (\d{2}) (\w{3}) \d{2}(\d{2}) ([\d:]+) GMT$/.exec(date) ?? [];
  return `${weekdays.find((each) => each.startsWith(weekday))}, ${day}-${month}-${year} ${time} GMT`;
}

interface Asked {
  readonly at: number;
  readonly request: CacheRequest;
  readonly count: number;
  readonly nowMs: number;
}

/** The suite's origin: a 304 only where the case expects a validation and the validator is the one it gave. */
function answerOf(test: CacheCase, { at, request, count, nowMs }: Asked): OriginAnswer | null {
  const spec = test.requests[at] ?? {};
  if (spec.disconnect === true) return null;
  const own = fieldsOf(spec.response_headers ?? [], nowMs, spec.rfc850date);
  const counts = [
    ['server-request-count', String(count)],
    ['client-request-count', String(at + 1)],
  ] as const;
  const fields = [...own, ...counts];
  const isConditional =
    fieldValues(request.fields, 'if-none-match').length +
      fieldValues(request.fields, 'if-modified-since').length >
    0;
  const isValidation = spec.expected_type?.endsWith('validated') === true && isConditional;
  if (isValidation) return { status: 304, fields, body: '' };
  return { status: spec.response_status?.[0] ?? 200, fields, body: spec.response_body ?? test.id };
}

interface Outcome {
  readonly spec: CaseRequest;
  readonly answer: OriginAnswer;
  /** What reached the origin for this request. */
  readonly asked: readonly CacheRequest[];
  readonly at: number;
}

function problemWith(outcome: Outcome): string | null {
  const { spec, answer, asked } = outcome;
  const status = spec.expected_status;
  if (typeof status === 'number' && answer.status !== status) return `status ${answer.status}, not ${status}`;
  if (spec.expected_response_text !== undefined && answer.body !== spec.expected_response_text)
    return `body ${answer.body}`;
  if (spec.expected_method !== undefined && asked.at(-1)?.method !== spec.expected_method)
    return `method ${asked.at(-1)?.method}`;
  return typeProblem(outcome) ?? fieldProblem(outcome) ?? requestProblem(outcome);
}

function typeProblem({ spec, answer, asked, at }: Outcome): string | null {
  const isFromOrigin = fieldText(answer.fields, 'client-request-count') === String(at + 1);
  const last = asked.at(-1)?.fields ?? [];
  switch (spec.expected_type) {
    case 'cached':
      return isFromOrigin ? 'came from the origin' : null;
    case 'not_cached':
      return isFromOrigin ? null : 'came from the cache';
    case 'etag_validated':
      return fieldText(last, 'if-none-match') === null ? 'was not validated by ETag' : null;
    case 'lm_validated':
      return fieldText(last, 'if-modified-since') === null ? 'was not validated by Last-Modified' : null;
    case undefined:
      return null;
    default:
      return `has an unknown expectation ${String(spec.expected_type)}`;
  }
}

function fieldProblem({ spec, answer }: Outcome): string | null {
  for (const expected of spec.expected_response_headers ?? []) {
    const problem = expectationProblem(answer.fields, expected);
    if (problem !== null) return problem;
  }
  for (const gone of spec.expected_response_headers_missing ?? []) {
    const [name, part] = typeof gone === 'string' ? [gone, null] : gone;
    const value = fieldText(answer.fields, name.toLowerCase());
    if (value !== null && (part === null || value.includes(part))) return `${name}: ${value} is there`;
  }
  return null;
}

function expectationProblem(fields: Fields, expected: FieldExpectation): string | null {
  if (typeof expected === 'string')
    return fieldText(fields, expected.toLowerCase()) === null ? `${expected} is missing` : null;
  const [name, second, third] = expected;
  const value = fieldText(fields, name.toLowerCase());
  if (third !== undefined && second === '>')
    return Number(value) > Number(third) ? null : `${name}: ${value} is not above ${third}`;
  if (third !== undefined && second === '=')
    return value === fieldText(fields, String(third).toLowerCase()) ? null : `${name} differs from ${third}`;
  if (typeof second === 'number' && dated.has(name.toLowerCase()))
    return value === null ? `${name} is missing` : null;
  return value === String(second) ? null : `${name}: ${value} is not ${second}`;
}

function requestProblem({ spec, asked }: Outcome): string | null {
  const fields = asked.at(-1)?.fields ?? [];
  if (asked.length === 0) return null;
  for (const expected of spec.expected_request_headers ?? []) {
    const [name, value] = typeof expected === 'string' ? [expected, null] : expected;
    const sent = fieldText(fields, name.toLowerCase());
    if (sent === null || (value !== null && sent !== value)) return `sent ${name}: ${sent}`;
  }
  return null;
}
