import { isUpperName, type EnvType } from '../use.ts';
import { literal, nameOrIdent, quotedName, type ExtraPlace, type Language } from './language.ts';

const orDefault = String.raw`(?:\s{0,40},\s{0,40}(?:default\s*=\s*)?(?<fallback>${literal}|[^,()\n]{1,80}))?`;
const afterOr = /^\s{0,3}\)?\s{0,3}or\s+(?:(?<fallback>"[^"\n]{0,200}"|'[^'\n]{0,200}'|[\d.]+)|)/;

/** os.environ and getenv; django-environ, environs, decouple, starlette; pydantic settings; dj-database-url. */
export const python: Language = {
  id: 'python',
  files: /\.pyi?$/,
  hints: /environ|getenv|[Ee]nv\b|decouple|BaseSettings|dj_database_url|\bConfig\b/,
  syntax: { line: ['#'], block: [], strings: ['"""', "'''", '"', "'"], documents: ['"""', "'''"] },
  functions: /\bdef\s+(?<name>\w+)\s*\((?<parameters>[^)]{0,500})\)/g,
  rules: [
    {
      via: 'os.environ',
      pattern: new RegExp(String.raw`\benviron\s*\[\s*${nameOrIdent}\s*\](?!\s*=(?!=))`, 'g'),
      need: 'required',
    },
    {
      via: 'os.environ',
      pattern: new RegExp(String.raw`\benviron\s*\[\s*${quotedName}\s*\](?=\s*=(?!=))`, 'g'),
      need: 'optional',
      role: 'set',
    },
    {
      via: 'os.environ',
      pattern: new RegExp(String.raw`\benviron\.(?:get|pop)\(\s*${nameOrIdent}${orDefault}`, 'g'),
      after: afterOr,
    },
    {
      via: 'os.getenv',
      pattern: new RegExp(String.raw`\bgetenvb?\(\s*(?:key\s*=\s*)?${nameOrIdent}${orDefault}`, 'g'),
      after: afterOr,
    },
    {
      via: 'os.environ',
      pattern: new RegExp(
        String.raw`\benviron\.setdefault\(\s*${quotedName}\s*,\s*(?<fallback>${literal})`,
        'g',
      ),
      need: 'optional',
    },
    {
      via: 'os.environ',
      pattern: new RegExp(String.raw`${quotedName}\s+(?:not\s+)?in\s+(?:os\.)?environ\b`, 'g'),
      need: 'optional',
    },
    {
      via: 'click',
      pattern: new RegExp(String.raw`\benvvar\s*=\s*\[?\s*${quotedName}`, 'g'),
      need: 'optional',
    },
  ],
  extra: (text, place) => {
    librariesRead(text, place);
    settingsClasses(text, place);
    databaseUrl(text, place);
    environLoops(text, place);
  },
};

const casts: Readonly<Record<string, EnvType>> = {
  bool: 'boolean',
  int: 'integer',
  float: 'number',
  url: 'url',
  json: 'json',
  email: 'email',
  str: 'text',
};

