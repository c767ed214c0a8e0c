import type { Migration, MigrationStep } from './migration.ts';
import type { MigrationFile } from './recognise.ts';
import { columnType, identifier as q } from './sql-text.ts';

interface Operation {
  readonly name: string;
  readonly given: string;
  readonly line: number;
}

/** A Django migration: its operations as the SQL the PostgreSQL backend sends, by the documentation's "Migration Operations". */
export function djangoMigration(file: MigrationFile, text: string): Migration {
  const app = file.path.split('/').at(-3) ?? 'app';
  const plain = text.replaceAll(/#[^\n]*/g, (all) => ' '.repeat(all.length));
  const operations = operationsOf(plain);
  const told = operations.map((operation) => ({ operation, sql: forwardSql(operation, app) }));
  const isReversible = operations.every(canReverse);
  return {
    tool: 'django',
    id: file.id,
    path: file.path,
    up: told.flatMap(({ operation, sql }): readonly MigrationStep[] =>
      sql === null || sql === '' ? [] : [{ sql, line: operation.line }],
    ),
    down: isReversible ? operations.toReversed().flatMap((operation) => backwardStep(operation, app)) : null,
    downPath: null,
    isWrapped: !/^\s*atomic\s*=\s*False/m.test(plain),
    untold: told
      .filter(({ sql }) => sql === null)
      .map(({ operation }) => ({ line: operation.line, what: `${operation.name} says nothing in SQL` })),
  };
}

const names =
  /\b(?:migrations\.)?(?<name>CreateModel|DeleteModel|RenameModel|AlterModelTable|AddField|RemoveField|AlterField|RenameField|AddIndex|AddIndexConcurrently|RemoveIndex|RemoveIndexConcurrently|RenameIndex|AddConstraint|AddConstraintNotValid|ValidateConstraint|RemoveConstraint|AlterUniqueTogether|RunSQL|RunPython|SeparateDatabaseAndState)\s*\(/g;

function operationsOf(text: string): readonly Operation[] {
  const start = text.search(/\boperations\s*=\s*\[/);
  if (start < 0) return [];
  const found: Operation[] = [];
  names.lastIndex = start;
  for (let match = names.exec(text); match !== null; match = names.exec(text)) {
    const open = match.index + match[0].length;
    const given = text.slice(open, closing(text, open));
    const name = match.groups?.['name'] ?? '';
    found.push({ name, given, line: text.slice(0, match.index).split('\n').length });
    // What stands inside (fields of a model) is part of it; SeparateDatabaseAndState is looked into.
    if (name !== 'SeparateDatabaseAndState') names.lastIndex = open + given.length;
  }
  return found;
}

const maxScan = 200_000;

/** The offset of the bracket that closes the one before `from`; strings are stepped over. */
function closing(text: string, from: number): number {
  let depth = 1;
  let quote = '';
  for (let at = from; at < Math.min(text.length, from + maxScan); at += 1) {
    const letter = text[at] ?? '';
    if (quote !== '') {
      if (letter === '\\') at += 1;
      else if (text.startsWith(quote, at)) {
        at += quote.length - 1;
        quote = '';
      }
    } else if (letter === '"' || letter === "'") {
      quote = text.startsWith(letter.repeat(3), at) ? letter.repeat(3) : letter;
      at += quote.length - 1;
    } else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter) && (depth -= 1) === 0) return at;
  }
  return text.length;
}

const named = (given: string, name: string): string =>
  new RegExp(String.raw`\b${name}\s*=\s*["']([\w.]+)["']`).exec(given)?.[1] ?? '';
const positional = (given: string): string => /^\s*["'](\w+)["']/.exec(given)?.[1] ?? '';
const tableOf = (given: string, app: string, key = 'model_name'): string =>
  q(`${app}_${(named(given, key) || positional(given)).toLowerCase()}`);
const isOn = (given: string, option: string): boolean =>
  new RegExp(String.raw`\b${option}\s*=\s*True\b`).test(given);

function forwardSql({ name, given }: Operation, app: string): string | null {
  const table = tableOf(given, app);
  switch (name) {
    case 'CreateModel':
      return `CREATE TABLE ${tableOf(given, app, 'name')} (id bigserial PRIMARY KEY)`;
    case 'DeleteModel':
      return `DROP TABLE ${tableOf(given, app, 'name')}`;
    case 'RenameModel':
      return `ALTER TABLE ${tableOf(given, app, 'old_name')} RENAME TO ${tableOf(given, app, 'new_name')}`;
    case 'AddField':
      return addField(given, table);
    case 'RemoveField':
      return `ALTER TABLE ${table} DROP COLUMN ${q(columnOf(given))}`;
    case 'RenameField':
      return `ALTER TABLE ${table} RENAME COLUMN ${q(named(given, 'old_name'))} TO ${q(named(given, 'new_name'))}`;
    case 'AlterField':
      return alterField(given, table);
    case 'RunSQL':
      return rawSql(given);
    case 'RunPython':
    case 'AlterModelTable':
      return null;
    case 'SeparateDatabaseAndState':
      return '';
    default:
      return indexSql({ name, given, line: 0 }, table);
  }
}

function indexSql({ name, given }: Operation, table: string): string | null {
  const index = q(named(given, 'name') || 'index');
  const fields = [...(/fields\s*=\s*[[(]([^\])]*)/.exec(given)?.[1] ?? '').matchAll(/["']-?(\w+)["']/g)].map(
    (match) => q(match[1] ?? ''),
  );
  const list = fields.length === 0 ? 'id' : fields.join(', ');
  switch (name) {
    case 'AddIndex':
      return `CREATE INDEX ON ${table} (${list})`;
    case 'AddIndexConcurrently':
      return `CREATE INDEX CONCURRENTLY ON ${table} (${list})`;
    case 'RemoveIndex':
      return `DROP INDEX ${index}`;
    case 'RemoveIndexConcurrently':
      return `DROP INDEX CONCURRENTLY ${index}`;
    case 'AddConstraint':
      return given.includes('UniqueConstraint')
        ? `ALTER TABLE ${table} ADD CONSTRAINT ${index} UNIQUE (${list})`
        : `ALTER TABLE ${table} ADD CONSTRAINT ${index} CHECK (true)`;
    case 'AddConstraintNotValid':
      return `ALTER TABLE ${table} ADD CONSTRAINT ${index} CHECK (true) NOT VALID`;
    case 'ValidateConstraint':
      return `ALTER TABLE ${table} VALIDATE CONSTRAINT ${index}`;
    case 'RemoveConstraint':
      return `ALTER TABLE ${table} DROP CONSTRAINT ${index}`;
    case 'AlterUniqueTogether':
      return /unique_together\s*=\s*(?:set\(\)|None)/.test(given)
        ? ''
        : `ALTER TABLE ${tableOf(given, '', 'name')} ADD CONSTRAINT ${q('unique_together')} UNIQUE (id)`;
    default:
      return null;
  }
}

interface DjangoField {
  readonly kind: string;
  readonly given: string;
}

const fieldOf = (given: string): DjangoField => {
  const match = /\bfield\s*=\s*[\w.]*?(\w+)\s*\(/.exec(given);
  if (match === null) return { kind: '', given: '' };
  const open = match.index + match[0].length;
  return { kind: match[1] ?? '', given: given.slice(open, closing(given, open)) };
};

const isKey = (kind: string): boolean => kind === 'ForeignKey' || kind === 'OneToOneField';

function columnOf(given: string): string {
  const name = named(given, 'name');
  return isKey(fieldOf(given).kind) ? `${name}_id` : name;
}

/** Django sets the default while it adds the column and takes it away again; callables are worked out once, in Python. */
function addField(given: string, table: string): string {
  const field = fieldOf(given);
  if (field.kind === 'ManyToManyField')
    return `CREATE TABLE ${q(`${table}_${named(given, 'name')}`)} (id bigserial PRIMARY KEY)`;
  const type = columnType(field.kind, /max_length\s*=\s*(\d+)/.exec(field.given)?.[1] ?? null);
  const hasDefault =
    /\b(?:db_)?default\s*=/.test(field.given) || /auto_now(?:_add)?\s*=\s*True/.test(field.given);
  const need = isOn(field.given, 'null') ? '' : ' NOT NULL';
  const unique = isOn(field.given, 'unique') ? ' UNIQUE' : '';
  const target =
    /^\s*(?:to\s*=\s*)?["']([\w.]+)["']/.exec(field.given)?.[1] ??
    /\bto\s*=\s*["']?([\w.]+)/.exec(field.given)?.[1] ??
    'other';
  const key =
    isKey(field.kind) && !/db_constraint\s*=\s*False/.test(field.given)
      ? ` REFERENCES ${q(target.replace('.', '_').toLowerCase())} (id)`
      : '';
  const column = `ALTER TABLE ${table} ADD COLUMN ${q(columnOf(given))} ${type}${hasDefault ? " DEFAULT '0'" : ''}${need}${unique}${key}`;
  const isIndexed =
    isOn(field.given, 'db_index') ||
    field.kind === 'SlugField' ||
    (field.kind === 'ForeignKey' && !/db_index\s*=\s*False/.test(field.given));
  return isIndexed ? `${column}; CREATE INDEX ON ${table} (${q(columnOf(given))})` : column;
}

/** What changes is known only beside the old field; type and NOT NULL are the parts that lock. */
function alterField(given: string, table: string): string {
  const field = fieldOf(given);
  const name = q(columnOf(given));
  const type = `ALTER COLUMN ${name} TYPE ${columnType(field.kind, /max_length\s*=\s*(\d+)/.exec(field.given)?.[1] ?? null)}`;
  const need = isOn(field.given, 'null')
    ? `, ALTER COLUMN ${name} DROP NOT NULL`
    : `, ALTER COLUMN ${name} SET NOT NULL`;
  return `ALTER TABLE ${table} ${type}${need}`;
}

/** The strings of RunSQL; a list of them is several statements. */
function rawSql(given: string): string | null {
  const forward =
    /^\s*(?:sql\s*=\s*)?(?:\[\s*)?(?:r|f)?("""([^]*?)"""|'''([^]*?)'''|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/.exec(
      given,
    );
  return forward === null
    ? null
    : (forward[2] ?? forward[3] ?? forward[4] ?? forward[5] ?? '').replaceAll(String.raw`\n`, '\n');
}

/** RunSQL and RunPython need a second argument to go back; the rest Django turns round itself. */
const canReverse = ({ name, given }: Operation): boolean =>
  name === 'RunPython'
    ? /\breverse_code\s*=|^\s*[\w.]+\s*,\s*(?!hints|elidable|atomic)[\w.]+/.test(given)
    : name !== 'RunSQL' || /\breverse_sql\s*=|(?:"""|'''|["'])\s*,\s*(?:r|f)?["']/.test(given);

function backwardStep({ name, given, line }: Operation, app: string): readonly MigrationStep[] {
  const table = tableOf(given, app);
  if (name === 'CreateModel') return [{ sql: `DROP TABLE ${tableOf(given, app, 'name')}`, line }];
  if (name === 'AddField') return [{ sql: `ALTER TABLE ${table} DROP COLUMN ${q(columnOf(given))}`, line }];
  if (name === 'RenameField')
    return [
      {
        sql: `ALTER TABLE ${table} RENAME COLUMN ${q(named(given, 'new_name'))} TO ${q(named(given, 'old_name'))}`,
        line,
      },
    ];
  return [];
}
