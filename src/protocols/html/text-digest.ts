import { createHash } from 'node:crypto';

/** What a page says in words, told apart from others without being kept. */
export interface TextDigest {
  /** 16 hex digits over the visible words in lower case, order kept; two pages with the same words have the same. */
  readonly digest: string;
  /** Letters and digits counted. */
  readonly letters: number;
}

const maxLetters = 400_000;
const maxPiece = 64 * 1024;

/** Takes text in any pieces; white space and punctuation do not count. An element ends a word. */
export class TextDigester {
  private readonly hash = createHash('sha256');
  private pending = '';
  private letters = 0;

  add(text: string): void {
    if (this.letters >= maxLetters) return;
    this.pending += text;
    if (this.pending.length > maxPiece) this.flush();
  }

  /** The words before and after belong to different elements. */
  boundary(): void {
    if (this.pending !== '') this.pending += ' ';
  }

  end(): TextDigest {
    this.flush();
    return { digest: this.hash.digest('hex').slice(0, 16), letters: this.letters };
  }

  private flush(): void {
    const words = this.pending
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    this.pending = '';
    if (words === '') return;
    this.hash.update(`${words} `);
    for (let at = 0; at < words.length; at++) if (words.charCodeAt(at) !== 32) this.letters += 1;
  }
}
