import type { Json } from '../../model/json.ts';
import { canonicalJson } from '../../model/json.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import type { HttpOptions } from './http-options.ts';
import type { Broken } from './sample.ts';

/** The first expectation a response does not meet; null when it meets them all. */
export function unmet(response: HttpResponse, options: HttpOptions): Broken | null {
  return (
    unmetStatus(response, options) ??
    unmetEnd(response, options) ??
    unmetHeader(response, options) ??
    unmetBody(response, options)
  );
}

function unmetStatus({ status }: HttpResponse, options: HttpOptions): Broken | null {
  const isExpected =
    options.status.length > 0 ? options.status.includes(status) : status >= 200 && status < 300;
  if (isExpected) return null;
  const wanted = options.status.length > 0 ? options.status.join(' or ') : '2xx';
  return {
    layer: 'http',
    code: `http-${status}`,
    message: `The server answered ${status} instead of ${wanted}`,
  };
}

function unmetEnd({ url }: HttpResponse, { endsAt }: HttpOptions): Broken | null {
  if (endsAt === null || url === endsAt) return null;
  return {
    layer: 'http',
    code: 'redirect-unexpected',
    message: `It leads to ${url.slice(0, 120)} instead of ${endsAt}`,
  };
}

function unmetHeader(response: HttpResponse, options: HttpOptions): Broken | null {
  for (const [name, part] of Object.entries(options.headers)) {
    const values = response.headers
      .filter(([given]) => given === name.toLowerCase())
      .map(([, value]) => value);
    if (values.some((value) => value.includes(part))) continue;
    const found = values.length === 0 ? 'is missing' : `is "${(values[0] ?? '').slice(0, 80)}"`;
    return content('header-unexpected', `Header ${name} ${found}, expected "${part}"`);
  }
  const present = options.absentHeaders.find((name) =>
    response.headers.some(([given]) => given === name.toLowerCase()),
  );
  return present === undefined ? null : content('header-unexpected', `Header ${present} should not be sent`);
}

function unmetBody(response: HttpResponse, options: HttpOptions): Broken | null {
  const needsText = options.text.length + options.absentText.length > 0;
  const paths = Object.entries(options.json);
  if (!needsText && paths.length === 0) return null;
  const body = new TextDecoder().decode(response.body);
  const missing = options.text.find((text) => !body.includes(text));
  if (missing !== undefined) return content('text-missing', `The page does not say "${missing}"`);
  const present = options.absentText.find((text) => body.includes(text));
  if (present !== undefined) return content('text-present', `The page says "${present}"`);
  return paths.length === 0 ? null : unmetJson(body, paths);
}

function unmetJson(body: string, paths: readonly (readonly [string, Json])[]): Broken | null {
  const parsed = parse(body);
  if (parsed === undefined) return content('json-invalid', 'The answer is not JSON');
  for (const [path, expected] of paths) {
    const found = valueAt(parsed, path);
    if (found !== undefined && canonicalJson(found) === canonicalJson(expected)) continue;
    const shown = found === undefined ? 'missing' : canonicalJson(found).slice(0, 80);
    return content(
      'json-unexpected',
      `${path} is ${shown}, expected ${canonicalJson(expected).slice(0, 80)}`,
    );
  }
  return null;
}

const content = (code: string, message: string): Broken => ({ layer: 'content', code, message });

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The value at `items.0.id`; undefined when there is none. Only own properties count. */
export function valueAt(value: unknown, path: string): unknown {
  let here = value;
  for (const part of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[part];
  }
  return here;
}
