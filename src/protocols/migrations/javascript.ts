import { parseSync } from 'oxc-parser';
import {
  bare,
  child,
  children,
  isNode,
  keyOf,
  nameOf,
  propertyName,
  stringOf,
  type Node,
} from '../env/javascript/node.ts';
import { isNestedTooDeeply } from '../env/javascript/nesting.ts';
import { isFunction, Tree } from '../env/javascript/tree.ts';
import { LineTable } from '../env/lines.ts';
import type { Migration, MigrationStep, MigrationTool } from './migration.ts';
import type { MigrationFile } from './recognise.ts';
import { knexSteps } from './knex.ts';
import { queryBuilderStep } from './query-builders.ts';

/** A migration written in JavaScript or TypeScript: Knex, TypeORM, Sequelize or node-pg-migrate. Null when it is none. */
export function javascriptMigration(file: MigrationFile, text: string): Migration | null {
  const tree = treeOf(file.path, text);
  if (tree === null) return null;
  const up = functionNamed(tree, 'up');
  if (up === null) return null;
  const down = functionNamed(tree, 'down');
  const tool = toolOf(text, up);
  const lines = new LineTable(text);
  const forward = stepsOf(up, { tree, tool, lines });
  const back = down === null ? null : stepsOf(down, { tree, tool, lines });
  const isEmptyDown = back !== null && back.steps.length === 0 && back.untold.length === 0;
  return {
    tool,
    id: file.id,
    path: file.path,
    up: forward.steps,
    down: isEmptyDown ? null : (back?.steps ?? null),
    downPath: null,
    isWrapped: isWrapped(tool, text),
    untold: forward.untold,
  };
}

/** Knex and TypeORM open a transaction unless told not to; Sequelize leaves it to the migration. */
const isWrapped = (tool: MigrationTool, text: string): boolean =>
  tool === 'sequelize'
    ? false
    : !/\btransaction\s*[:=]\s*false|\bconfig\s*=\s*\{\s*transaction:\s*false/.test(text);

function toolOf(text: string, up: Node): MigrationTool {
  const [first] = children(up, 'params').map(nameOf);
  if (/\bqueryRunner\b|from ['"]typeorm['"]/.test(text)) return 'typeorm';
  if (/\bqueryInterface\b|sequelize/i.test(text)) return 'sequelize';
  return first === 'pgm' ? 'sql' : 'knex';
}

function treeOf(path: string, text: string): Tree | null {
  if (isNestedTooDeeply(text)) return null;
  try {
    const { program } = parseSync(/\.[cm]?ts$/.test(path) ? path : `${path.replace(/\.\w+$/, '')}.jsx`, text);
    const root: unknown = program;
    return isNode(root) ? new Tree(root) : null;
  } catch {
    return null;
  }
}

/** `export function up`, `exports.up = ...`, `up: async () => ...`, a method `up()`. */
function functionNamed(tree: Tree, name: string): Node | null {
  for (const node of tree.nodes) {
    if (!isFunction(node)) continue;
    if (nameOf(child(node, 'id')) === name) return node;
    const parent = tree.parentOf(node);
    if (
      parent?.type === 'Property' ||
      parent?.type === 'MethodDefinition' ||
      parent?.type === 'PropertyDefinition'
    ) {
      if (keyOf(parent) === name) return node;
    } else if (parent?.type === 'VariableDeclarator') {
      if (nameOf(child(parent, 'id')) === name) return node;
    } else if (parent?.type === 'AssignmentExpression') {
      const left = bare(child(parent, 'left'));
      if (left?.type === 'MemberExpression' && propertyName(left) === name) return node;
    }
  }
  return null;
}

interface Reading {
  readonly tree: Tree;
  readonly tool: MigrationTool;
  readonly lines: LineTable;
}
interface ReadSteps {
  readonly steps: readonly MigrationStep[];
  readonly untold: Migration['untold'];
}

function stepsOf(body: Node, { tree, lines }: Reading): ReadSteps {
  const steps: MigrationStep[] = [];
  const untold: { line: number; what: string }[] = [];
  const calls = tree.nodes.filter(
    (node) => node.type === 'CallExpression' && node.start >= body.start && node.end <= body.end,
  );
  for (const call of calls.toSorted((a, b) => a.start - b.start)) {
    const line = lines.lineAt(call.start);
    const callee = bare(child(call, 'callee'));
    const method = callee?.type === 'MemberExpression' ? (propertyName(callee) ?? '') : nameOf(callee);
    const found = rawSql(call, method) ?? knexSteps(call, method) ?? queryBuilderStep(call, method);
    if (found === null) continue;
    for (const sql of found) steps.push({ sql, line });
    if (found.length === 0) untold.push({ line, what: `${method} says nothing that could be read` });
  }
  return { steps, untold };
}

/** `queryRunner.query('...')`, `knex.raw('...')`, `sequelize.query('...')`, `pgm.sql('...')`, template literals without holes. */
function rawSql(call: Node, method: string): readonly string[] | null {
  if (!/^(?:raw|query|sql|execute|runSql)$/.test(method)) return null;
  const [first] = children(call, 'arguments');
  const plain = stringOf(bare(first ?? null));
  if (plain !== null) return /^\s*(?:--|\/\*|[a-z]+\b)/i.test(plain) && plain.includes(' ') ? [plain] : null;
  return first?.type === 'TemplateLiteral' ? [] : null;
}
