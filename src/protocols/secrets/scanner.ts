import { allRules } from './all-rules.ts';
import { compileRules, type CompiledRule, type CompiledRules } from './compile.ts';
import { codings, type CodedRun } from './encoded.ts';
import type { SecretMatch } from './match.ts';
import { positioned } from './position.ts';
import { strongest, type Found } from './strongest.ts';

export interface ScanOptions {
  /** Milliseconds since 1970: expired tokens are told apart. */
  readonly now: number;
  /** Binary data: only values recognised by themselves. */
  readonly isBinary?: boolean;
  /** The bytes as a string of one character each, where the caller has it: else it is made when a keyword is found. */
  readonly text?: string;
}
/** Finds secrets in bytes, read as latin1: one character per byte, whatever the file's coding. */
export class SecretScanner {
  readonly compiled: CompiledRules;

  constructor(rules = allRules) {
    this.compiled = compileRules(rules, codings(rules));
  }

  /** Every secret of a whole text, in order; where several rules match one place, the strongest. */
  scan(bytes: Uint8Array, options: ScanOptions): readonly SecretMatch[] {
    const { text, found } = this.#found(bytes, options, true);
    return text === null || found.length === 0 ? [] : positioned(strongest(found), text);
  }

  /** Whether any keyword stands there: without one there is no secret. Of bytes whose ASCII is that of the text, whatever the rest is. */
  mayFind(bytes: Uint8Array): boolean {
    let isFound = false;
    this.compiled.search.scan(bytes, () => {
      isFound = true;
    });
    return isFound;
  }

  #found(
    bytes: Uint8Array,
    options: ScanOptions,
    isDecoding: boolean,
  ): { text: string | null; found: Found[] } {
    const { search, keywords, rulesOf, codedRuns } = this.compiled;
    const found: Found[] = [];
    let text: string | null = isDecoding ? (options.text ?? null) : null;
    search.scan(bytes, (keyword, end) => {
      const start = end - (keywords[keyword]?.length ?? 0);
      text ??= latin1(bytes);
      const coded = isDecoding ? codedRuns[keyword] : undefined;
      if (coded !== undefined) found.push(...this.#decoded(coded(text, start), text, options));
      for (const each of rulesOf[keyword] ?? []) {
        const isFit = each.rule.strength === 'shape' || options.isBinary !== true;
        const one = isFit ? attempt(each, { text, start, now: options.now }) : null;
        if (one !== null) found.push(one);
      }
    });
    return { text, found };
  }

  /** Coded text, as Kubernetes keeps secrets and URLs carry URLs: decoded once, and reported where the coded text stands. */
  #decoded(runs: readonly CodedRun[], text: string, options: ScanOptions): readonly Found[] {
    return runs.flatMap((run) =>
      strongest(this.#found(run.bytes, options, false).found).map((each) => ({
        ...each,
        isEncoded: true,
        candidate: { ...each.candidate, text, start: run.start, valueStart: run.start },
        length: run.length,
      })),
    );
  }
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

interface Place {
  readonly text: string;
  readonly start: number;
  readonly now: number;
}

function attempt({ rule, sticky, order }: CompiledRule, { text, start, now }: Place): Found | null {
  sticky.lastIndex = start;
  const match = sticky.exec(text);
  return match === null ? null : foundBy({ rule, order }, match, now);
}

/** What a match of a rule's pattern means; the same whether found by the prefilter or by searching the whole text. */
export function foundBy(
  { rule, order }: Pick<CompiledRule, 'rule' | 'order'>,
  match: RegExpExecArray,
  now: number,
): Found {
  const [whole] = match;
  const { head = '', secret } = match.groups ?? {};
  const value = secret ?? head + whole;
  const valueStart =
    secret === undefined
      ? match.index - head.length
      : whole.includes(secret)
        ? match.index + whole.lastIndexOf(secret)
        : match.index - secret.length;
  const candidate = { text: match.input, start: match.index, match: whole, value, valueStart, now };
  return { rule, order, candidate, judgement: rule.judge(candidate), length: value.length, isEncoded: false };
}
