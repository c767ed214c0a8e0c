/** How far a pattern can look from the place it is tried at. */
export interface Reach {
  /** Most characters consumed or looked at from the start on. */
  readonly ahead: number;
  /** Most characters looked at before the start. */
  readonly behind: number;
}

/**
 * The reach of a JavaScript pattern, read from its source: blocks of a stream overlap by this much, so that no match is
 * cut. Throws on an unbounded quantifier: every rule has a written maximum.
 */
export function patternReach(pattern: RegExp): Reach {
  const reader = new PatternReader(pattern.source);
  const ahead = reader.alternation();
  return { ahead, behind: reader.behind };
}

class PatternReader {
  readonly #source: string;
  #at = 0;
  behind = 1;

  constructor(source: string) {
    this.#source = source;
  }

  alternation(): number {
    let longest = this.#sequence();
    while (this.#source[this.#at] === '|') {
      this.#at += 1;
      longest = Math.max(longest, this.#sequence());
    }
    return longest;
  }

  #sequence(): number {
    let total = 0;
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source[this.#at] ?? '')) {
      total += this.#atom() * this.#times();
    }
    return total;
  }

  #atom(): number {
    const character = this.#source[this.#at];
    this.#at += 1;
    if (character === '[') return this.#characterClass();
    if (character === '(') return this.#group();
    if (character === '\\') return this.#escape();
    return character === '^' || character === '$' ? 1 : 1;
  }

  #characterClass(): number {
    while (this.#source[this.#at] !== ']') this.#at += this.#source[this.#at] === '\\' ? 2 : 1;
    this.#at += 1;
    return 1;
  }

  #escape(): number {
    const rest = this.#source.slice(this.#at);
    this.#at += /^(?:u[0-9a-f]{4}|x[0-9a-f]{2}|.)/i.exec(rest)?.[0].length ?? 1;
    return 1;
  }

  #group(): number {
    const [opening = ''] = /^\?(?:<?[=!]|:|<\w+>)/.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += opening.length;
    const length = this.alternation();
    this.#at += 1;
    if (opening !== '?<=' && opening !== '?<!') return length;
    this.behind = Math.max(this.behind, length);
    return 0;
  }

  #times(): number {
    const [found = '', most] = /^(?:\{\d+(?:,(\d*))?\}|[?*+])\??/.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += found.length;
    if (found === '') return 1;
    if (/^[*+]/.test(found) || most === '') throw new Error(`${this.#source} has an unbounded ${found}`);
    return found.startsWith('?') ? 1 : Number(most ?? /\d+/.exec(found)?.[0]);
  }
}
