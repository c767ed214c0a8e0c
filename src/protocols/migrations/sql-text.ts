/** A name as SQL writes it; quoted unless it is plain. */
export const identifier = (name: string): string =>
  /^[a-z_][a-z0-9_]{0,62}$/.test(name) && !reserved.has(name)
    ? name
    : `"${(name === '' ? 'unnamed' : name).replaceAll('"', '""')}"`;

const reserved = new Set(
  'all and any array as asc both case cast check collate column constraint create current_date default desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit localtime not null offset on only or order placing primary references returning select session_user some symmetric table then to trailing true union unique user using variadic when where window with'.split(
    ' ',
  ),
);

/** Column types of frameworks as PostgreSQL's. */
const types: Readonly<Record<string, string>> = {
  string: 'varchar',
  text: 'text',
  integer: 'integer',
  bigint: 'bigint',
  big_integer: 'bigint',
  bigInteger: 'bigint',
  float: 'double precision',
  decimal: 'numeric',
  numeric: 'numeric',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamp',
  timestamp: 'timestamp',
  timestamptz: 'timestamptz',
  time: 'time',
  binary: 'bytea',
  json: 'json',
  jsonb: 'jsonb',
  uuid: 'uuid',
  inet: 'inet',
  citext: 'text',
  hstore: 'text',
  increments: 'serial',
  bigIncrements: 'bigserial',
  dateTime: 'timestamptz',
  enum: 'text',
  enu: 'text',
  double: 'double precision',
  smallint: 'smallint',
  serial: 'serial',
  bigserial: 'bigserial',
  CharField: 'varchar',
  TextField: 'text',
  IntegerField: 'integer',
  BigIntegerField: 'bigint',
  SmallIntegerField: 'smallint',
  PositiveIntegerField: 'integer',
  PositiveSmallIntegerField: 'smallint',
  FloatField: 'double precision',
  DecimalField: 'numeric',
  BooleanField: 'boolean',
  NullBooleanField: 'boolean',
  DateField: 'date',
  DateTimeField: 'timestamptz',
  TimeField: 'time',
  JSONField: 'jsonb',
  UUIDField: 'uuid',
  EmailField: 'varchar',
  URLField: 'varchar',
  SlugField: 'varchar',
  FileField: 'varchar',
  ImageField: 'varchar',
  BinaryField: 'bytea',
  GenericIPAddressField: 'inet',
  DurationField: 'interval',
  ForeignKey: 'bigint',
  OneToOneField: 'bigint',
  AutoField: 'serial',
  BigAutoField: 'bigserial',
  STRING: 'varchar',
  TEXT: 'text',
  INTEGER: 'integer',
  BIGINT: 'bigint',
  BOOLEAN: 'boolean',
  DATE: 'timestamptz',
  DATEONLY: 'date',
  JSON: 'json',
  JSONB: 'jsonb',
  UUID: 'uuid',
  DECIMAL: 'numeric',
  FLOAT: 'double precision',
  DOUBLE: 'double precision',
  ENUM: 'text',
};

export function columnType(name: string, limit: string | null = null): string {
  const base = Object.hasOwn(types, name)
    ? (types[name] ?? 'text')
    : /^[a-z][\w ()]{0,60}$/i.test(name)
      ? name
      : 'text';
  return base === 'varchar' && limit !== null && /^\d{1,8}$/.test(limit) ? `varchar(${limit})` : base;
}

/** A literal of Ruby, Python or JavaScript as SQL. */
export function quoted(literal: string): string {
  const text = /^["']([^]*)["']$/.exec(literal)?.[1];
  if (text !== undefined) return `'${text.replaceAll("'", "''")}'`;
  if (/^-?[\d.]+$/.test(literal) || /^(?:true|false|null)$/i.test(literal)) return literal.toLowerCase();
  return /^(?:nil|None)$/.test(literal)
    ? 'null'
    : `'${literal.replaceAll("'", "''").replaceAll(/^[:[{]+|[\]}]+$/g, '')}'`;
}
