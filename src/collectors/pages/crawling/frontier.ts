import { addressShape, isRepeating, pageAddress } from '../../../protocols/http/page-address.ts';

/** Following these with GET may change something, or leads nowhere new. */
const leftAlone = /(?:^|[/_-])(?:log-?out|sign-?out|delete|remove|unsubscribe|destroy)(?:$|[/_.?-])/i;
/** Downloads are not pages. */
const download =
  /\.(?:zip|gz|tgz|7z|rar|iso|dmg|exe|msi|apk|pdf|docx?|xlsx?|pptx?|mp[34]|mov|avi|webm|csv)$/i;

export interface FrontierLimits {
  readonly pages: number;
  /** Addresses that differ in numbers or parameter values only. */
  readonly perShape: number;
}

/** Addresses still to be asked, each once; link spaces without end are recognised by their shape. */
export class Frontier {
  private readonly known = new Set<string>();
  private readonly shapes = new Map<string, number>();
  private readonly waiting: string[] = [];
  private readonly limits: FrontierLimits;
  private taken = 0;
  private head = 0;
  private alike = 0;
  private beyond = 0;

  constructor(limits: FrontierLimits) {
    this.limits = limits;
  }

  /** Adds an address of this host; false when it is known or left out. */
  add(reference: string, base: string): boolean {
    if (this.known.has(reference)) return false;
    const address = pageAddress(reference, base);
    if (address === null || this.known.has(address)) return false;
    const url = new URL(address);
    if (url.origin !== new URL(base).origin || leftAlone.test(url.pathname) || download.test(url.pathname))
      return false;
    if (this.known.size >= this.limits.pages * 20) return this.leave();
    this.known.add(address);
    const shape = addressShape(address);
    const count = this.shapes.get(shape) ?? 0;
    this.shapes.set(shape, count + 1);
    if (count >= this.limits.perShape || isRepeating(address)) {
      this.alike += 1;
      return false;
    }
    this.waiting.push(address);
    return true;
  }

  private leave(): false {
    this.beyond += 1;
    return false;
  }

  /** The next address, or null when there is none or enough were asked. */
  next(): string | null {
    if (this.taken >= this.limits.pages) return null;
    const address = this.waiting[this.head] ?? null;
    if (address === null) return null;
    this.head += 1;
    this.taken += 1;
    return address;
  }

  /** What was left out, in sentences. */
  told(): readonly string[] {
    const left = this.waiting.length - this.head + this.beyond;
    return [
      ...(left === 0
        ? []
        : [
            `${left} more addresses were not asked: ${this.limits.pages} pages a host are enough for a sample`,
          ]),
      ...(this.alike === 0
        ? []
        : [`${this.alike} addresses that differ in numbers or parameters only were left out`]),
    ];
  }
}
