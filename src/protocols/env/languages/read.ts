import {
  envUse,
  isEnvName,
  isUpperName,
  type DynamicUse,
  type EnvNeed,
  type EnvReading,
  type EnvUse,
  type EnvWrapper,
  type SourceText,
} from '../use.ts';
import { LineTable } from '../lines.ts';
import { isPublicName } from '../public-prefix.ts';
import type { Language, ReadRule } from './language.ts';
import { maskComments } from './mask.ts';
import { constantsOf, enclosingWrapper, wrapperReads } from './wrappers.ts';

const maxMatches = 20_000;
const maxTail = 160;
const maxHead = 80;

/** What a file reads, by the patterns of its language. Comments are blanked first; nothing in it is run or followed. */
export function readLanguage(
  language: Language,
  source: SourceText,
  wrappers: readonly EnvWrapper[] = [],
): EnvReading {
  const text = maskComments(source.text, language.syntax);
  const reading = new LanguageReading(source, text);
  for (const rule of language.rules) reading.apply(rule, language);
  language.extra?.(text, {
    path: source.path,
    add: (name, offset, { via, ...rest }) => reading.add(name, { offset, via }, rest),
  });
  for (const { name, offset, ...rest } of wrapperReads(
    text,
    [...wrappers, ...reading.wrappers],
    reading.constants,
  ))
    reading.add(name, { offset, via: rest.via }, rest);
  return { uses: reading.unique(), dynamic: reading.dynamic, wrappers: reading.wrappers, problem: null };
}

class LanguageReading {
  readonly dynamic: DynamicUse[] = [];
  readonly wrappers: EnvWrapper[] = [];
  readonly #source: SourceText;
  readonly #text: string;
  readonly #lines: LineTable;
  readonly #uses = new Map<string, EnvUse>();
  readonly constants: ReadonlyMap<string, string>;

  constructor(source: SourceText, text: string) {
    this.#source = source;
    this.#text = text;
    this.#lines = new LineTable(text);
    this.constants = constantsOf(text);
  }

  apply(rule: ReadRule, language: Language): void {
    let seen = 0;
    for (const match of this.#text.matchAll(rule.pattern)) {
      if ((seen += 1) > maxMatches) return;
      const name = match.groups?.['name'] ?? this.#constantOf(match.groups?.['ident']);
      const tail = this.#text.slice(match.index + match[0].length, match.index + match[0].length + maxTail);
      const head = this.#text.slice(Math.max(0, match.index - maxHead), match.index);
      const told = needOf(rule, match, { head, tail });
      if (name !== undefined && (rule.isUpperOnly !== true || isUpperName(name)))
        this.add(
          name,
          { offset: match.index + leading(match[0]), via: rule.via },
          { ...told, ...detailsOf(rule) },
        );
      else if (name === undefined) this.#indirect(match, { rule, language, need: told.need });
    }
  }

  add(name: string, at: { readonly offset: number; readonly via: string }, details: Partial<EnvUse>): void {
    if (!isEnvName(name)) return;
    const { path, scope } = this.#source;
    const line = this.#lines.lineAt(at.offset);
    const use = envUse(
      { name, path, scope, line, via: at.via },
      { isPublic: isPublicName(name), ...details },
    );
    const key = `${name} ${line} ${use.role}`;
    const known = this.#uses.get(key);
    // Two patterns may fit one place; the one that knows more stays.
    if (known === undefined || (known.need === 'expected' && use.need !== 'expected'))
      this.#uses.set(key, use);
  }

  unique(): readonly EnvUse[] {
    return [...this.#uses.values()].toSorted((a, b) => a.line - b.line);
  }

  #constantOf(ident: string | undefined): string | undefined {
    return ident === undefined ? undefined : this.constants.get(ident.split(/[.:]+/).at(-1) ?? ident);
  }

  #indirect(
    match: RegExpExecArray,
    {
      rule,
      language,
      need,
    }: { readonly rule: ReadRule; readonly language: Language; readonly need: EnvNeed },
  ): void {
    const ident = match.groups?.['ident'];
    if (ident === undefined) return;
    const wrapper = enclosingWrapper(this.#text, {
      offset: match.index,
      ident,
      functions: language.functions,
    });
    const { path } = this.#source;
    if (wrapper !== null)
      this.wrappers.push({
        ...wrapper,
        need,
        via: rule.via,
        isMethod: false,
        path,
        line: this.#lines.lineAt(match.index),
      });
    else
      this.dynamic.push({
        path,
        line: this.#lines.lineAt(match.index),
        expression: match[0].trim().replaceAll(/\s+/g, ' ').slice(0, 120),
      });
  }
}

const leading = (text: string): number => text.length - text.trimStart().length;

function needOf(
  rule: ReadRule,
  match: RegExpExecArray,
  { head, tail }: { readonly head: string; readonly tail: string },
): { readonly need: EnvNeed; readonly fallback: string | null } {
  if (rule.insists?.test(tail) === true) return { need: 'required', fallback: null };
  const inside = match.groups?.['fallback'];
  const after = inside === undefined && rule.after !== undefined ? rule.after.exec(tail) : null;
  const fallback = inside ?? after?.groups?.['fallback'] ?? null;
  if (fallback !== null)
    return { need: 'optional', fallback: rule.isPlainFallback === true ? fallback : unquoted(fallback) };
  if (after !== null) return { need: 'optional', fallback: null };
  const isAsked = condition.test(head) || comparison.test(tail);
  return { need: rule.need ?? (isAsked ? 'optional' : 'expected'), fallback: null };
}

/** `if System.get_env("X") do`, `if let Ok(x) = env::var("X")`, `if x := os.environ.get("X"):`, `"a".equals(System.getenv("X"))`. */
const condition =
  /(?:\b(?:if|elif|elsif|while|unless)\s*\(?\s*(?:let\s+(?:Ok|Some)\(\w+\)\s*=\s*|\w+\s*:?=\s*)?(?:[\w.]{1,40}\.)?|\.[eE]quals\(\s*)$/;
/** Compared with a value: whatever it holds, nothing fails. A look for emptiness is another matter. */
const comparison =
  /^\s{0,3}[)\]]?\s{0,3}(?:[=!]==?(?!=|\s{0,3}(?:["']["']|nil\b|null\b|None\b|nullptr\b))|in\s|=~)/;

const detailsOf = ({ role, type, isSecret }: ReadRule): Partial<EnvUse> => ({
  ...(role === undefined ? {} : { role }),
  ...(type === undefined ? {} : { type }),
  ...(isSecret === undefined ? {} : { isSecret }),
});

/** A default as written in code, without quotes; an expression stays null to nobody's surprise. */
function unquoted(text: string): string | null {
  const plain = text.trim();
  const quoted = /^(["'])([^]*)\1$/.exec(plain);
  if (quoted !== null) return quoted[2] ?? '';
  if (/^(?:nil|null|None|undefined|NULL)$/.test(plain)) return null;
  return /^(?:-?[\d.]+|true|false|True|False)$/.test(plain) ? plain.toLowerCase() : null;
}
