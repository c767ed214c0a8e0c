import { Parser } from 'htmlparser2';
import { type Declaration, inlineDeclarations, scanStyles, type StyleScan } from './css.ts';

export interface MailLink {
  readonly url: string;
  /** Visible text, or the alt text of what is inside. */
  readonly text: string;
}
export interface MailImage {
  readonly src: string;
  /** Null: there is no alt attribute at all. */
  readonly alt: string | null;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
}
/** What an HTML mail is made of. Bounded; never throws. */
export interface TemplateScan {
  readonly bytes: number;
  readonly hasDoctype: boolean;
  readonly hasViewport: boolean;
  readonly language: string | null;
  /** Element names with how often. */
  readonly elements: ReadonlyMap<string, number>;
  /** Attribute names worth knowing, with how often. */
  readonly attributes: ReadonlyMap<string, number>;
  readonly links: readonly MailLink[];
  readonly images: readonly MailImage[];
  readonly inline: readonly Declaration[];
  readonly sheets: readonly StyleScan[];
  /** Characters of the longest `<style>`. */
  readonly longestStyle: number;
  /** Fixed widths above a phone's, in px, as they stand: `table width=640`. */
  readonly wideBoxes: readonly string[];
  readonly layoutTables: number;
  /** Layout tables without `role="presentation"`. */
  readonly unmarkedTables: number;
  /** Visible text, white space folded. */
  readonly text: string;
}

export const scanLimits = {
  characters: 2_000_000,
  items: 500,
  text: 200_000,
  depth: 500,
  chunk: 4096,
} as const;
const phoneWidthPx = 390;
const watchedAttributes = ['srcset', 'hidden', 'popover', 'background', 'loading'] as const;
const silent = new Set(['style', 'script', 'title', 'head', 'template']);

export function scanTemplate(html: string): TemplateScan {
  const scanner = new Scanner();
  const parser = new Parser(scanner, { decodeEntities: true });
  const text = html.slice(0, scanLimits.characters);
  // The parser pays for every open element again and again: a mail nested beyond all reason is read up to there.
  for (let at = 0; at < text.length && scanner.depth <= scanLimits.depth; at += scanLimits.chunk)
    parser.write(text.slice(at, at + scanLimits.chunk));
  parser.end();
  return scanner.result(Buffer.byteLength(html));
}

class Scanner {
  depth = 0;
  #hasDoctype = false;
  #hasViewport = false;
  #language: string | null = null;
  #elements = new Map<string, number>();
  #attributes = new Map<string, number>();
  #links: { url: string; text: string }[] = [];
  #images: MailImage[] = [];
  #inline: Declaration[] = [];
  #sheets: StyleScan[] = [];
  #style: string | null = null;
  #longestStyle = 0;
  #wide: string[] = [];
  #tables = { layout: 0, unmarked: 0 };
  #text = '';
  #openLink: { url: string; text: string } | null = null;
  #quiet = 0;

  onprocessinginstruction(name: string): void {
    if (name.toLowerCase() === '!doctype') this.#hasDoctype = true;
  }

  onopentag(name: string, attributes: Readonly<Record<string, string>>): void {
    this.depth += 1;
    const tag = name === 'link' && /stylesheet/i.test(attributes['rel'] ?? '') ? 'link rel=stylesheet' : name;
    count(this.#elements, tag);
    for (const each of watchedAttributes) if (attributes[each] !== undefined) count(this.#attributes, each);
    if (silent.has(name)) this.#quiet += 1;
    if (name === 'html') this.#language = attributes['lang'] ?? null;
    if (name === 'meta' && attributes['name']?.toLowerCase() === 'viewport') this.#hasViewport = true;
    if (name === 'style') this.#style = '';
    if (name === 'table') this.#table(attributes);
    if (name === 'a' && attributes['href'] !== undefined) this.#link(attributes['href']);
    if (name === 'img') this.#image(attributes);
    this.#styles(name, attributes);
  }

  ontext(text: string): void {
    if (this.#style !== null) {
      this.#style = (this.#style + text).slice(0, scanLimits.characters);
      return;
    }
    if (this.#quiet > 0) return;
    if (this.#text.length < scanLimits.text) this.#text += text;
    if (this.#openLink !== null && this.#openLink.text.length < 300) this.#openLink.text += text;
  }

  onclosetag(name: string): void {
    this.depth -= 1;
    if (silent.has(name) && this.#quiet > 0) this.#quiet -= 1;
    if (name === 'a') this.#openLink = null;
    if (name !== 'style' || this.#style === null) return;
    this.#longestStyle = Math.max(this.#longestStyle, this.#style.length);
    if (this.#sheets.length < 20) this.#sheets.push(scanStyles(this.#style));
    this.#style = null;
  }

  #table(attributes: Readonly<Record<string, string>>): void {
    const isLayout = ['width', 'cellpadding', 'cellspacing', 'align', 'border'].some(
      (one) => attributes[one] !== undefined,
    );
    if (!isLayout) return;
    this.#tables.layout += 1;
    if (!/^(?:presentation|none)$/i.test(attributes['role'] ?? '')) this.#tables.unmarked += 1;
  }

  #link(url: string): void {
    if (this.#links.length >= scanLimits.items) return;
    this.#openLink = { url: url.trim().slice(0, 4000), text: '' };
    this.#links.push(this.#openLink);
  }

  #image(attributes: Readonly<Record<string, string>>): void {
    const alt = attributes['alt'] ?? null;
    if (this.#openLink !== null && alt !== null) this.#openLink.text += ` ${alt}`;
    if (this.#images.length >= scanLimits.items) return;
    this.#images.push({
      src: (attributes['src'] ?? '').trim().slice(0, 4000),
      alt,
      widthPx: pixels(attributes['width']),
      heightPx: pixels(attributes['height']),
    });
  }

  #styles(name: string, attributes: Readonly<Record<string, string>>): void {
    const declarations = inlineDeclarations(attributes['style'] ?? '');
    if (this.#inline.length < 5000) this.#inline.push(...declarations);
    const styled = declarations.find(({ property }) => property === 'width')?.value;
    const limited = declarations.some(({ property }) => property === 'max-width');
    const width =
      pixels(styled) ?? (['table', 'td', 'img'].includes(name) ? pixels(attributes['width']) : null);
    const isFluid = limited || styled?.endsWith('%') === true;
    if (width !== null && width > phoneWidthPx && !isFluid && this.#wide.length < 20)
      this.#wide.push(`${name} ${width}px`);
  }

  result(bytes: number): TemplateScan {
    return {
      bytes,
      hasDoctype: this.#hasDoctype,
      hasViewport: this.#hasViewport,
      language: this.#language,
      elements: this.#elements,
      attributes: this.#attributes,
      links: this.#links.map(({ url, text }) => ({
        url,
        text: text.replace(/\s+/g, ' ').trim().slice(0, 300),
      })),
      images: this.#images,
      inline: this.#inline,
      sheets: this.#sheets,
      longestStyle: this.#longestStyle,
      wideBoxes: this.#wide,
      layoutTables: this.#tables.layout,
      unmarkedTables: this.#tables.unmarked,
      text: this.#text.replace(/\s+/g, ' ').trim(),
    };
  }
}

function count(map: Map<string, number>, key: string): void {
  if (map.size < 300 || map.has(key)) map.set(key, (map.get(key) ?? 0) + 1);
}

function pixels(text: string | undefined): number | null {
  const match = /^\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$/i.exec(text ?? '');
  return match === null ? null : Number(match[1]);
}
