import {
  Composer,
  isAlias,
  isMap,
  isNode,
  isSeq,
  Parser,
  type CST,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import type { PathPart, Place } from './problem.ts';

/** Limits of a manifest file; a real one has a few hundred lines. */
export const limits = { sizeBytes: 1_048_576, depth: 32, nodes: 50_000, keys: 2_000, aliases: 100 } as const;

export interface SourceDocument {
  /** Plain data. */
  readonly value: unknown;
  /** Where the value at the path stands; the nearest enclosing thing when it is missing. */
  readonly valueAt: (path: readonly PathPart[]) => Place;
  readonly keyAt: (path: readonly PathPart[]) => Place;
}

export interface ReadFault {
  readonly code: string;
  readonly text: string;
  readonly place: Place;
}

/** Reads YAML 1.2 within the limits; never throws. */
export function readDocument(
  text: string,
):
  | { readonly ok: true; readonly document: SourceDocument }
  | { readonly ok: false; readonly faults: readonly ReadFault[] } {
  const bounded = boundsFault(text);
  if (bounded !== null) return { ok: false, faults: [bounded] };
  const tokens = [...new Parser().parse(text)];
  const deep = depthFault(tokens);
  if (deep !== null) return { ok: false, faults: [deep] };
  const [parsed, second] = [
    ...new Composer({ merge: true, version: '1.2' }).compose(tokens, true, text.length),
  ];
  if (parsed === undefined) return { ok: false, faults: [fault('LR_MANIFEST_SYNTAX', 'is empty.')] };
  const faults = parsed.errors.slice(0, 20).map(({ code, message, pos }) => ({
    code: code === 'DUPLICATE_KEY' ? 'LR_MANIFEST_DUPLICATE' : 'LR_MANIFEST_SYNTAX',
    text: code === 'DUPLICATE_KEY' ? 'This key is here twice. Keep one.' : `This is not YAML: ${message}.`,
    place: { at: pos[0], end: pos[1] },
  }));
  if (second !== undefined)
    faults.push(fault('LR_MANIFEST_SYNTAX', 'The file holds two documents. Keep one.'));
  return faults.length > 0 ? { ok: false, faults } : plain(parsed as Document);
}

const fault = (code: string, text: string, place: Place = { at: 0, end: 1 }): ReadFault => ({
  code,
  text,
  place,
});

function boundsFault(text: string): ReadFault | null {
  if (text.length > limits.sizeBytes) {
    return fault(
      'LR_MANIFEST_TOO_LARGE',
      `The file has ${text.length} characters, the limit is ${limits.sizeBytes}.`,
    );
  }
  // The parser takes quadratic time for flow collections left open, so they are counted before it starts.
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '[' || letter === '{') open++;
    else if (letter === ']' || letter === '}') open = Math.max(0, open - 1);
    if (open > 1_000) return tooDeep({ at, end: at + 1 });
  }
  return null;
}

const tooDeep = (place: Place): ReadFault =>
  fault('LR_MANIFEST_TOO_LARGE', `Nested deeper than ${limits.depth} levels.`, place);

/** Walks the syntax tokens with an own stack: composing them would recurse. */
function depthFault(tokens: readonly CST.Token[]): ReadFault | null {
  const waiting: { readonly token: CST.Token; readonly depth: number }[] = tokens.map((token) => ({
    token,
    depth: 0,
  }));
  let seen = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    const place = { at: token.offset, end: token.offset + 1 };
    if (depth > limits.depth) return tooDeep(place);
    if (++seen > limits.nodes)
      return fault('LR_MANIFEST_TOO_LARGE', `More than ${limits.nodes} values.`, place);
    if (token.type === 'document' && token.value !== undefined) waiting.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    // The composer compares every key with every other to find those given twice.
    if (token.type !== 'block-seq' && token.items.length > limits.keys && hasKeys(token)) {
      return fault('LR_MANIFEST_TOO_LARGE', `More than ${limits.keys} keys side by side.`, place);
    }
    for (const child of token.items.flatMap(({ key, value }) => [key, value])) {
      if (child) waiting.push({ token: child, depth: depth + 1 });
    }
  }
  return null;
}

const hasKeys = (token: CST.BlockMap | CST.FlowCollection): boolean =>
  token.type === 'block-map' || token.items.some((item) => item.sep !== undefined);

function plain(document: Document): ReturnType<typeof readDocument> {
  try {
    const value: unknown = document.toJS({ maxAliasCount: limits.aliases });
    return { ok: true, document: { value, ...places(document) } };
  } catch (error) {
    // toJS has two errors, both about aliases (yaml 2: `Unresolved alias`, `Excessive alias count`).
    const isUnknown = error instanceof Error && error.message.startsWith('Unresolved alias');
    const found = isUnknown
      ? fault('LR_MANIFEST_SYNTAX', 'An alias (*name) points at no anchor (&name) above it.')
      : fault('LR_MANIFEST_TOO_LARGE', `Anchors are used more than ${limits.aliases} times.`);
    return { ok: false, faults: [found] };
  }
}

function places(document: Document): Pick<SourceDocument, 'valueAt' | 'keyAt'> {
  const root = isNode(document.contents) ? document.contents : null;
  return {
    valueAt: (path) => {
      const { node, pair, isWhole } = walk(document, root, path);
      return (
        (isWhole ? spot(node) : (spot(keyOf(pair)) ?? spot(node))) ?? spot(keyOf(pair)) ?? { at: 0, end: 1 }
      );
    },
    keyAt: (path) => {
      const { pair, node } = walk(document, root, path);
      return spot(keyOf(pair)) ?? spot(node) ?? { at: 0, end: 1 };
    },
  };
}

interface Walked {
  readonly node: Node | null;
  readonly pair: Pair | null;
  /** The whole path exists. */
  readonly isWhole: boolean;
}

/** As far along the path as the file goes. */
function walk(document: Document, root: Node | null, path: readonly PathPart[]): Walked {
  let reached: Walked = { node: root, pair: null, isWhole: true };
  for (const part of path) {
    const next = step(document, reached.node, part);
    if (next === null) return { ...reached, isWhole: false };
    reached = { ...next, isWhole: true };
  }
  return reached;
}

function step(
  document: Document,
  from: Node | null,
  part: PathPart,
): { node: Node | null; pair: Pair | null } | null {
  const node = isAlias(from) ? (from.resolve(document) ?? null) : from;
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part];
    return isNode(item) ? { node: item, pair: null } : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(
    ({ key }) => isNode(key) && 'value' in key && String(key.value) === String(part),
  );
  return pair === undefined ? null : { node: isNode(pair.value) ? pair.value : null, pair };
}

const keyOf = (pair: Pair | null): Node | null => (pair !== null && isNode(pair.key) ? pair.key : null);

/** The first line of a value at most: the caret stays in its line. */
function spot(node: Node | null): Place | null {
  const range = node?.range;
  if (!range) return null;
  return { at: range[0], end: isMap(node) || isSeq(node) ? range[0] + 1 : Math.max(range[1], range[0] + 1) };
}
