import { BoundedParser } from './bounded-parser.ts';
import { pageRelation } from './page-relations.ts';
import type { PageRelation } from './page-relations.ts';
import { inlineStyleUrls, styleUrls } from './style-urls.ts';
import { TextDigester } from './text-digest.ts';
import type { TextDigest } from './text-digest.ts';

/** What loads or leads somewhere, with the line it stands in (from 1). Addresses as written, at most 2,000 characters. */
export interface PageReference {
  readonly kind: ReferenceKind;
  readonly url: string;
  readonly line: number;
}
export const referenceKinds = [
  'link',
  'script',
  'style',
  'frame',
  'object',
  'image',
  'audio',
  'video',
  'preload',
  'manifest',
  'icon',
  'share',
  'form',
] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

export interface ScannedScript {
  readonly src: string | null;
  readonly integrity: string | null;
  /** Nothing is shown before it is loaded and run: in the head, from an address, neither async nor deferred. */
  readonly isBlocking: boolean;
}
export interface ScannedForm {
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly hasPassword: boolean;
  readonly line: number;
}
export interface ScannedMeta {
  /** `name`, `property` or `http-equiv`, in lower case. */
  readonly name: string;
  readonly content: string;
}
export interface PageScan {
  readonly base: string | null;
  readonly title: string;
  /** `lang` of the html element, in lower case. */
  readonly language: string;
  /** Visible words, scripts and styles left out. */
  readonly text: TextDigest;
  readonly relations: readonly PageRelation[];
  readonly references: readonly PageReference[];
  readonly scripts: readonly ScannedScript[];
  readonly forms: readonly ScannedForm[];
  readonly metas: readonly ScannedMeta[];
  /** A limit was reached: there is more on the page than is told here. */
  readonly isCut: boolean;
}

export const scanLimits = {
  references: 2000,
  scripts: 300,
  forms: 100,
  metas: 100,
  relations: 150,
  urlLength: 2000,
  styleLength: 256 * 1024,
} as const;

type Attributes = Readonly<Record<string, string>>;

/** Reads HTML as it comes, piece by piece, in bounded memory; tolerant as browsers are. Never throws. */
export class PageScanner {
  private readonly references: PageReference[] = [];
  private readonly scripts: ScannedScript[] = [];
  private readonly forms: ScannedForm[] = [];
  private readonly metas: ScannedMeta[] = [];
  private readonly relations: PageRelation[] = [];
  private readonly digester = new TextDigester();
  private language = '';
  private isInHead = true;
  private base: string | null = null;
  private title = '';
  private text: 'title' | 'style' | 'unseen' | null = null;
  private style = '';
  private styleLine = 1;
  private isCut = false;
  private line = 1;
  private lineOf = 0;
  private chunk = '';
  private chunkStart = 0;
  private readonly parser: BoundedParser;

  constructor() {
    this.parser = new BoundedParser({
      onopentag: (name, attributes) => this.open(name, attributes),
      ontext: (text) => this.read(text),
      onclosetag: (name) => this.close(name),
    });
  }

  write(chunk: string): void {
    this.line = this.lineAt(this.chunkStart + this.chunk.length);
    this.chunkStart += this.chunk.length;
    this.chunk = chunk;
    this.parser.write(chunk);
  }

  end(): PageScan {
    this.parser.end();
    const { base, language, references, scripts, forms, metas, relations } = this;
    const isCut = this.isCut || this.parser.isCut;
    const title = this.title.trim().slice(0, 300);
    const text = this.digester.end();
    return { base, title, language, text, references, scripts, forms, metas, relations, isCut };
  }

  /** Lines are counted forward only, so that the whole page is walked once. */
  private lineAt(index: number): number {
    const end = Math.min(index - this.chunkStart, this.chunk.length);
    let at = Math.max(0, this.lineOf - this.chunkStart);
    for (; at < end; at++) if (this.chunk.charCodeAt(at) === 10) this.line++;
    this.lineOf = Math.max(this.lineOf, this.chunkStart + Math.max(at, 0));
    return this.line;
  }

  private open(name: string, attributes: Attributes): void {
    this.digester.boundary();
    this.text = this.textKind(name);
    if (name === 'body') this.isInHead = false;
    if (name === 'html') this.language = (attributes['lang'] ?? '').trim().toLowerCase().slice(0, 40);
    const line = this.lineAt(this.parser.startIndex);
    if (name === 'style') this.styleLine = line;
    if (name === 'base') this.base ??= attributes['href'] ?? null;
    if (name === 'link') this.relation(attributes, line);
    if (name === 'meta') this.meta(attributes, line);
    if (name === 'form') this.form(attributes, line);
    if (name === 'input' && attributes['type']?.toLowerCase() === 'password') this.password();
    if (name === 'script')
      this.add(this.scripts, scanLimits.scripts, {
        src: attributes['src'] ?? null,
        integrity: attributes['integrity'] ?? null,
        isBlocking: this.isInHead && isBlockingScript(attributes),
      });
    for (const [kind, url] of referencesOf(name, attributes)) this.reference(kind, url, line);
    for (const url of inlineStyleUrls(attributes['style'])) this.reference('image', url, line);
  }

