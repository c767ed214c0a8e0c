import { parseSync } from 'oxc-parser';
import { emptyReading, type EnvReading, type EnvWrapper, type SourceText } from '../use.ts';
import { callRead } from './call-reads.ts';
import { envObject } from './env-object.ts';
import { JsFile } from './file.ts';
import { frameworkRead } from './framework-reads.ts';
import { memberRead, patternRead } from './member-reads.ts';
import { child, children, nameOf, propertyName, bare, isNode, type Node } from './node.ts';
import { isNestedTooDeeply } from './nesting.ts';
import { schemaRead, standaloneSchema, validatedClass } from './schema-reads.ts';
import { wrapperCalls } from './wrappers.ts';

/** Only files with this text can read the environment by themselves; parsing costs far more than searching. */
export const mayReadEnv = (text: string): boolean =>
  /env\b|Env\b|ENV\b|runtimeConfig|@nestjs\/config|from ['"](?:effect|convict)|plainTo(?:Instance|Class)/.test(
    text,
  );

/**
 * What one JavaScript or TypeScript file reads, by its syntax tree. `wrappers` are functions of other files that read the
 * variable named by an argument. Total: what cannot be parsed is a problem, not an exception.
 */
export function readJavaScript(source: SourceText, wrappers: readonly EnvWrapper[] = []): EnvReading {
  const scripts = scriptsOf(source);
  const readings = scripts.map(({ text, line }) => readScript({ ...source, text }, { wrappers, line }));
  return {
    uses: readings.flatMap(({ uses }) => uses),
    dynamic: readings.flatMap(({ dynamic }) => dynamic),
    wrappers: readings.flatMap((each) => each.wrappers),
    problem: readings.find(({ problem }) => problem !== null)?.problem ?? null,
  };
}

interface ScriptPlace {
  readonly wrappers: readonly EnvWrapper[];
  /** Lines before the script in its file. */
  readonly line: number;
}

function readScript(source: SourceText, { wrappers, line }: ScriptPlace): EnvReading {
  const root = parsed(source);
  if (typeof root === 'string') return { ...emptyReading, problem: root };
  const file = new JsFile(source, root, { line, wrappers });
  for (const node of file.tree.nodes) {
    memberRead(node, file);
    patternRead(node, file);
    callRead(node, file);
    schemaRead(node, file);
    standaloneSchema(node, file);
    validatedClass(node, file);
    frameworkRead(node, file);
    wholeEnvironment(node, file);
    exportedAlias(node, file);
  }
  // A wrapper may call a wrapper that stands below it.
  for (let round = 0, known = -1; round < 4 && known !== file.wrappers.length; round += 1) {
    known = file.wrappers.length;
    if (round > 0)
      file.uses.splice(0, file.uses.length, ...file.uses.filter(({ via }) => !via.endsWith('()')));
    wrapperCalls(file, [...wrappers, ...file.wrappers]);
  }
  return { uses: unique(file.uses), dynamic: file.dynamic, wrappers: file.wrappers, problem: null };
}

const unique = (uses: EnvReading['uses']): EnvReading['uses'] => [
  ...new Map(uses.map((use) => [`${use.name} ${use.line} ${use.via} ${use.role}`, use])).values(),
];

function parsed(source: SourceText): Node | string {
  if (isNestedTooDeeply(source.text)) return 'it is nested too deeply to be parsed';
  try {
    const { program, errors } = parseSync(languageName(source.path), source.text, {
      sourceType: 'unambiguous',
    });
    const root: unknown = program;
    if (!isNode(root)) return 'its syntax is not understood';
    const [first] = errors;
    const isEmpty = children(root, 'body').length === 0 && first !== undefined;
    return isEmpty ? `it cannot be parsed: ${first.message.slice(0, 120)}` : root;
  } catch (cause) {
    return `it cannot be parsed: ${cause instanceof Error ? cause.message.slice(0, 120) : 'unknown'}`;
  }
}

/** Flow and JSX live in `.js` too; TypeScript's grammar with JSX reads all but old-style type casts. */
const languageName = (path: string): string =>
  /\.(?:[cm]?ts|tsx)$/.test(path) ? path : `${path.replace(/\.\w+$/, '')}.jsx`;

interface Script {
  readonly text: string;
  readonly line: number;
}

const maxScripts = 20;

/** The scripts of a single-file component; everything else is one script. */
function scriptsOf({ path, text }: SourceText): readonly Script[] {
  if (!/\.(?:vue|svelte|astro|html)$/.test(path)) return [{ text, line: 0 }];
  const found = [...text.matchAll(/<script\b[^>]{0,300}>([^]*?)<\/script\s*>/gi)].slice(0, maxScripts);
  const scripts = found.map((match) => ({
    text: match[1] ?? '',
    line: lineCount(text.slice(0, match.index + match[0].indexOf('>') + 1)),
  }));
  const front = /^---\r?\n([^]*?)\n---/.exec(text);
  const template = text
    .replaceAll(/<script\b[^>]{0,300}>[^]*?<\/script\s*>/gi, (all) => all.replaceAll(/[^\n]/g, ' '))
    .replace(/^---\r?\n[^]*?\n---/, (all) => all.replaceAll(/[^\n]/g, ' '));
  const inTemplate = [...template.matchAll(/\bimport\.meta\.env\.([A-Z][A-Z0-9_]*)/g)].map((match) => ({
    text: match[0],
    line: lineCount(template.slice(0, match.index)),
  }));
  return [...scripts, ...(front === null ? [] : [{ text: front[1] ?? '', line: 1 }]), ...inTemplate];
}

const lineCount = (text: string): number => text.split('\n').length - 1;

/** `Object.keys(process.env)` and handing all of it on: names cannot be listed from here. */
function wholeEnvironment(node: Node, file: JsFile): void {
  if (node.type !== 'CallExpression') return;
  const callee = bare(child(node, 'callee'));
  if (callee?.type !== 'MemberExpression' || nameOf(child(callee, 'object')) !== 'Object') return;
  if (!/^(?:keys|entries|values|fromEntries)$/.test(propertyName(callee) ?? '')) return;
  if (envObject(children(node, 'arguments')[0] ?? null, file.bindings) !== null) file.addDynamic(node);
}

/** `export const env = process.env`, `export default process.env`: other files read through it. */
function exportedAlias(node: Node, file: JsFile): void {
  const isDefault = node.type === 'ExportDefaultDeclaration';
  if (!isDefault && node.type !== 'ExportNamedDeclaration') return;
  const named = children(child(node, 'declaration'), 'declarations').map((each) => ({
    name: nameOf(child(each, 'id')),
    value: child(each, 'init'),
  }));
  const locals = children(node, 'specifiers').map((each) => ({
    name: nameOf(child(each, 'exported')),
    value: child(each, 'local'),
  }));
  const all = isDefault ? [{ name: 'default', value: child(node, 'declaration') }] : [...named, ...locals];
  for (const { name, value } of all) {
    const via = envObject(value, file.bindings);
    if (via === null || name === '') continue;
    file.wrappers.push({
      name,
      argument: -1,
      need: 'expected',
      via,
      isMethod: false,
      path: file.source.path,
      line: file.lineOf(node),
    });
  }
}
