import type { Outside } from '../model/outside.ts';
import type { OutsideOptions } from './outside-options.ts';

/** One flag or valued option, as data: help, parsing and the reference page all come from it. */
export interface OptionSpec {
  /** `--json`, `--format <kind>`, `--map <from=to>`. */
  readonly flags: string;
  readonly about: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  /** May be given several times; read with `list`. */
  readonly isRepeatable?: boolean;
}

export interface ArgumentSpec {
  /** `<file>` required, `[domain]` optional, `[files...]` many. */
  readonly name: string;
  readonly about: string;
}

/**
 * One command; its path below `src/cli/commands` is its name (`load/growth.ts` is `load growth`). The file holds metadata
 * only; `load` brings the work in when it is run, so that `--help` stays quick.
 */
export interface Command {
  readonly summary: string;
  /** A few lines for `--help` and the reference; what it does, what it never does. */
  readonly details: string;
  readonly requirements: readonly string[];
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly { readonly line: string; readonly about: string }[];
  readonly load: () => Promise<{ readonly run: CommandRun }>;
}

/** Returns the exit code: 0 ready, 1 findings at or above --fail-on, 2 usage or manifest, 3 could not look or a blocking question is open. */
export type CommandRun = (context: CommandContext, input: CommandInput) => Promise<number>;

export const exitCodes = {
  ready: 0,
  findings: 1,
  usage: 2,
  couldNotLook: 3,
  bug: 70,
  interrupted: 130,
} as const;

export interface CommandContext {
  /** Data goes here. */
  readonly stdout: (text: string) => void;
  /** Talk and progress go here. */
  readonly stderr: (text: string) => void;
  readonly terminal: Terminal;
  readonly cwd: string;
  readonly version: string;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** Opens the door to the world; the caller disposes it (`await using`). */
  readonly openOutside: (options: OutsideOptions) => Promise<Outside & AsyncDisposable>;
  /** One line from the user; null when nobody can answer (no TTY, `--yes`). */
  readonly ask: (question: string) => Promise<string | null>;
  readonly readStdin: (maxBytes: number) => Promise<string>;
  /** The same as bytes, for archives. */
  readonly readStdinBytes?: (maxBytes: number) => Promise<Uint8Array>;
}

export interface Terminal {
  readonly isTty: boolean;
  readonly isErrorTty: boolean;
  readonly columns: number;
  readonly hasColour: boolean;
}

export interface CommandInput {
  readonly arguments: readonly string[];
  readonly options: ParsedOptions;
}

export const command = (definition: Command): Command => definition;

/** Typed reading of parsed options by their long name without dashes. */
export class ParsedOptions {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    const value = this.#values[camelCase(name)];
    return typeof value === 'string' ? value : undefined;
  }

  isOn(name: string): boolean {
    return this.#values[camelCase(name)] === true;
  }

  /** The same with one of them set. */
  with(name: string, value: string | true): ParsedOptions {
    return new ParsedOptions({ ...this.#values, [camelCase(name)]: value });
  }

  /** The same without one of them. */
  without(name: string): ParsedOptions {
    const { [camelCase(name)]: _left, ...rest } = this.#values;
    return new ParsedOptions(rest);
  }

  list(name: string): readonly string[] {
    const value = this.#values[camelCase(name)];
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  }
}

const camelCase = (name: string): string =>
  name.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