  /** Style text comes in pieces; it is read when the element closes. */
  private read(text: string): void {
    if (this.text === 'title' && this.title.length < 300) this.title += text;
    if (this.text === null) this.digester.add(text);
    if (this.text !== 'style') return;
    if (this.style.length < scanLimits.styleLength) this.style += text;
    else this.isCut = true;
  }

  private close(name: string): void {
    this.digester.boundary();
    if (name === this.text || this.text === 'unseen') this.text = null;
    if (name !== 'style') return;
    for (const { kind, url } of styleUrls(this.style)) this.reference(kind, url, this.styleLine);
    this.style = '';
  }

  private textKind(name: string): PageScanner['text'] {
    if (name === 'title' && this.title === '') return 'title';
    if (name === 'style') return 'style';
    return name === 'script' || name === 'template' ? 'unseen' : null;
  }

  private relation(attributes: Attributes, line: number): void {
    const found = pageRelation(attributes, { line, isInHead: this.isInHead });
    if (found !== null) this.add(this.relations, scanLimits.relations, found);
  }

  private reference(kind: ReferenceKind, url: string, line: number): void {
    const trimmed = url.trim();
    if (trimmed === '' || trimmed.startsWith('data:')) return;
    this.add(this.references, scanLimits.references, {
      kind,
      url: trimmed.slice(0, scanLimits.urlLength),
      line,
    });
  }

  private meta(attributes: Attributes, line: number): void {
    const name = (
      attributes['name'] ??
      attributes['property'] ??
      attributes['http-equiv'] ??
      ''
    ).toLowerCase();
    const content = (attributes['content'] ?? '').slice(0, scanLimits.urlLength);
    if (name === '') return;
    this.add(this.metas, scanLimits.metas, { name: name.slice(0, 100), content });
    if (/^(?:og:image|og:video|og:audio|twitter:image)/.test(name)) this.reference('share', content, line);
  }

  private form(attributes: Attributes, line: number): void {
    const action = (attributes['action'] ?? '').trim().slice(0, scanLimits.urlLength);
    const method = (attributes['method'] ?? 'get').toLowerCase() === 'post' ? 'post' : 'get';
    this.add(this.forms, scanLimits.forms, { action, method, hasPassword: false, line });
    this.reference('form', action, line);
  }

  /** A password field belongs to the form opened last; one without a form is a form driven by script. */
  private password(): void {
    const last = this.forms.pop();
    this.forms.push({ ...(last ?? { action: '', method: 'post', line: this.line }), hasPassword: true });
  }

  private add<T>(list: T[], limit: number, item: T): void {
    if (list.length < limit) list.push(item);
    else this.isCut = true;
  }
}

function referencesOf(name: string, attributes: Attributes): readonly (readonly [ReferenceKind, string])[] {
  const href = attributes['href'] ?? '';
  const src = attributes['src'] ?? '';
  switch (name) {
    case 'a':
    case 'area':
      return [['link', href]];
    case 'script':
      return [['script', src]];
    case 'iframe':
    case 'frame':
      return [['frame', src]];
    case 'object':
      return [['object', attributes['data'] ?? '']];
    case 'embed':
      return [['object', src]];
    case 'img':
    case 'input':
      return [['image', src], ...sourceSet(attributes)];
    case 'audio':
    case 'video':
      return [
        [name, src],
        ['image', attributes['poster'] ?? ''],
      ];
    case 'source':
      return [['image', src], ...sourceSet(attributes)];
    case 'link':
      return linkReference(attributes, href);
    default:
      return [];
  }
}

function linkReference(attributes: Attributes, href: string): readonly (readonly [ReferenceKind, string])[] {
  const relations = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
  if (relations.includes('stylesheet')) return [['style', href]];
  if (relations.includes('manifest')) return [['manifest', href]];
  if (relations.some((each) => each === 'icon' || each === 'apple-touch-icon')) return [['icon', href]];
  if (relations.some((each) => each === 'preload' || each === 'modulepreload')) return [['preload', href]];
  return [];
}

/** HTML standard 4.12.1: classic scripts without async or defer stop the parser; modules never do. */
const isBlockingScript = (attributes: Attributes): boolean =>
  attributes['src'] !== undefined &&
  attributes['async'] === undefined &&
  attributes['defer'] === undefined &&
  /^(?:|text\/javascript|application\/javascript)$/i.test((attributes['type'] ?? '').trim());

/** `a.jpg 1x, b.jpg 2x` (HTML standard 4.8.4.2.1), at most 20. */
const sourceSet = (attributes: Attributes): readonly (readonly ['image', string])[] =>
  (attributes['srcset'] ?? '')
    .split(/,\s+/)
    .slice(0, 20)
    .map((part) => ['image', part.trim().split(/\s+/)[0] ?? ''] as const);

/** A whole page at once. */
export function scanPage(html: string): PageScan {
  const scanner = new PageScanner();
  scanner.write(html);
  return scanner.end();
}
