/** Which family of servers answers: they spell SQL differently and count different things. */
export type DatabaseKind = 'postgres' | 'mysql';

/**
 * What one statement did over all users of one database (`pg_stat_statements`, `performance_schema`). Times in milliseconds, blocks
 * of 8 KiB. Null: this kind of server does not count it.
 */
export interface StatementCount {
  readonly id: string;
  readonly calls: number;
  readonly rows: number;
  readonly execMs: number;
  /** Shared blocks hit or read: PostgreSQL. */
  readonly blocks: number | null;
  /** Written to temporary files: PostgreSQL. */
  readonly tempBlocks: number | null;
  /** Rows the storage engine handed over: MySQL. */
  readonly examinedRows: number | null;
  /** Temporary tables on disk, and passes of sorting through files: MySQL. */
  readonly diskTables: number | null;
}

/** What one statement did, with its text: constants stand as `$1`. */
export interface StatementUse extends StatementCount {
  readonly text: string;
}

export interface TableFacts {
  readonly name: string;
  /** `pg_class.reltuples`; -1: never analysed. */
  readonly rows: number;
  readonly bytes: number;
  readonly liveRows: number;
  readonly deadRows: number;
  /** Null: only the rows are counted. */
  readonly seqScans: number | null;
  readonly seqRows: number;
  readonly indexScans: number;
  readonly hasPrimaryKey: boolean;
  readonly isAutovacuumOff: boolean;
  /** MySQL: `InnoDB`, `MyISAM`, ...; PostgreSQL: null. */
  readonly engine: string | null;
  /** A partitioned table has no rows of its own: its figures are the sums over its partitions. */
  readonly isPartitioned: boolean;
  /** The outermost table this one is a partition of; null: it is none. */
  readonly partitionOf: string | null;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Bytes: counted page by page (`pgstattuple`), or worked out from rows and widths. */
export interface IndexNeed {
  readonly bytes: number;
  readonly isMeasured: boolean;
}

export interface IndexFacts {
  readonly name: string;
  readonly table: string;
  /** Column names in order; an expression stands as its text. */
  readonly keys: readonly string[];
  readonly method: string;
  /** `where ...` of a partial index; null when whole. */
  readonly predicate: string | null;
  /** Operator classes, collations and directions: two indexes that differ here serve different queries. */
  readonly kinds: string;
  readonly included: readonly string[];
  readonly isUnique: boolean;
  readonly isConstraint: boolean;
  readonly isValid: boolean;
  /** Null: uses of indexes are not counted there. */
  readonly scans: number | null;
  readonly bytes: number;
  /** What it would take if it were built anew; null: nobody knows. */
  readonly needed: IndexNeed | null;
}

export interface ForeignKeyFacts {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetRows: number;
}

/** A counter that ends: an identity or serial column, or an integer key. */
export interface CounterFacts {
  readonly name: string;
  readonly table: string;
  readonly last: number;
  readonly max: number;
}

export interface ConnectionFacts {
  readonly max: number;
  readonly reserved: number;
  readonly used: number;
  readonly idle: number;
  /** The most at once since the server began; null: not counted. */
  readonly peak: number | null;
}

export interface DatabaseFacts {
  readonly kind: DatabaseKind;
  /** `PostgreSQL`, `MySQL`, `MariaDB`. */
  readonly product: string;
  readonly database: string;
  readonly version: string;
  readonly isReplica: boolean;
  readonly bytes: number;
  /** Days since statistics began; null: not known. */
  readonly statisticsDays: number | null;
  readonly tables: readonly TableFacts[];
  readonly indexes: readonly IndexFacts[];
  readonly foreignKeys: readonly ForeignKeyFacts[];
  readonly counters: readonly CounterFacts[];
  readonly connections: ConnectionFacts;
  /** What new sessions get, as text; PostgreSQL in the unit of `pg_settings`, MySQL as `show global variables` prints it. */
  readonly settings: Readonly<Record<string, { readonly value: string; readonly unit: string | null }>>;
}

/** Tables smaller than this are read whole in no time, and the planner does so on purpose. */
export const largeTableRows = 5_000;
