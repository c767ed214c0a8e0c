import { Parser } from 'htmlparser2';
import type { Handler, ParserOptions } from 'htmlparser2';

type MarkupHandler = Pick<Partial<Handler>, 'onopentagname' | 'onopentag' | 'ontext' | 'onclosetag'>;

/** Browsers keep 512 elements inside each other, and lay deeper ones beside them. */
export const maxDepth = 1000;
const pieceLength = 16 * 1024;

/**
 * htmlparser2 moves its whole list of open elements for each new one, so that a page of nothing but opening tags costs the square of
 * its length. Markup nested deeper than `maxDepth` is read up to there, and `isCut` says so. Never throws.
 */
export class BoundedParser {
  readonly #parser: Parser;
  #depth = 0;
  #isTooDeep = false;

  constructor(handler: MarkupHandler, options?: ParserOptions) {
    this.#parser = new Parser(
      {
        ...handler,
        onopentagname: (name) => {
          this.#depth += 1;
          handler.onopentagname?.(name);
        },
        onclosetag: (name, isImplied) => {
          this.#depth -= 1;
          handler.onclosetag?.(name, isImplied);
        },
      },
      options,
    );
  }

  /** Where the element that is being told begins, in characters from the first one written. */
  get startIndex(): number {
    return this.#parser.startIndex;
  }

  get isCut(): boolean {
    return this.#isTooDeep;
  }

  write(text: string): void {
    for (let at = 0; at < text.length && !this.#isTooDeep; at += pieceLength) {
      this.#parser.write(text.slice(at, at + pieceLength));
      this.#isTooDeep = this.#depth > maxDepth;
    }
  }

  end(text = ''): void {
    this.write(text);
    this.#parser.end();
  }
}
