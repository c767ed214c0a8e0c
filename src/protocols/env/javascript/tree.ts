import { isNode, type Node } from './node.ts';

const maxNodes = 3_000_000;

/** A syntax tree with every node's parent, walked without recursion so that deep nesting cannot end the program. */
export class Tree {
  readonly nodes: readonly Node[];
  readonly #parents = new Map<Node, Node>();

  constructor(root: Node) {
    const all: Node[] = [];
    const waiting: Node[] = [root];
    for (let node = waiting.pop(); node !== undefined && all.length < maxNodes; node = waiting.pop()) {
      all.push(node);
      for (const key in node) this.#enqueue(node, node[key], waiting);
    }
    this.nodes = all;
  }

  #enqueue(parent: Node, value: unknown, waiting: Node[]): void {
    if (typeof value !== 'object' || value === null) return;
    const found = Array.isArray(value) ? value : [value];
    for (let index = found.length - 1; index >= 0; index -= 1) {
      const node: unknown = found[index];
      if (!isNode(node)) continue;
      this.#parents.set(node, parent);
      waiting.push(node);
    }
  }

  parentOf(node: Node): Node | null {
    return this.#parents.get(node) ?? null;
  }

  /** From the parent outwards. */
  *ancestorsOf(node: Node): Generator<Node> {
    for (let at = this.parentOf(node); at !== null; at = this.parentOf(at)) yield at;
  }
}

const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
export const isFunction = (node: Node): boolean => functions.has(node.type);
