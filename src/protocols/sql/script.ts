import type { SqlStatement } from './parse.ts';
import { as, field, joinedName, list, relationName, text } from './tree.ts';

/** What a migration has done so far, as the rules for its next statement need it. */
export interface ScriptState {
  /** Inside a transaction: by BEGIN, or because the tool wraps the whole file. */
  readonly isInTransaction: boolean;
  /** Tables this migration made itself: nobody uses them yet. */
  readonly newTables: ReadonlySet<string>;
  readonly hasLockTimeout: boolean;
  /** `table.column` with a validated `IS NOT NULL` check, so that SET NOT NULL need not scan (PostgreSQL 12). */
  readonly checkedColumns: ReadonlySet<string>;
  /** Tables locked so that nobody writes, in this transaction. */
  readonly lockedTables: ReadonlySet<string>;
  /** Tables for which this migration makes a policy. */
  readonly policies: ReadonlySet<string>;
  /** Domains this migration made: no column uses them yet; and those of them with a check. */
  readonly newDomains: ReadonlySet<string>;
  readonly checkedDomains: ReadonlySet<string>;
  /** The file itself began the transaction it is in. */
  readonly hasOwnTransaction: boolean;
}

export interface ScriptOptions {
  /** The tool runs each file in one transaction of its own. */
  readonly isWrapped: boolean;
  /** The tool or the role sets lock_timeout. */
  readonly hasLockTimeout?: boolean;
}

export const startOf = ({ isWrapped, hasLockTimeout = false }: ScriptOptions): ScriptState => ({
  isInTransaction: isWrapped,
  newTables: new Set(),
  hasLockTimeout,
  checkedColumns: new Set(),
  lockedTables: new Set(),
  policies: new Set(),
  newDomains: new Set(),
  checkedDomains: new Set(),
  hasOwnTransaction: false,
});

/** The state after a statement. */
export function after(state: ScriptState, { kind, node }: SqlStatement): ScriptState {
  switch (kind) {
    case 'TransactionStmt':
      return transaction(state, text(node, 'kind'));
    case 'CreateStmt':
      return { ...state, newTables: added(state.newTables, relationName(field(node, 'relation'))) };
    case 'CreateTableAsStmt':
      return { ...state, newTables: added(state.newTables, relationName(field(field(node, 'into'), 'rel'))) };
    case 'CreateDomainStmt':
      return domainCreated(state, node);
    case 'VariableSetStmt':
      return text(node, 'name') === 'lock_timeout' ? { ...state, hasLockTimeout: setsTimeout(node) } : state;
    case 'SelectStmt':
      return setsByFunction(node) ? { ...state, hasLockTimeout: true } : state;
    case 'AlterTableStmt':
      return altered(state, node);
    case 'CreatePolicyStmt':
      return { ...state, policies: added(state.policies, relationName(field(node, 'table'))) };
    case 'RenameStmt':
      return renamed(state, node);
    case 'LockStmt':
      return {
        ...state,
        lockedTables: list(node, 'relations').reduce(
          (all, each) => added(all, relationName(as(each, 'RangeVar'))),
          state.lockedTables,
        ),
      };
    default:
      return state;
  }
}

const added = (set: ReadonlySet<string>, name: string): ReadonlySet<string> => new Set([...set, name]);

function domainCreated(state: ScriptState, node: SqlStatement['node']): ScriptState {
  const name = joinedName(list(node, 'domainname'));
  const isChecked = list(node, 'constraints').some((each) =>
    /^CONSTR_(?:CHECK|NOTNULL)$/.test(text(as(each, 'Constraint'), 'contype')),
  );
  return {
    ...state,
    newDomains: added(state.newDomains, name),
    checkedDomains: isChecked ? added(state.checkedDomains, name) : state.checkedDomains,
  };
}

function transaction(state: ScriptState, kind: string): ScriptState {
  if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START')
    return { ...state, isInTransaction: true, hasOwnTransaction: true };
  if (kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK')
    return { ...state, isInTransaction: false, hasOwnTransaction: false, lockedTables: new Set() };
  return state;
}

const setsTimeout = (node: SqlStatement['node']): boolean => {
  const [value] = list(node, 'args');
  const constant = as(value, 'A_Const');
  const isZero =
    text(field(constant, 'sval'), 'sval') === '0' ||
    (constant !== null && 'ival' in constant && (field(constant, 'ival')?.['ival'] ?? 0) === 0);
  return text(node, 'kind') === 'VAR_SET_VALUE' && !isZero;
};

/** `select set_config('lock_timeout', '5s', true)`. */
function setsByFunction(node: SqlStatement['node']): boolean {
  const call = as(field(as(list(node, 'targetList')[0], 'ResTarget'), 'val'), 'FuncCall');
  const [first] = list(call, 'args');
  return (
    joinedName(list(call, 'funcname')).endsWith('set_config') &&
    text(field(as(first, 'A_Const'), 'sval'), 'sval') === 'lock_timeout'
  );
}

/** Remembers validated checks `column IS NOT NULL`, and tables that are locked from here on. */
function altered(state: ScriptState, node: SqlStatement['node']): ScriptState {
  const table = relationName(field(node, 'relation'));
  let { checkedColumns } = state;
  for (const each of list(node, 'cmds')) {
    const command = as(each, 'AlterTableCmd');
    const constraint = as(field(command, 'def'), 'Constraint');
    const column = notNullColumn(constraint);
    if (column !== null) checkedColumns = added(checkedColumns, `${table}.${column}`);
  }
  return {
    ...state,
    checkedColumns,
    lockedTables: state.isInTransaction ? added(state.lockedTables, table) : state.lockedTables,
  };
}

function notNullColumn(constraint: SqlStatement['node'] | null): string | null {
  if (text(constraint, 'contype') !== 'CONSTR_CHECK') return null;
  const test = as(field(constraint, 'raw_expr'), 'NullTest');
  if (text(test, 'nulltesttype') !== 'IS_NOT_NULL') return null;
  const fields = list(as(field(test, 'arg'), 'ColumnRef'), 'fields');
  return text(as(fields.at(-1), 'String'), 'sval') || null;
}

function renamed(state: ScriptState, node: SqlStatement['node']): ScriptState {
  const table = relationName(field(node, 'relation'));
  const isTable = text(node, 'renameType') === 'OBJECT_TABLE';
  return isTable && state.newTables.has(table)
    ? { ...state, newTables: added(state.newTables, text(node, 'newname')) }
    : state;
}