/** `env('X')` of django-environ and environs, `config('X')` of decouple and starlette: only where they are imported. */
function librariesRead(text: string, place: ExtraPlace): void {
  const isEnviron =
    /\b(?:import\s+environ\b|from\s+environ\s+import|from\s+environs\s+import|import\s+environs\b)/.test(
      text,
    );
  const isDecouple =
    /\bfrom\s+(?:decouple|prettyconf|starlette\.config|starlette\.datastructures)\s+import\b/.test(text);
  const isUsed = isEnviron || isDecouple || /\bfrom\s+[\w.]+\s+import\s+[^\n]*\benv\b/.test(text);
  if (!isUsed) return;
  const defaulted = schemeRead(text, place);
  const calls =
    /(?<![\w.])(?<object>env|config|ENV|_env)(?:\.(?<cast>\w{1,30}))?\(\s*["'](?<name>[A-Za-z_]\w{0,127})["'](?<rest>[^\n]{0,200})/g;
  for (const match of text.matchAll(calls)) {
    const { object = '', cast = '', name = '', rest = '' } = match.groups ?? {};
    if (object === 'config' && !isDecouple) continue;
    if (!isUpperName(name)) continue;
    const fallback =
      /\bdefault\s*=\s*("[^"\n]*"|'[^'\n]*'|[^,)\n]{1,60})/.exec(rest)?.[1] ??
      /^\s*,\s*("[^"\n]*"|'[^'\n]*'|[\d.]+|True|False|None)\s*[,)]/.exec(rest)?.[1];
    const castWord = cast !== '' ? cast : (/\bcast\s*=\s*(\w+)/.exec(rest)?.[1] ?? '');
    place.add(name, match.index, {
      via: isDecouple && object === 'config' ? 'decouple' : 'environ',
      need: fallback === undefined && !defaulted.has(name) ? 'required' : 'optional',
      fallback: plain(fallback),
      type: Object.hasOwn(casts, castWord) ? (casts[castWord] ?? null) : null,
    });
  }
}

/** `environ.Env(DEBUG=(bool, False), SECRET_KEY=str)`; returns the names it gives a default. */
function schemeRead(text: string, place: ExtraPlace): ReadonlySet<string> {
  const defaulted = new Set<string>();
  const scheme = /\b(?:environ\.)?Env\(\s*([^]{0,4000}?)\n?\)\s*(?:\n|$)/.exec(text);
  if (scheme === null) return defaulted;
  const from = scheme.index + scheme[0].indexOf(scheme[1] ?? '');
  for (const match of (scheme[1] ?? '').matchAll(
    /\b([A-Z][A-Z0-9_]{1,127})\s*=\s*\(?\s*(\w+)?\s*,?\s*([^),\n]{0,80})?\)?/g,
  )) {
    const [, name = '', cast = '', fallback] = match;
    defaulted.add(name);
    const type = Object.hasOwn(casts, cast) ? (casts[cast] ?? null) : null;
    place.add(name, from + match.index, {
      via: 'environ',
      need: 'optional',
      fallback: plain(fallback),
      type,
    });
  }
  return defaulted;
}

const plain = (text: string | undefined): string | null => {
  const trimmed = text?.trim() ?? '';
  const quoted = /^(["'])(.*)\1$/.exec(trimmed);
  if (quoted !== null) return quoted[2] ?? null;
  return /^(?:[\d.]+|True|False)$/.test(trimmed) ? trimmed.toLowerCase() : null;
};

/** pydantic: every field of a settings class is the variable of its name in capitals, after `env_prefix`. */
function settingsClasses(text: string, place: ExtraPlace): void {
  for (const match of text.matchAll(/^class\s+\w+\s*\([^)\n]*\bBaseSettings\b[^)\n]*\)\s*:/gm)) {
    const start = match.index + match[0].length;
    const body = classBody(text.slice(start, start + 20_000));
    const prefix = /\benv_prefix\s*=\s*["']([^"'\n]{0,60})["']/.exec(body)?.[1] ?? '';
    const delimiter = /\benv_nested_delimiter\s*=\s*["']([^"'\n]{1,10})["']/.exec(body)?.[1] ?? null;
    settingsFields({ text, body, start, prefix, delimiter, depth: 0 }, place);
  }
}

interface SettingsBody {
  readonly text: string;
  readonly body: string;
  /** Where the body begins in the text. */
  readonly start: number;
  readonly prefix: string;
  /** What stands between the names of nested models; null: they are not spelled out. */
  readonly delimiter: string | null;
  readonly depth: number;
}
const deepestModel = 4;

function settingsFields(at: SettingsBody, place: ExtraPlace): void {
  const { text, body, start, prefix, delimiter, depth } = at;
  for (const field of body.matchAll(
    /^(?: {4}|\t)([A-Za-z]\w{0,100})\s*:\s*([^=\n]{1,120}?)(?:\s*=\s*([^\n]{1,200}))?$/gm,
  )) {
    const [, name = '', annotation = '', value] = field;
    if (name === 'model_config' || annotation.includes('ClassVar')) continue;
    const model = delimiter === null || depth >= deepestModel ? null : modelBody(text, annotation);
    if (model !== null)
      settingsFields(
        { ...at, ...model, prefix: `${prefix}${name}${delimiter ?? ''}`, depth: depth + 1 },
        place,
      );
    else settingsField({ name, annotation, value, prefix, offset: start + field.index }, place);
  }
}

/** The body of a pydantic model of this file, by the annotation of a field. */
function modelBody(
  text: string,
  annotation: string,
): { readonly body: string; readonly start: number } | null {
  const name = /^["']?([A-Z]\w{0,80})["']?$/.exec(annotation.trim())?.[1];
  if (name === undefined) return null;
  const found = new RegExp(`^class ${name}\\s*\\([^)\\n]*\\bBaseModel\\b[^)\\n]*\\)\\s*:`, 'm').exec(text);
  if (found === null) return null;
  const start = found.index + found[0].length;
  return { body: classBody(text.slice(start, start + 20_000)), start };
}

interface SettingsField {
  readonly name: string;
  readonly annotation: string;
  readonly value: string | undefined;
  readonly prefix: string;
  readonly offset: number;
}

function settingsField({ name, annotation, value, prefix, offset }: SettingsField, place: ExtraPlace): void {
  const alias = /\b(?:env|alias|validation_alias)\s*=\s*["']([A-Za-z_]\w*)["']/.exec(value ?? '')?.[1];
  const isInsisting =
    value !== undefined &&
    /^\s*(?:Field\(\s*(?:\.\.\.|(?![^)]*\bdefault)[^)]*\))|\.\.\.)/.test(value) &&
    !/^\s*Field\(\s*["'\d]/.test(value);
  const isOptional =
    value !== undefined ? !isInsisting : /\bOptional\[|\|\s*None\b/.test(annotation) && false;
  const variable = (alias ?? `${prefix}${name}`).toUpperCase();
  const type = /\bint\b/.test(annotation)
    ? 'integer'
    : /\bfloat\b/.test(annotation)
      ? 'number'
      : /\bbool\b/.test(annotation)
        ? 'boolean'
        : /Url|Dsn/.test(annotation)
          ? 'url'
          : null;
  place.add(variable, offset + 1, {
    via: 'pydantic',
    need: isOptional ? 'optional' : 'required',
    fallback: plain(
      /^Field\(\s*(?:default\s*=\s*)?("[^"]*"|'[^']*'|[\d.]+|True|False)/.exec(value ?? '')?.[1] ?? value,
    ),
    type,
    isSecret: /Secret(?:Str|Bytes)/.test(annotation),
  });
}

/** The indented lines after a class statement. */
function classBody(text: string): string {
  const end = /\n(?=[^\s#])/.exec(text.replace(/^\n/, ' '));
  return end === null ? text : text.slice(0, end.index + 1);
}

/** dj-database-url reads DATABASE_URL unless told another name. */
function databaseUrl(text: string, place: ExtraPlace): void {
  for (const match of text.matchAll(/\bdj_database_url\.config\(([^)]{0,300})/g)) {
    const given = match[1] ?? '';
    const name =
      /\benv\s*=\s*["'](\w+)["']/.exec(given)?.[1] ?? /^\s*["'](\w+)["']/.exec(given)?.[1] ?? 'DATABASE_URL';
    const hasDefault = /\bdefault\s*=/.test(given);
    const fallback = plain(/\bdefault\s*=\s*("[^"\n]*"|'[^'\n]*')/.exec(given)?.[1]);
    place.add(name, match.index, {
      via: 'dj_database_url',
      need: hasDefault ? 'optional' : 'expected',
      fallback,
      type: 'url',
    });
  }
}

/** `for name in ("A", "B"): os.environ[name]`. */
function environLoops(text: string, place: ExtraPlace): void {
  for (const match of text.matchAll(/\bfor\s+(\w+)\s+in\s+[[({]([^\])}]{1,600})[\])}]([^]{0,200})/g)) {
    const [, name = '', list = '', body = ''] = match;
    if (!new RegExp(String.raw`\benviron(?:\[|\.get\()\s*${name}\b|\bgetenv\(\s*${name}\b`).test(body))
      continue;
    for (const item of list.matchAll(/["']([A-Z][A-Z0-9_]{1,127})["']/g))
      place.add(item[1] ?? '', match.index, { via: 'os.environ' });
  }
}
