import { envUse, isEnvName, type EnvReading, type EnvUse, type SourceText } from '../use.ts';
import { LineTable } from '../lines.ts';
import { isPublicName } from '../public-prefix.ts';
import { readShell } from './shell.ts';

/** Collects the uses of one configuration file. */
export class InfrastructureReading {
  readonly source: SourceText;
  readonly #lines: LineTable;
  readonly #uses = new Map<string, EnvUse>();

  constructor(source: SourceText) {
    this.source = source;
    this.#lines = new LineTable(source.text);
  }

  add(name: string, offset: number, details: Partial<EnvUse> & { readonly via: string }): void {
    if (!isEnvName(name)) return;
    const { path, scope } = this.source;
    const line = this.#lines.lineAt(offset);
    const use = envUse(
      { name, path, scope, line, via: details.via },
      { isPublic: isPublicName(name), ...details },
    );
    const key = `${name} ${line} ${use.role}`;
    if (!this.#uses.has(key)) this.#uses.set(key, use);
  }

  /** The variables a piece of shell inside this file takes from outside, but for those in `given`. */
  addShell(
    script: string,
    at: { readonly offset: number; readonly via: string; readonly given?: (name: string) => boolean },
  ): void {
    for (const { name, offset, need, fallback } of readShell(script).reads)
      if (at.given?.(name) !== true) this.add(name, at.offset + offset, { via: at.via, need, fallback });
  }

  /** `${X}`, `${X:-default}`, `${X:?message}` and `$X` as Compose interpolates them; `$$` is a dollar sign. */
  addInterpolations(text: string, at: { readonly offset: number; readonly via: string }): void {
    const pattern =
      /\$\$|\$\{(?<braced>[A-Za-z_]\w{0,127})(?:(?<operator>:?[-?+])(?<word>[^{}\n]{0,200}))?|\$(?<plain>[A-Za-z_]\w{0,127})/g;
    for (const match of text.matchAll(pattern)) {
      const name = match.groups?.['braced'] ?? match.groups?.['plain'];
      if (name === undefined) continue;
      const operator = match.groups?.['operator']?.replace(':', '') ?? '';
      const need = operator === '?' ? 'required' : operator === '' ? 'expected' : 'optional';
      const fallback = operator === '-' ? (match.groups?.['word'] ?? '') : null;
      this.add(name, at.offset + match.index, { via: at.via, need, fallback });
    }
  }

  done(): EnvReading {
    return { uses: [...this.#uses.values()], dynamic: [], wrappers: [], problem: null };
  }
}
