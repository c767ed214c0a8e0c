import { bare, children, nameOf, propertyName, stringOf, type Node } from '../env/javascript/node.ts';
import { optionOf } from './knex.ts';
import { columnType, identifier as q } from './sql-text.ts';

/** What a call of Sequelize's queryInterface, TypeORM's queryRunner or node-pg-migrate's pgm sends; null when it is none. */
export function queryBuilderStep(call: Node, method: string): readonly string[] | null {
  const callee = bare(call['callee'] as Node | null);
  const object = callee?.type === 'MemberExpression' ? bare(callee['object'] as Node | null) : null;
  const receiver = object?.type === 'MemberExpression' ? (propertyName(object) ?? '') : nameOf(object);
  if (!/^(?:queryInterface|queryRunner|pgm|context)$/.test(receiver)) return null;
  const given = children(call, 'arguments');
  const [table = '', second = '', third = ''] = given.map((each) => q(nameText(each)));
  const isOn = (name: string, at = given.at(-1)): boolean => optionOf(at, name)?.['value'] === true;
  const concurrently = isOn('concurrently') ? ' CONCURRENTLY' : '';
  switch (method) {
    case 'createTable':
      return [`CREATE TABLE ${table} (id bigserial PRIMARY KEY)`];
    case 'dropTable':
      return [`DROP TABLE ${table}`];
    case 'renameTable':
      return [`ALTER TABLE ${table} RENAME TO ${second}`];
    case 'addColumn':
      return [addColumn(table, second, given[2] ?? null)];
    case 'addColumns':
      return children(bare(given[1] ?? null), 'properties').map((each) =>
        addColumn(table, q(nameOf(each['key'] as Node)), each['value'] as Node),
      );
    case 'removeColumn':
    case 'dropColumn':
    case 'dropColumns':
      return [`ALTER TABLE ${table} DROP COLUMN ${second}`];
    case 'renameColumn':
      return [`ALTER TABLE ${table} RENAME COLUMN ${second} TO ${third}`];
    case 'changeColumn':
    case 'alterColumn':
      return [changeColumn(table, second, given[2] ?? null)];
    case 'addIndex':
    case 'createIndex':
      return [
        `CREATE ${isOn('unique') ? 'UNIQUE ' : ''}INDEX${concurrently} ON ${table} (${columnsOf(given[1])})`,
      ];
    case 'removeIndex':
    case 'dropIndex':
      return [`DROP INDEX${concurrently} ${second}`];
    case 'addConstraint':
    case 'createForeignKey':
    case 'createUniqueConstraint':
      return [constraint(table, method, given)];
    case 'removeConstraint':
    case 'dropConstraint':
    case 'dropForeignKey':
      return [`ALTER TABLE ${table} DROP CONSTRAINT ${second}`];
    case 'bulkDelete':
      return [
        `DELETE FROM ${table}${given[1] === undefined || nameText(given[1]) === 'null' || given[1]['value'] === null ? '' : ' WHERE id = 0'}`,
      ];
    default:
      return null;
  }
}

const nameText = (node: Node): string =>
  stringOf(bare(node)) ??
  stringOf(bare(optionOf(node, 'tableName'))) ??
  stringOf(bare(optionOf(node, 'name'))) ??
  'unnamed';

const typeText = (definition: Node | null): string => {
  const type = bare(optionOf(definition, 'type') ?? definition);
  const plain = stringOf(type);
  if (plain !== null) return columnType(plain);
  const called = type?.type === 'CallExpression' ? bare(type['callee'] as Node | null) : type;
  return columnType(called?.type === 'MemberExpression' ? (propertyName(called) ?? 'text') : 'text');
};

function addColumn(table: string, name: string, definition: Node | null): string {
  const isNeeded =
    optionOf(definition, 'allowNull')?.['value'] === false ||
    optionOf(definition, 'notNull')?.['value'] === true ||
    optionOf(definition, 'isNullable')?.['value'] === false;
  const fallback = bare(optionOf(definition, 'defaultValue') ?? optionOf(definition, 'default'));
  const value =
    fallback === null ? '' : ` DEFAULT ${fallback.type === 'CallExpression' ? 'gen_random_uuid()' : "'x'"}`;
  const key = optionOf(definition, 'references') === null ? '' : ' REFERENCES other (id)';
  const unique = optionOf(definition, 'unique')?.['value'] === true ? ' UNIQUE' : '';
  return `ALTER TABLE ${table} ADD COLUMN ${name} ${typeText(definition)}${value}${isNeeded ? ' NOT NULL' : ''}${unique}${key}`;
}

function changeColumn(table: string, name: string, definition: Node | null): string {
  const isNeeded =
    optionOf(definition, 'allowNull')?.['value'] === false ||
    optionOf(definition, 'notNull')?.['value'] === true;
  const hasType = optionOf(definition, 'type') !== null;
  const parts = [
    ...(hasType ? [`ALTER COLUMN ${name} TYPE ${typeText(definition)}`] : []),
    ...(isNeeded ? [`ALTER COLUMN ${name} SET NOT NULL`] : []),
  ];
  return `ALTER TABLE ${table} ${parts.length === 0 ? `ALTER COLUMN ${name} DROP NOT NULL` : parts.join(', ')}`;
}

function constraint(table: string, method: string, given: readonly Node[]): string {
  const options = given.at(-1) ?? null;
  const kind = stringOf(bare(optionOf(options, 'type'))) ?? method;
  if (/unique/i.test(kind)) return `ALTER TABLE ${table} ADD CONSTRAINT made UNIQUE (id)`;
  return /check/i.test(kind)
    ? `ALTER TABLE ${table} ADD CONSTRAINT made CHECK (true)`
    : `ALTER TABLE ${table} ADD CONSTRAINT made FOREIGN KEY (id) REFERENCES other (id)`;
}

const columnsOf = (node: Node | undefined): string => {
  const inner = bare(node ?? null);
  const listed = inner?.type === 'ObjectExpression' ? bare(optionOf(inner, 'fields')) : inner;
  const names =
    listed?.type === 'ArrayExpression'
      ? children(listed, 'elements').map((each) => stringOf(bare(each)) ?? 'id')
      : [stringOf(listed) ?? 'id'];
  return names.map(q).join(', ');
};
