import { DomUtils, parseDocument } from 'htmlparser2';
import { selectAll, selectOne } from 'css-select';
import { withinDepth } from '../../protocols/html/bounded-parser.ts';

type Document = ReturnType<typeof parseDocument>;
type Element = NonNullable<ReturnType<typeof DomUtils.findOne>>;
const { getAttributeValue, hasAttrib, innerText } = DomUtils;

/** What a visitor has before them. */
export interface Page {
  readonly url: string;
  readonly html: string;
}

/** A form with what it sends when nothing is filled in. */
export interface PageForm {
  /** Absolute, without fragment. */
  readonly action: string;
  readonly method: 'GET' | 'POST' | 'DIALOG';
  readonly fields: Readonly<Record<string, string>>;
}

export interface PageLink {
  readonly url: string;
  readonly text: string;
}

const limits = { characters: 2_000_000, forms: 50, fields: 200, links: 2_000, text: 200_000 } as const;

/** Tolerant as browsers are; more than 2 million characters are not looked at. */
export const parsePage = (html: string): Document =>
  parseDocument(withinDepth(html.slice(0, limits.characters)));

const attribute = (element: Element, name: string): string => getAttributeValue(element, name) ?? '';

export function baseOf(document: Document, url: string): string {
  const href = attributeOf(selectOne('base[href]', document), 'href');
  return href !== null && URL.canParse(href, url) ? new URL(href, url).href : url;
}

const attributeOf = (element: unknown, name: string): string | null =>
  element === null ? null : (getAttributeValue(element as Element, name) ?? null);

/** Forms with their defaults (HTML standard, section 4.10.21.4: constructing the entry list, without a submitter). */
export function formsOf(page: Page): readonly PageForm[] {
  const document = parsePage(page.html);
  const base = baseOf(document, page.url);
  return elements('form', document)
    .slice(0, limits.forms)
    .flatMap((form) => {
      const written = attribute(form, 'action').trim();
      if (!URL.canParse(written, base)) return [];
      const action = new URL(written === '' ? page.url : written, base);
      action.hash = '';
      return [{ action: action.href, method: methodOf(form), fields: fieldsOf(form, document) }];
    });
}

function methodOf(form: Element): PageForm['method'] {
  const method = attribute(form, 'method').toUpperCase();
  return method === 'POST' || method === 'DIALOG' ? method : 'GET';
}

function fieldsOf(form: Element, document: Document): Record<string, string> {
  const id = attribute(form, 'id');
  const inside = elements('input,select,textarea', form).filter((field) => !hasAttrib(field, 'form'));
  const outside = /^[\w-]+$/.test(id) ? elements(`[form="${id}"]`, document) : [];
  const fields: Record<string, string> = Object.create(null);
  for (const field of [...inside, ...outside].slice(0, limits.fields)) {
    const name = attribute(field, 'name');
    const value = hasAttrib(field, 'disabled') || name === '' ? null : valueOf(field);
    if (value !== null) fields[name] = value;
  }
  return { ...fields };
}

const pressed = new Set(['submit', 'button', 'reset', 'image', 'file']);

function valueOf(field: Element): string | null {
  if (field.name === 'textarea') return innerText(field).replace(/^\n/, '');
  if (field.name === 'select') {
    const chosen = elements('option[selected]', field)[0] ?? elements('option:not([disabled])', field)[0];
    if (chosen === undefined) return null;
    return getAttributeValue(chosen, 'value') ?? innerText(chosen).trim();
  }
  const type = attribute(field, 'type').toLowerCase();
  if (field.name !== 'input' || pressed.has(type)) return null;
  if (type !== 'checkbox' && type !== 'radio') return attribute(field, 'value');
  return hasAttrib(field, 'checked') ? (getAttributeValue(field, 'value') ?? 'on') : null;
}

/** Links with http or https addresses, in the order of the page. */
export function linksOf(page: Page): readonly PageLink[] {
  const document = parsePage(page.html);
  const base = baseOf(document, page.url);
  return elements('a[href],area[href]', document)
    .slice(0, limits.links)
    .flatMap((link) => {
      const href = attribute(link, 'href').trim();
      if (!URL.canParse(href, base)) return [];
      const url = new URL(href, base);
      const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
      return isWeb ? [{ url: url.href, text: innerText(link).replaceAll(/\s+/g, ' ').trim() }] : [];
    });
}

/** What a person could read: no markup, scripts or styles; white space as one space. */
export function visibleText(html: string): string {
  const document = parsePage(html);
  const texts = elements('title,body', document).map((part) => spaced(part));
  const text = texts.length === 0 ? spaced(document) : texts.join(' ');
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, limits.text);
}

const silent = new Set(['script', 'style', 'noscript', 'template']);
const maxDepth = 512;

/** Elements are kept apart by a space, as blocks of a page are. */
function spaced(root: unknown): string {
  const parts: string[] = [];
  const walk = (node: unknown, depth: number): void => {
    const { data, name, children } = node as { data?: string; name?: string; children?: readonly unknown[] };
    if (depth > maxDepth || silent.has(name ?? '')) return;
    if (children === undefined) return void (name === undefined && parts.push(data ?? ''));
    parts.push(isInline(name) ? '' : ' ');
    for (const child of children) walk(child, depth + 1);
    parts.push(isInline(name) ? '' : ' ');
  };
  walk(root, 0);
  return parts.join('');
}

const inline = new Set(['a', 'b', 'strong', 'em', 'i', 'span', 'small', 'code', 'mark', 'u', 'sub', 'sup']);
const isInline = (name: string | undefined): boolean => name !== undefined && inline.has(name);

/** Text of the first element that fits the CSS selector, or with `@name` at the end its attribute; null when there is none. */
export function selected(html: string, selector: string): string | null {
  const [, css = selector, name] = /^(.*?)(?:@([\w-]+))?$/s.exec(selector) ?? [];
  try {
    const found = selectOne(css, parsePage(html).children);
    if (found === null) return null;
    const element = found as Element;
    if (name !== undefined) return getAttributeValue(element, name) ?? null;
    return element.name === 'input'
      ? attribute(element, 'value')
      : innerText(element).replaceAll(/\s+/g, ' ').trim();
  } catch {
    return null; // no CSS selector: finds nothing
  }
}

/** `content` of `<meta name="...">`. */
export const metaContent = (html: string, name: string): string | null =>
  selected(html, `meta[name="${name}"]@content`);

const elements = (selector: string, within: Document | Element): readonly Element[] =>
  selectAll(selector, within.children) as unknown as readonly Element[];
