import { isUpperName, type EnvNeed, type EnvWrapper } from '../use.ts';

/** Names given to literals in a file: `const Key = "DATABASE_URL"`. A name given twice is not resolved. */
export function constantsOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const repeated = new Set<string>();
  for (const match of text.matchAll(
    /\b([A-Za-z_]\w{0,80})(?:[ \t]*:[^=\n"']{1,40})?(?:[ \t]+string)?[ \t]*:?=[ \t]*["']([A-Z][A-Z0-9_]{1,127})["']/g,
  )) {
    const [, name = '', value = ''] = match;
    if (found.has(name) && found.get(name) !== value) repeated.add(name);
    found.set(name, value);
  }
  for (const name of repeated) found.delete(name);
  return found;
}

const maxFunctionLength = 3_000;

/** The function around an offset that has `ident` among its parameters: calls of it with a literal are reads. */
export function enclosingWrapper(
  text: string,
  at: { readonly offset: number; readonly ident: string; readonly functions: RegExp | undefined },
): Pick<EnvWrapper, 'name' | 'argument'> | null {
  if (at.functions === undefined) return null;
  const before = text.slice(Math.max(0, at.offset - maxFunctionLength), at.offset);
  const last = [...before.matchAll(at.functions)].at(-1);
  const name = last?.groups?.['name'];
  if (last === undefined || name === undefined) return null;
  const parameters = (last.groups?.['parameters'] ?? '').split(',').map(parameterName);
  const shift = parameters[0] === 'self' || parameters[0] === 'cls' ? 1 : 0;
  const argument = parameters.indexOf(at.ident) - shift;
  return argument < 0 ? null : { name, argument };
}

/** `name`, `name string`, `String name`, `name: &str`, `$name = null`, `string $name`. */
function parameterName(text: string): string {
  const plain = text.trim().split(/=/)[0]?.trim() ?? '';
  const php = /\$(\w+)/.exec(plain);
  if (php !== null) return `$${php[1]}`;
  const beforeColon = /^(?:mut\s+)?(\w+)\s*:/.exec(plain);
  if (beforeColon !== null) return beforeColon[1] ?? '';
  const words = plain.split(/\s+/);
  // Go writes the type after the name, Java before it.
  const [first = '', second] = words;
  return second === undefined
    ? first.replace(/^[*&:]+/, '')
    : /^(?:final|String|string|CharSequence|val)$/.test(first)
      ? (words.at(-1) ?? '')
      : first;
}

interface WrapperRead {
  readonly name: string;
  readonly offset: number;
  readonly via: string;
  readonly need: EnvNeed;
  readonly fallback: string | null;
}

const maxCalls = 5_000;

/** Calls of wrappers with a literal name: `getEnv("PORT", "8080")`. */
export function wrapperReads(
  text: string,
  wrappers: readonly EnvWrapper[],
  constants: ReadonlyMap<string, string>,
): readonly WrapperRead[] {
  const found: WrapperRead[] = [];
  for (const wrapper of new Map(wrappers.map((each) => [`${each.name} ${each.argument}`, each])).values()) {
    const calls = new RegExp(String.raw`\b${wrapper.name}(?:[!?])?\s{0,3}\(([^()\n]{0,300})`, 'g');
    for (const match of text.matchAll(calls)) {
      if (found.length >= maxCalls) return found;
      const given = splitArguments(match[1] ?? '');
      const asked = given[wrapper.argument]?.trim() ?? '';
      const name =
        /^["']([^"']{1,128})["']$/.exec(asked)?.[1] ?? constants.get(asked.split('.').at(-1) ?? '');
      if (name === undefined || !isUpperName(name)) continue;
      const next = given[wrapper.argument + 1]?.trim();
      const fallback =
        /^["'](.{0,200})["']$/.exec(next ?? '')?.[1] ??
        (/^(?:-?[\d.]+|true|false)$/i.test(next ?? '') ? (next ?? null) : null);
      const need = next === undefined || next === '' ? wrapper.need : 'optional';
      found.push({ name, offset: match.index, via: `${wrapper.name}()`, need, fallback });
    }
  }
  return found;
}

const splitArguments = (text: string): readonly string[] => text.match(/(?:"[^"]*"|'[^']*'|[^,])+/g) ?? [];
