import type { Migration, MigrationStep } from './migration.ts';
import type { MigrationFile } from './recognise.ts';
import { columnType, identifier as q, quoted } from './sql-text.ts';

interface Call {
  readonly method: string;
  readonly given: string;
  readonly line: number;
}

/** A Rails migration: the calls of `change` or `up` as the SQL ActiveRecord sends, by the Active Record migrations guide. */
export function railsMigration(file: MigrationFile, text: string): Migration {
  const plain = text.replaceAll(/^\s*#[^\n]*/gm, '');
  const change = method(plain, 'change');
  const up = change ?? method(plain, 'up');
  const forward = callsOf(up);
  const back = change === null ? callsOf(method(plain, 'down')) : [];
  const isReversible =
    change === null ? back.length > 0 : forward.every(({ method: name, given }) => canReverse(name, given));
  const untold = forward
    .filter((call) => sqlOf(call) === null)
    .map(({ method: name, line }) => ({ line, what: `${name} says nothing in SQL` }));
  return {
    tool: 'rails',
    id: file.id,
    path: file.path,
    up: forward.flatMap(stepOf),
    down:
      !isReversible || /IrreversibleMigration/.test(plain)
        ? null
        : change === null
          ? back.flatMap(stepOf)
          : forward.toReversed().flatMap(reversedStep),
    downPath: null,
    isWrapped: !/\bdisable_ddl_transaction!/.test(plain),
    untold,
  };
}

interface Body {
  readonly text: string;
  readonly line: number;
}

function method(text: string, name: string): Body | null {
  const start = new RegExp(String.raw`^([ \t]*)def (?:self\.)?${name}\b[^\n]*\n`, 'm').exec(text);
  if (start === null) return null;
  const from = start.index + start[0].length;
  const end = new RegExp(String.raw`^${start[1] ?? ''}end\b`, 'm').exec(text.slice(from));
  return {
    text: text.slice(from, end === null ? undefined : from + end.index),
    line: text.slice(0, from).split('\n').length,
  };
}

const callPattern =
  /^[ \t]*(?<method>add_\w+|remove_\w+|change_\w+|rename_\w+|create_\w+|drop_\w+|execute|safety_assured|validate_\w+|enable_extension|update_all|t\.\w+)\b[ \t(]*(?<given>(?:[^\n]|,\n|\\\n|\(\n)*)/gm;

function callsOf(body: Body | null): readonly Call[] {
  if (body === null) return [];
  const calls: Call[] = [];
  for (const match of body.text.matchAll(callPattern)) {
    const name = match.groups?.['method'] ?? '';
    const given = match.groups?.['given'] ?? '';
    const line = body.line + body.text.slice(0, match.index + match[0].search(/\S/)).split('\n').length - 1;
    if (name.startsWith('t.')) continue;
    if (name === 'execute')
      calls.push({ method: name, given: heredoc(body.text.slice(match.index), given), line });
    else if (name !== 'safety_assured') calls.push({ method: name, given, line });
  }
  return calls;
}

/** `execute <<~SQL ... SQL`, or a string. */
function heredoc(text: string, given: string): string {
  const word = /<<[~-]?['"]?(\w+)['"]?/.exec(given)?.[1];
  if (word !== undefined) return new RegExp(String.raw`\n([^]*?)\n[ \t]*${word}\b`).exec(text)?.[1] ?? '';
  return /^["'%]\(?([^]*?)["')]\s*\)?\s*$/.exec(given.trim())?.[1] ?? '';
}

const symbols = (given: string): readonly string[] =>
  [...given.matchAll(/(?<![\w:]):(\w+)(?!\w*:)|(?<![\w])["'](\w+)["']/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
const option = (given: string, name: string): string | null =>
  new RegExp(String.raw`\b${name}:\s*("[^"]*"|'[^']*'|->\s*\{[^}]*\}|\[[^\]]*\]|[\w.:-]+)`).exec(
    given,
  )?.[1] ?? null;

const stepOf = (call: Call): readonly MigrationStep[] => {
  const sql = sqlOf(call);
  return sql === null || sql === '' ? [] : [{ sql, line: call.line }];
};

/** The statement a call sends; null when it cannot be told. */
function sqlOf({ method: name, given }: Call): string | null {
  const [table = '', second = ''] = symbols(given);
  switch (name) {
    case 'create_table':
    case 'create_join_table':
      return `CREATE TABLE ${q(table)} (id bigserial PRIMARY KEY)`;
    case 'drop_table':
    case 'drop_join_table':
      return `DROP TABLE ${q(table)}`;
    case 'rename_table':
      return `ALTER TABLE ${q(table)} RENAME TO ${q(second)}`;
    case 'add_column':
      return addColumn(given);
    case 'add_timestamps':
      return `ALTER TABLE ${q(table)} ADD COLUMN created_at timestamp${notNull(given, 'false')}, ADD COLUMN updated_at timestamp${notNull(given, 'false')}`;
    case 'remove_column':
      return `ALTER TABLE ${q(table)} DROP COLUMN ${q(second)}`;
    case 'remove_columns':
      return `ALTER TABLE ${q(table)} ${symbols(given)
        .slice(1)
        .map((each) => `DROP COLUMN ${q(each)}`)
        .join(', ')}`;
    case 'remove_timestamps':
      return `ALTER TABLE ${q(table)} DROP COLUMN created_at, DROP COLUMN updated_at`;
    case 'rename_column':
      return `ALTER TABLE ${q(table)} RENAME COLUMN ${q(second)} TO ${q(symbols(given)[2] ?? '')}`;
    case 'change_column':
      return `ALTER TABLE ${q(table)} ALTER COLUMN ${q(second)} TYPE ${columnType(symbols(given)[2] ?? 'text', option(given, 'limit'))}`;
    case 'change_column_null':
      return `ALTER TABLE ${q(table)} ALTER COLUMN ${q(second)} ${/,\s*false\b/.test(given) ? 'SET' : 'DROP'} NOT NULL`;
    case 'change_column_default':
      return `ALTER TABLE ${q(table)} ALTER COLUMN ${q(second)} SET DEFAULT NULL`;
    default:
      return keyOrIndex({ method: name, given, line: 0 });
  }
}

function keyOrIndex({ method: name, given }: Call): string | null {
  const [table = '', second = ''] = symbols(given);
  const concurrently = /algorithm:\s*:concurrently/.test(given) ? ' CONCURRENTLY' : '';
  switch (name) {
    case 'add_index': {
      const columns = /\[([^\]]*)\]/.exec(given)?.[1];
      const list = columns === undefined ? [second] : symbols(columns);
      const unique = /\bunique:\s*true/.test(given) ? 'UNIQUE ' : '';
      return `CREATE ${unique}INDEX${concurrently} ON ${q(table)} (${list.map(q).join(', ')})`;
    }
    case 'remove_index':
      return `DROP INDEX${concurrently} ${q(option(given, 'name')?.replaceAll(/["':]/g, '') ?? `index_${table}_on_${second === '' ? 'column' : second}`)}`;
    case 'add_foreign_key': {
      const invalid = /validate:\s*false/.test(given) ? ' NOT VALID' : '';
      return `ALTER TABLE ${q(table)} ADD CONSTRAINT ${q(`fk_${table}_${second}`)} FOREIGN KEY (${q(`${second.replace(/s$/, '')}_id`)}) REFERENCES ${q(second)} (id)${invalid}`;
    }
    case 'remove_foreign_key':
      return `ALTER TABLE ${q(table)} DROP CONSTRAINT ${q(`fk_${table}_${second}`)}`;
    case 'add_check_constraint':
      return `ALTER TABLE ${q(table)} ADD CONSTRAINT ${q(`chk_${table}`)} CHECK (true)${/validate:\s*false/.test(given) ? ' NOT VALID' : ''}`;
    case 'validate_foreign_key':
    case 'validate_check_constraint':
      return `ALTER TABLE ${q(table)} VALIDATE CONSTRAINT ${q(`fk_${table}_${second}`)}`;
    case 'add_reference':
    case 'add_belongs_to':
      return reference(given, concurrently);
    case 'remove_reference':
      return `ALTER TABLE ${q(table)} DROP COLUMN ${q(`${second}_id`)}`;
    case 'execute':
      return given;
    case 'enable_extension':
    case 'change_table':
      return '';
    default:
      return null;
  }
}

function addColumn(given: string): string {
  const [table = '', name = '', type = 'text'] = symbols(given);
  const fallback = option(given, 'default');
  const isFunction = fallback?.startsWith('->') === true;
  const value =
    fallback === null || fallback === 'nil'
      ? ''
      : ` DEFAULT ${isFunction ? (/["']([^"']+)["']/.exec(fallback)?.[1] ?? 'random()') : quoted(fallback)}`;
  return `ALTER TABLE ${q(table)} ADD COLUMN ${q(name)} ${columnType(type, option(given, 'limit'))}${value}${notNull(given)}`;
}

const notNull = (given: string, standard = 'true'): string =>
  (option(given, 'null') ?? standard) === 'false' ? ' NOT NULL' : '';

/** add_reference makes an index too, unless told otherwise. */
function reference(given: string, concurrently: string): string {
  const [table = '', name = ''] = symbols(given);
  const key = /foreign_key:\s*(?:true|\{(?![^}]*validate:\s*false))/.test(given)
    ? ` REFERENCES ${q(`${name}s`)} (id)`
    : '';
  const isIndexed = !/\bindex:\s*false/.test(given);
  const index = isIndexed ? `; CREATE INDEX${concurrently} ON ${q(table)} (${q(`${name}_id`)})` : '';
  return `ALTER TABLE ${q(table)} ADD COLUMN ${q(`${name}_id`)} bigint${key}${notNull(given)}${index}`;
}

/** Calls `change` can turn round (guide, "Using the change Method"). */
const canReverse = (name: string, given: string): boolean =>
  /^(?:add_\w+|create_\w+|rename_\w+|enable_extension|validate_\w+|change_column_null|change_table)$/.test(
    name,
  ) ||
  (name === 'remove_column' && symbols(given).length > 2) ||
  (name === 'remove_index' && /column:|\[/.test(given)) ||
  (name === 'change_column_default' && /from:/.test(given)) ||
  name === 'remove_foreign_key' ||
  (name === 'drop_table' && /\bdo\b|\{/.test(given));

function reversedStep({ method: name, given, line }: Call): readonly MigrationStep[] {
  const [table = '', second = '', third = ''] = symbols(given);
  const reversed: Readonly<Record<string, string>> = {
    create_table: `DROP TABLE ${q(table)}`,
    create_join_table: `DROP TABLE ${q(table)}`,
    add_column: `ALTER TABLE ${q(table)} DROP COLUMN ${q(second)}`,
    add_reference: `ALTER TABLE ${q(table)} DROP COLUMN ${q(`${second}_id`)}`,
    add_belongs_to: `ALTER TABLE ${q(table)} DROP COLUMN ${q(`${second}_id`)}`,
    rename_column: `ALTER TABLE ${q(table)} RENAME COLUMN ${q(third)} TO ${q(second)}`,
    rename_table: `ALTER TABLE ${q(second)} RENAME TO ${q(table)}`,
  };
  const sql = Object.hasOwn(reversed, name) ? reversed[name] : undefined;
  return sql === undefined ? [] : [{ sql, line }];
}
