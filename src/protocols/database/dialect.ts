import type { DatabaseKind } from './statistics.ts';

/** How one family of servers spells what a finding proposes. */
export interface Dialect {
  readonly quoted: (name: string) => string;
  /** `schema.table` or `table`. */
  readonly quotedTable: (name: string) => string;
  /** Without locking out writes; `on` is `(a, b)` or `using gin (a)`. */
  readonly addIndex: (table: string, name: string, on: string) => string;
  readonly dropIndex: (table: string, name: string) => string;
  readonly analyze: (table: string) => string;
  readonly addPrimaryKey: (table: string) => string;
}

const parts = (quoted: (name: string) => string) => (name: string) => name.split('.').map(quoted).join('.');

/** Names that need no quotes stay as people write them. */
export const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
export const quotedTable = parts(quoted);

/** Column names may be words of the language (`order`, `key`): without a list of them, quoting is the safe way. */
export const backticked = (name: string): string =>
  /^[a-z]+(?:_[a-z0-9]+)+$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
const backtickedTable = parts(backticked);

const inPlace = 'algorithm = inplace, lock = none';

export const dialects: Readonly<Record<DatabaseKind, Dialect>> = {
  postgres: {
    quoted,
    quotedTable,
    addIndex: (table, name, on) => `create index concurrently ${quoted(name)} on ${quotedTable(table)} ${on}`,
    dropIndex: (_table, name) => `drop index concurrently ${quotedTable(name)}`,
    analyze: (table) => `analyze ${quotedTable(table)}`,
    addPrimaryKey: (table) =>
      `alter table ${quotedTable(table)} add column id bigint generated always as identity primary key`,
  },
  mysql: {
    quoted: backticked,
    quotedTable: backtickedTable,
    addIndex: (table, name, on) =>
      `alter table ${backtickedTable(table)} add index ${backticked(name)} ${on}, ${inPlace}`,
    dropIndex: (table, name) =>
      `alter table ${backtickedTable(table)} drop index ${backticked(name)}, ${inPlace}`,
    analyze: (table) => `analyze table ${backtickedTable(table)}`,
    addPrimaryKey: (table) =>
      `alter table ${backtickedTable(table)} add column id bigint unsigned auto_increment primary key first`,
  },
};

/** PostgreSQL builds an index over all partitions only with writes locked out; partition by partition it does not. */
export const partitionedIndex = (table: string, name: string, on: string): string =>
  `create index ${quoted(name)} on only ${quotedTable(table)} ${on}; then for each partition create index concurrently with the same columns, and alter index ${quoted(name)} attach partition it`;
