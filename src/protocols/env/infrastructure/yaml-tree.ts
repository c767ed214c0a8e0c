import { isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node, type Pair } from 'yaml';

/** A map's entry with where its key begins. */
export interface YamlEntry {
  readonly key: string;
  readonly offset: number;
  readonly value: unknown;
}

const maxBytes = 512 * 1024;

/** The roots of a YAML text; none when it is too large or no YAML (a template). Aliases are not expanded. */
export function yamlRoots(text: string): readonly unknown[] {
  if (text.length > maxBytes) return [];
  try {
    const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
    return (Array.isArray(documents) ? documents : []).map((each: Document) => each.contents);
  } catch {
    return [];
  }
}

export const entriesOf = (node: unknown): readonly YamlEntry[] =>
  isMap(node)
    ? node.items.map((pair: Pair) => ({
        key: isScalar(pair.key) ? String(pair.key.value) : '',
        offset: offsetOf(pair.key),
        value: pair.value,
      }))
    : [];

export const itemsOf = (node: unknown): readonly unknown[] => (isSeq(node) ? node.items : []);

export const at = (node: unknown, key: string): unknown =>
  entriesOf(node).find((each) => each.key === key)?.value;

export const textOf = (node: unknown): string | null =>
  isScalar(node) &&
  (typeof node.value === 'string' || typeof node.value === 'number' || typeof node.value === 'boolean')
    ? String(node.value)
    : null;

export const isEmptyValue = (node: unknown): boolean =>
  node === null || (isScalar(node) && node.value === null);

export const offsetOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? 0;

const maxDepth = 40;

/** Every map entry below a node, outermost first. */
export function* allEntries(node: unknown, depth = 0): Generator<YamlEntry> {
  if (depth > maxDepth) return;
  for (const entry of entriesOf(node)) {
    yield entry;
    yield* allEntries(entry.value, depth + 1);
  }
  for (const item of itemsOf(node)) yield* allEntries(item, depth + 1);
}
