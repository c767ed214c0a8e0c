import type { Result } from '../model/outside.ts';
import type { IndexGain } from '../protocols/database/finding.ts';
import type { PlanProblem } from '../protocols/database/plan-problems.ts';
import type { IndexProposal } from '../protocols/database/proposal.ts';
import type { Statement } from '../protocols/database/statement.ts';
import type {
  DatabaseFacts,
  DatabaseKind,
  StatementCount,
  StatementUse,
} from '../protocols/database/statistics.ts';

/** A statement and what it did. */
export type Asked = StatementUse & { readonly statement: Statement };

/** An index, and the statement it is proposed for. */
export interface Question {
  readonly use: Asked;
  readonly proposal: IndexProposal;
}

/** A database in which indexes may be built and measured; one after the other, each taken away again. */
export interface Copy extends AsyncDisposable {
  readonly gainOf: (question: Question) => Promise<Result<IndexGain>>;
}

/** Counters of every statement of the database. */
export interface StatementCounters {
  /** Without texts. */
  readonly counts: () => Promise<Result<readonly StatementCount[]>>;
  /** The same with their texts; what is not the product's is left out. */
  readonly withTexts: (counts: readonly StatementCount[]) => Promise<Result<readonly StatementUse[]>>;
  /** Those that took the most time since statistics began. */
  readonly heaviest: (count: number) => Promise<Result<readonly StatementUse[]>>;
  /** Null when it neither reads nor changes rows. */
  readonly read: (text: string) => Statement | null;
  /** Statements that ran and cannot be told apart, so far: a figure that only grows. */
  readonly unseen: () => Promise<number>;
}

/** Why the statements of a request cannot be counted, and what would make it possible. */
export interface CountersMissing {
  readonly why: string;
  readonly todo: string;
}

/** A database that can be looked at through a session the server itself holds read-only, and how much of it may be seen. */
export interface Looked extends AsyncDisposable {
  readonly kind: DatabaseKind;
  /** `PostgreSQL`, `MySQL`, `MariaDB`. */
  readonly product: string;
  readonly isReplica: boolean;
  readonly counters: StatementCounters | CountersMissing;
  /** Sentences: what this server, or this role, cannot tell at all. */
  readonly blindSpots: readonly string[];
  readonly facts: () => Promise<Result<DatabaseFacts>>;
  /** A look at transactions that are open with nothing to do: milliseconds of the longest since the watch began. */
  readonly watchHeld: () => () => Promise<number>;
  /** What in the plan of a statement costs more with each row of a table. */
  readonly problemsOf: (asked: Asked, facts: DatabaseFacts) => Promise<Result<readonly PlanProblem[]>>;
  /** What an index would gain, told without building it. */
  readonly gainOf: (question: Question) => Promise<Result<IndexGain>>;
  /** Opens a database the user gave for building indexes in; refused when it is the one that is looked at. */
  readonly openCopy: (url: string) => Promise<Result<Copy>>;
}
