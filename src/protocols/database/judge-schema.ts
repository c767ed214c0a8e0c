import { indexBloat } from './index-bloat.ts';
import { megabytes, plural } from '../../model/words.ts';
import { dbFinding, type DbFinding } from './finding.ts';
import { dialects, partitionedIndex } from './dialect.ts';
import { largeTableRows, type DatabaseFacts, type ForeignKeyFacts, type IndexFacts } from './statistics.ts';

/** Indexes and keys: what is missing, what is there twice, what nobody uses. */
export const judgeSchema = (facts: DatabaseFacts): readonly DbFinding[] => [
  ...facts.foreignKeys.flatMap((key) => foreignKey(key, facts)),
  ...facts.indexes.flatMap(invalidIndex),
  ...facts.indexes.flatMap(indexBloat),
  ...duplicates(facts),
  ...unused(facts),
  ...facts.tables.flatMap(({ name, rows, hasPrimaryKey, partitionOf }) =>
    hasPrimaryKey || partitionOf !== null || rows < largeTableRows
      ? []
      : [
          dbFinding('primary-key-missing', {
            subject: name,
            found: `${name} has about ${Math.round(rows)} rows and no primary key`,
            remedy: dialects[facts.kind].addPrimaryKey(name),
          }),
        ],
  ),
];

function foreignKey(key: ForeignKeyFacts, { kind, tables, indexes }: DatabaseFacts): readonly DbFinding[] {
  const child = tables.find(({ name }) => name === key.table);
  if (child === undefined || child.rows < largeTableRows) return [];
  const isCovered = indexes.some(
    (index) =>
      index.table === key.table &&
      index.isValid &&
      index.predicate === null &&
      index.method === 'btree' &&
      key.columns.every((column) => index.keys.slice(0, key.columns.length).includes(column)),
  );
  if (isCovered) return [];
  const { addIndex, quoted } = dialects[kind];
  const columns = key.columns.map(quoted).join(', ');
  const name = `${key.table.split('.').at(-1) ?? ''}_${key.columns.join('_')}_idx`.slice(0, 60);
  return [
    dbFinding('foreign-key-unindexed', {
      subject: `${key.table}.${key.columns.join(', ')}`,
      found: `${key.name}: ${key.table} (about ${Math.round(child.rows)} rows) points at ${key.target} by ${key.columns.join(', ')} without an index`,
      remedy: child.isPartitioned
        ? partitionedIndex(key.table, name, `(${columns})`)
        : addIndex(key.table, name, `(${columns})`),
    }),
  ];
}

const invalidIndex = ({ isValid, name, table }: IndexFacts): readonly DbFinding[] =>
  isValid
    ? []
    : [
        dbFinding('invalid-index', {
          subject: name,
          found: `${name} on ${table} is marked invalid: building it was broken off`,
          remedy: `reindex index concurrently ${dialects.postgres.quotedTable(name)}`,
        }),
      ];

/** Equal indexes, and one whose keys another begins with. A unique or constraint index is never the one to go. */
function duplicates({ kind, indexes }: DatabaseFacts): readonly DbFinding[] {
  return indexes.flatMap((index, at) => {
    if (index.isUnique || index.isConstraint || !index.isValid) return [];
    const other = indexes.find(
      (each, otherAt) =>
        each !== index && covers(each, index) && (!isSame(each, index) || otherAt < at || each.isUnique),
    );
    if (other === undefined) return [];
    return [
      dbFinding('duplicate-index', {
        subject: index.name,
        expected: `${megabytes(index.bytes)} and one index less to keep up with each write`,
        found: `${index.name} (${index.keys.join(', ')}) does what ${other.name} (${other.keys.join(', ')}) does as well, and takes ${megabytes(index.bytes)}`,
        remedy: dialects[kind].dropIndex(index.table, index.name),
      }),
    ];
  });
}

function covers(wide: IndexFacts, narrow: IndexFacts): boolean {
  return (
    wide.table === narrow.table &&
    wide.isValid &&
    wide.method === narrow.method &&
    (narrow.method === 'btree' || wide.keys.length === narrow.keys.length) &&
    wide.predicate === narrow.predicate &&
    `${wide.kinds} `.startsWith(`${narrow.kinds} `) &&
    narrow.keys.every((key, at) => wide.keys[at] === key) &&
    narrow.included.every((column) => wide.included.includes(column) || wide.keys.includes(column))
  );
}

const isSame = (a: IndexFacts, b: IndexFacts): boolean =>
  a.keys.length === b.keys.length && a.included.length === b.included.length;

const minTableUse = 100;
/** Monthly reports use an index once a month. */
const provingDays = 30;

/** Only where queries of the same table were counted, and never one a constraint or a foreign key needs. */
function unused({
  kind,
  indexes,
  foreignKeys,
  tables,
  isReplica,
  statisticsDays,
}: DatabaseFacts): readonly DbFinding[] {
  if (isReplica) return [];
  return indexes.flatMap((index) => {
    const table = tables.find(({ name }) => name === index.table);
    const isNeeded =
      index.isUnique ||
      index.isConstraint ||
      !index.isValid ||
      foreignKeys.some(({ table: child, columns }) => child === index.table && columns[0] === index.keys[0]);
    const use = (table?.indexScans ?? 0) + (table?.seqScans ?? 0);
    if (isNeeded || index.scans !== 0 || use < minTableUse || (table?.rows ?? 0) < largeTableRows) return [];
    const since =
      statisticsDays === null
        ? 'since statistics began'
        : `in ${plural(Math.floor(statisticsDays), 'day')} of statistics`;
    const isShort = statisticsDays === null || statisticsDays < provingDays;
    return [
      dbFinding('unused-index', {
        subject: index.name,
        expected: `${megabytes(index.bytes)} and one index less to keep up with each write`,
        found: `${index.name} on ${index.table} (${megabytes(index.bytes)}) was used by none of ${use} ${kind === 'mysql' ? 'reads' : 'scans'} ${since}`,
        remedy: `${isShort ? `After ${provingDays} days without use: ` : ''}${dialects[kind].dropIndex(index.table, index.name)}`,
      }),
    ];
  });
}
