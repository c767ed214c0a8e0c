/** XML 1.0 section 2.2: characters outside this set may not appear, not even escaped. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

export const xmlText = (text: string): string =>
  text.replaceAll(forbidden, '\ufffd').replaceAll(/[&<>\r]/gu, (character) => entities[character] ?? '');

/** Line breaks are kept as references: a parser would fold them to spaces (section 3.3.3). */
export const xmlAttribute = (text: string): string =>
  text.replaceAll(forbidden, '\ufffd').replaceAll(/[&<>"\t\n\r]/gu, (character) => entities[character] ?? '');

export type Attributes = Readonly<Record<string, string | number>>;

/** One element; children are XML already. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${xmlAttribute(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}
