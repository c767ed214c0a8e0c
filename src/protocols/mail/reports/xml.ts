import { ReportError, reportLimits } from './error.ts';

/** An element, namespace prefix dropped, attributes dropped but for `xmlns`. */
export interface XmlNode {
  readonly name: string;
  readonly namespace: string | null;
  readonly children: readonly XmlNode[];
  /** Text directly inside, trimmed. */
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly tag: string;
  readonly namespace: string | null;
  readonly children: XmlNode[];
  text: string;
}

interface Tag {
  /** As written, with its prefix. */
  readonly tag: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly isClose: boolean;
  readonly isEmpty: boolean;
}

const maxKnownTags = 200;

/**
 * A reader for data XML: no document types, so no entities but the five of XML 1.0 and numbers, no processing instructions kept.
 * Throws `ReportError` (`xml`, `too-deep`, `too-big`) with the line.
 */
export function parseXml(source: string): XmlNode {
  const reader = new Reader(source);
  return reader.read();
}

class Reader {
  readonly #source: string;
  #at = 0;
  #nodes = 0;
  readonly #stack: Open[] = [];
  #root: XmlNode | null = null;
  readonly #tags = new Map<string, Tag>();

  constructor(source: string) {
    this.#source = source;
  }

  read(): XmlNode {
    const source = this.#source;
    while (this.#at < source.length) {
      const next = source.indexOf('<', this.#at);
      const end = next === -1 ? source.length : next;
      this.#addText(source.slice(this.#at, end));
      this.#at = end;
      if (next !== -1) this.#readMarkup();
    }
    const open = this.#stack.at(-1);
    if (open !== undefined) throw this.#wrong(`<${clip(open.tag)}> is never closed`);
    if (this.#root === null) throw this.#wrong('there is no element');
    return this.#root;
  }

  #addText(text: string): void {
    const open = this.#stack.at(-1);
    if (open !== undefined) open.text += this.#decode(text);
    else if (text.trim() !== '' && text.trim() !== '\uFEFF')
      throw this.#wrong('text outside of the root element');
  }

  #readMarkup(): void {
    const source = this.#source;
    if (source.startsWith('<!--', this.#at)) this.#skipTo('-->');
    else if (source.startsWith('<![CDATA[', this.#at)) {
      const start = this.#at + 9;
      this.#skipTo(']]>');
      const open = this.#stack.at(-1);
      if (open !== undefined) open.text += source.slice(start, this.#at - 3);
    } else if (source.startsWith('<?', this.#at)) this.#skipTo('?>');
    else if (source.startsWith('<!', this.#at)) throw this.#wrong('a document type or entity is not allowed');
    else this.#readTag();
  }

  #skipTo(end: string): void {
    const found = this.#source.indexOf(end, this.#at + 2);
    if (found === -1) throw this.#wrong(`no "${end}"`);
    this.#at = found + end.length;
  }

  #readTag(): void {
    const end = this.#source.indexOf('>', this.#at);
    if (end === -1) throw this.#wrong('a tag is not closed');
    const inside = this.#source.slice(this.#at + 1, end);
    const tag = this.#tags.get(inside) ?? this.#parseTag(inside);
    if (tag.isClose) this.#close(tag.tag);
    else this.#open(tag);
    if (tag.isEmpty && !tag.isClose) this.#close(tag.tag);
    this.#at = end + 1;
  }

  /** Reports repeat a few dozen tags thousands of times: each is taken apart once. */
  #parseTag(inside: string): Tag {
    const match = /^(\/?)([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)(\s[^<]*?)?(\/?)$/.exec(inside);
    if (match === null) throw this.#wrong(`"<${clip(inside)}>" is not a tag`);
    const [, close, tag = '', attributes = '', selfClosed] = match;
    const parsed = {
      tag,
      name: tag.slice(tag.indexOf(':') + 1).toLowerCase(),
      namespace: /\sxmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? null,
      isClose: close === '/',
      isEmpty: selfClosed === '/',
    };
    if (this.#tags.size < maxKnownTags) this.#tags.set(inside, parsed);
    return parsed;
  }

  #open({ tag, name, namespace }: Tag): void {
    this.#nodes += 1;
    if (this.#nodes > reportLimits.xmlNodes)
      throw new ReportError('too-big', `more than ${reportLimits.xmlNodes} elements`);
    if (this.#stack.length >= reportLimits.xmlDepth)
      throw new ReportError('too-deep', `elements nested deeper than ${reportLimits.xmlDepth}`);
    if (this.#root !== null) throw this.#wrong('a second root element');
    this.#stack.push({ name, tag, namespace, children: [], text: '' });
  }

  #close(tag: string): void {
    const open = this.#stack.pop();
    if (open === undefined || open.tag !== tag)
      throw this.#wrong(`</${clip(tag)}> closes ${open === undefined ? 'nothing' : `<${clip(open.tag)}>`}`);
    const { name, namespace, children } = open;
    const node = { name, namespace, children, text: open.text.trim() };
    const parent = this.#stack.at(-1);
    if (parent === undefined) this.#root = node;
    else parent.children.push(node);
  }

  #decode(text: string): string {
    if (!text.includes('&')) return text;
    return text.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,4});|&/gi, (whole, name: string | undefined) => {
      const value = name === undefined ? undefined : entity(name.toLowerCase());
      if (value === undefined) throw this.#wrong(`"${clip(whole)}" is not an entity of XML`);
      return value;
    });
  }

  #wrong(message: string): ReportError {
    const line = this.#source.slice(0, this.#at).split('\n').length;
    return new ReportError('xml', `line ${line}: ${message}`);
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return named[name];
  const code = name.startsWith('#x')
    ? Number.parseInt(name.slice(2), 16)
    : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : undefined;
}

const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** First child of a name; null when there is none. */
export const childOf = (node: XmlNode | null, name: string): XmlNode | null =>
  node?.children.find((child) => child.name === name) ?? null;
/** Text of a child, control characters replaced, at most 1,000 characters; null when the child is absent or empty. */
export const textOf = (node: XmlNode | null, name: string): string | null =>
  childOf(node, name)
    ?.text.slice(0, 1000)
    .replace(/\p{Cc}/gu, ' ') || null;
export const childrenOf = (node: XmlNode | null, name: string): readonly XmlNode[] =>
  node?.children.filter((child) => child.name === name) ?? [];
