import { envUse, isEnvName, type DynamicUse, type EnvUse, type EnvWrapper, type SourceText } from '../use.ts';
import { LineTable } from '../lines.ts';
import { isPublicName } from '../public-prefix.ts';
import { bindingsOf, type Bindings } from './bindings.ts';
import type { Node } from './node.ts';
import { Tree } from './tree.ts';

const maxExpression = 120;
/** Set by Vite itself (vite.dev, "Built-in Constants"), not by anybody's environment. */
const viteConstants = new Set(['MODE', 'BASE_URL', 'PROD', 'DEV', 'SSR', 'LEGACY', 'SITE', 'ASSETS_PREFIX']);
const objectMembers = new Set(Object.getOwnPropertyNames(Object.prototype));

/** One parsed file and what was found in it so far. */
export class JsFile {
  readonly source: SourceText;
  readonly tree: Tree;
  readonly bindings: Bindings;
  readonly uses: EnvUse[] = [];
  readonly dynamic: DynamicUse[] = [];
  readonly wrappers: EnvWrapper[] = [];
  readonly #lines: LineTable;
  readonly #lineOffset: number;

  constructor(
    source: SourceText,
    root: Node,
    given: { readonly line: number; readonly wrappers: readonly EnvWrapper[] },
  ) {
    this.source = source;
    this.tree = new Tree(root);
    this.bindings = bindingsOf(this.tree, given.wrappers);
    this.#lines = new LineTable(source.text);
    this.#lineOffset = given.line;
  }

  lineOf(node: Node): number {
    return this.#lines.lineAt(node.start) + this.#lineOffset;
  }

  add(name: string, node: Node, details: Partial<EnvUse> & { readonly via: string }): void {
    if (!isEnvName(name) || objectMembers.has(name)) return;
    if (details.via === 'import.meta.env' && viteConstants.has(name)) return;
    const { path, scope } = this.source;
    const isPublic = details.isPublic ?? (isPublicName(name) || details.via === 'window.ENV');
    this.uses.push(
      envUse({ name, path, scope, line: this.lineOf(node), via: details.via }, { ...details, isPublic }),
    );
  }

  addDynamic(node: Node): void {
    const expression = this.source.text.slice(node.start, Math.min(node.end, node.start + maxExpression));
    this.dynamic.push({
      path: this.source.path,
      line: this.lineOf(node),
      expression: expression.replaceAll(/\s+/g, ' '),
    });
  }
}
