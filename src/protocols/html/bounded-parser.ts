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
  #readLength = 0;

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

  /** Characters written and read; all of them unless `isCut`. */
  get readLength(): number {
    return this.#readLength;
  }

  write(text: string): void {
    for (let at = 0; at < text.length && !this.#isTooDeep; at += pieceLength) {
      const piece = text.slice(at, at + pieceLength);
      this.#parser.write(piece);
      this.#readLength += piece.length;
      this.#isTooDeep = this.#depth > maxDepth;
    }
  }

  end(text = ''): void {
    this.write(text);
    this.#parser.end();
  }
}

/** The beginning of a page that can be made into a tree without losing oneself in it: all of it, for every page people made. */
export function withinDepth(html: string): string {
  const parser = new BoundedParser({});
  parser.end(html);
  return html.slice(0, parser.readLength);
}
