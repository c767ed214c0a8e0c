import { isUpperName } from '../use.ts';
import { bare, child, children, keyOf, nameOf, plainValue, stringOf, type Node } from './node.ts';
import { resolved } from './bindings.ts';
import { fieldRule } from './schema-field.ts';
import type { JsFile } from './file.ts';

/** Reads a framework makes for its users: SvelteKit's and Astro's modules, Nuxt's runtimeConfig, declared types. */
export function frameworkRead(node: Node, file: JsFile): void {
  if (node.type === 'ImportDeclaration') return moduleRead(node, file);
  if (node.type === 'TSInterfaceDeclaration') return declaredTypes(node, file);
  if (node.type !== 'Property') return;
  const key = keyOf(node);
  if (key === 'runtimeConfig' && /(?:^|\/)nuxt\.config\.[cm]?[jt]s$/.test(file.source.path))
    return runtimeConfig(child(node, 'value'), { file, prefix: 'NUXT', depth: 0 });
  if (key === 'schema' && /(?:^|\/)astro\.config\.[cm]?[jt]s$/.test(file.source.path))
    astroSchema(node, file);
}

function moduleRead(node: Node, file: JsFile): void {
  const source = stringOf(child(node, 'source')) ?? '';
  if (!source.startsWith('$env/static/') && !source.startsWith('astro:env/')) return;
  for (const each of children(node, 'specifiers')) {
    const name = nameOf(child(each, 'imported'));
    if (each.type !== 'ImportSpecifier' || !isUpperName(name)) continue;
    const isPublic = source.endsWith('/public') || source.endsWith('/client');
    // Astro's schema says what may be left out; SvelteKit has none.
    const need = source.startsWith('astro:') ? 'expected' : 'required';
    file.add(name, each, { via: source, need, isPublic });
  }
}

/** Nuxt 3: each key of runtimeConfig is overridden by NUXT_<KEY>, those below `public` by NUXT_PUBLIC_<KEY>. */
function runtimeConfig(
  config: Node | null,
  at: { readonly file: JsFile; readonly prefix: string; readonly depth: number },
): void {
  const object = resolved(config, at.file.bindings);
  if (object?.type !== 'ObjectExpression' || at.depth > 5) return;
  for (const property of children(object, 'properties')) {
    const key = keyOf(property);
    if (key === null || key === 'app' || key === 'nitro') continue;
    const name = `${at.prefix}_${key.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()}`;
    const value = bare(child(property, 'value'));
    if (value?.type === 'ObjectExpression')
      runtimeConfig(value, { ...at, prefix: name, depth: at.depth + 1 });
    else at.file.add(name, property, { via: 'runtimeConfig', ...runtimeDefault(plainValue(value)) });
  }
}

/** An empty text is Nuxt's way to say that the variable fills it. */
const runtimeDefault = (value: string | null) =>
  value === '' ? ({ need: 'required' } as const) : ({ need: 'optional', fallback: value } as const);

/** Astro: `env: { schema: { X: envField.string({ context, access, optional, default }) } }`. */
function astroSchema(property: Node, file: JsFile): void {
  for (const field of children(bare(child(property, 'value')), 'properties')) {
    const key = keyOf(field);
    const call = bare(child(field, 'value'));
    if (key === null || !isUpperName(key) || call?.type !== 'CallExpression') continue;
    if (nameOf(child(bare(child(call, 'callee')), 'object')) !== 'envField') continue;
    const [options] = children(call, 'arguments');
    const context = children(options, 'properties').find((each) => keyOf(each) === 'context');
    const isPublic = stringOf(child(context, 'value')) === 'client';
    file.add(key, field, { ...fieldRule(call, file), via: 'astro:env', isPublic });
  }
}

/** `interface ProcessEnv` and `interface ImportMetaEnv`: they name and type what is read elsewhere. */
function declaredTypes(node: Node, file: JsFile): void {
  const name = nameOf(child(node, 'id'));
  if (name !== 'ProcessEnv' && name !== 'ImportMetaEnv') return;
  for (const member of children(child(node, 'body'), 'body')) {
    const key = keyOf(member);
    if (member.type !== 'TSPropertySignature' || key === null || !isUpperName(key)) continue;
    const need = member['optional'] === true ? 'optional' : 'expected';
    file.add(key, member, {
      via: name === 'ProcessEnv' ? 'process.env' : 'import.meta.env',
      role: 'declared',
      need,
    });
  }
}
