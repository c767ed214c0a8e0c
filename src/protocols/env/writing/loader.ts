import { isNeeded } from '../judge.ts';
import type { EnvInventory, EnvVariable } from '../inventory.ts';

/**
 * A TypeScript module that reads every variable once, checks its type and lists all that is wrong at once. It needs no
 * library. Variables that reach the browser are left to the framework that puts them there.
 */
export function loaderModule({ variables }: EnvInventory): string {
  const used = variables.filter(
    ({ isRead, isDeclared, isPublic, scopes }) =>
      (isRead || isDeclared) &&
      !isPublic &&
      (isDeclared || scopes.some((scope) => scope === 'app' || scope === 'build')),
  );
  const fields = used.map((variable) => `  ${variable.name}: ${readerOf(variable)},`).join('\n');
  return `${head}\n/** Every variable this product reads, checked when it starts. */\nexport const env = loaded({\n${fields}\n});\n`;
}

const readers = {
  text: 'text',
  number: 'number',
  integer: 'integer',
  port: 'port',
  boolean: 'flag',
  url: 'url',
  email: 'email',
  json: 'json',
  choice: 'oneOf',
} as const;

function readerOf(variable: EnvVariable): string {
  const { type, choices, fallback } = variable;
  const base =
    type === 'choice' && choices.length > 0
      ? `oneOf(${choices.map((each) => JSON.stringify(each)).join(', ')})`
      : readers[type === 'choice' ? 'text' : type];
  const isOptional = !isNeeded(variable);
  const shown = isOptional
    ? fallback === null
      ? `optional(${base})`
      : `withDefault(${base}, ${JSON.stringify(fallback)})`
    : `required(${base})`;
  const comment =
    variable.purpose === null
      ? ''
      : `/* ${variable.purpose.replaceAll('*/', '').replaceAll(/\s+/g, ' ').slice(0, 120)} */ `;
  return `${comment}${shown}`;
}

const head = `// Made by: launch-ready env --write-loader. Run it again after adding a variable.

type Reader<T> = (text: string) => T;
type Field<T> = (text: string | undefined) => T;

const wrong = (what: string): never => {
  throw new TypeError(what);
};
const text: Reader<string> = (value) => value;
const number: Reader<number> = (value) => (value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : wrong('is no number'));
const integer: Reader<number> = (value) => (/^-?\\d+$/.test(value) ? Number(value) : wrong('is no whole number'));
const port: Reader<number> = (value) => (/^\\d{1,5}$/.test(value) && Number(value) <= 65535 ? Number(value) : wrong('is no port'));
const flag: Reader<boolean> = (value) =>
  /^(?:true|1|yes|on)$/i.test(value) ? true : /^(?:false|0|no|off)$/i.test(value) ? false : wrong('is neither true nor false');
const url: Reader<string> = (value) => (URL.canParse(value) ? value : wrong('is no address'));
const email: Reader<string> = (value) => (/^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$/.test(value) ? value : wrong('is no mail address'));
const json: Reader<unknown> = (value) => {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return wrong('is no JSON');
  }
};
const oneOf =
  <const T extends readonly string[]>(...choices: T): Reader<T[number]> =>
  (value) => choices.find((each) => each === value) ?? wrong(\`is none of \${choices.join(', ')}\`);
const required =
  <T>(read: Reader<T>): Field<T> =>
  (value) => (value === undefined || value === '' ? wrong('is not set') : read(value));
const optional =
  <T>(read: Reader<T>): Field<T | undefined> =>
  (value) => (value === undefined || value === '' ? undefined : read(value));
const withDefault =
  <T>(read: Reader<T>, fallback: string): Field<T> =>
  (value) => read(value === undefined || value === '' ? fallback : value);

function loaded<const F extends Record<string, Field<unknown>>>(fields: F): { readonly [K in keyof F]: ReturnType<F[K]> } {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, read] of Object.entries(fields)) {
    try {
      values[name] = read(process.env[name]);
    } catch (error) {
      problems.push(\`\${name} \${error instanceof Error ? error.message : 'is wrong'}\`);
    }
  }
  if (problems.length > 0) throw new Error(\`The environment is not complete:\\n\${problems.join('\\n')}\`);
  return values as { readonly [K in keyof F]: ReturnType<F[K]> };
}
void [text, number, integer, port, flag, url, email, json, oneOf, required, optional, withDefault];
`;
