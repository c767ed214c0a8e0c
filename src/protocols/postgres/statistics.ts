/** A row of `pg_stat_statements`, over all users of one database. Times in milliseconds, blocks of 8 KiB. */
export interface StatementCount {
  readonly id: string;
  readonly calls: number;
  readonly rows: number;
  readonly execMs: number;
  /** Shared blocks hit or read. */
  readonly blocks: number;
  /** Written to temporary files. */
  readonly tempBlocks: number;
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
  readonly seqScans: number;
  readonly seqRows: number;
  readonly indexScans: number;
  readonly hasPrimaryKey: boolean;
  readonly isAutovacuumOff: boolean;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
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
  readonly scans: number;
  readonly bytes: number;
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
}

export interface DatabaseFacts {
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
  /** Values in the unit of `pg_settings`, as text. */
  readonly settings: Readonly<Record<string, { readonly value: string; readonly unit: string | null }>>;
}

/** Tables smaller than this are read whole in no time, and the planner does so on purpose. */
export const largeTableRows = 5_000;
