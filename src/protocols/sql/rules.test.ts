import fc from 'fast-check';
import { loadModule } from 'libpg-query';
import { beforeAll, expect, it } from 'vitest';
import { allRules } from './all-rules.ts';
import { judgeScript } from './judge-script.ts';

beforeAll(loadModule);
const plain = { isWrapped: false };
const rulesOf = (sql: string, options = plain): readonly string[] =>
  judgeScript(sql, options).problems.map(({ rule }) => rule.id);

// DEP-4
it('at least 25 rules, each with an id of its own', () => {
  expect(new Set(allRules.map(({ id }) => id)).size).toBe(allRules.length);
  expect(allRules.length).toBeGreaterThanOrEqual(25);
});

it.each(allRules.map((rule) => [rule.id, rule] as const))(
  '%s: its example breaks it, its safe way does not',
  (id, rule) => {
    expect(rulesOf(rule.breaks)).toContain(id);
    expect(rulesOf(rule.holds)).not.toContain(id);
    expect(judgeScript(rule.holds, plain).gap).toBeNull();
  },
);

it.each([
  [
    'a new table is nobody’s yet',
    'CREATE TABLE t (id bigint); CREATE INDEX i ON t (id); ALTER TABLE t ADD CHECK (id > 0);',
    [],
  ],
  [
    'a tool’s transaction counts',
    'CREATE INDEX CONCURRENTLY i ON users (email);',
    ['concurrently-in-transaction'],
    { isWrapped: true },
  ],
  [
    'a fixed default is no rewrite',
    "SET lock_timeout='5s'; ALTER TABLE users ADD COLUMN a text DEFAULT 'x';",
    [],
  ],
  [
    'lock_timeout = 0 is no limit',
    'SET lock_timeout = 0; ALTER TABLE users ADD a int;',
    ['lock-timeout-missing'],
  ],
  [
    'one wait for a table a transaction',
    'BEGIN; ALTER TABLE users ADD a int; ALTER TABLE users ADD b int; COMMIT;',
    ['lock-timeout-missing'],
  ],
  [
    'a validated check spares the scan',
    "SET lock_timeout='1s'; ALTER TABLE users ADD CONSTRAINT c CHECK (email IS NOT NULL) NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT c; ALTER TABLE users ALTER email SET NOT NULL;",
    [],
  ],
  [
    'allowed with a reason',
    '-- launch-ready-allow: drop-table nobody reads it since March\nDROP TABLE old;',
    [],
  ],
  ['allowed without one', '-- launch-ready-allow: drop-table\nDROP TABLE old;', ['drop-table']],
  [
    'varchar(10) may cut',
    "SET lock_timeout='1s'; ALTER TABLE users ALTER email TYPE varchar(10);",
    ['column-type-change'],
  ],
  ['schema-qualified', 'DROP TABLE shop.orders', ['drop-table']],
] as const)('%s', (_story, sql, expected, options?: { isWrapped: boolean }) => {
  expect(rulesOf(sql, options ?? plain)).toEqual(expected);
});

it('lines are those of the file, whatever stands before', () => {
  const { problems } = judgeScript(
    '-- Größe\n/* two\nlines */\nSET lock_timeout = 1;\n\n-- drop\nDROP TABLE a;\nDROP TABLE b;',
    plain,
  );
  expect(problems.map(({ subject, line }) => [subject, line])).toEqual([
    ['a', 7],
    ['b', 8],
  ]);
});

it('what cannot be parsed is told with its line', () => {
  expect(judgeScript('SELECT 1;\nCREATE TABEL x;', plain).gap).toEqual({
    message: 'syntax error at or near "TABEL"',
    line: 2,
  });
});

it('whatever the text, it never throws', () => {
  const words = [
    'ALTER TABLE',
    ' users ',
    'DROP',
    ' COLUMN x',
    ';',
    '\n',
    "'",
    '$$',
    '(',
    ')',
    '--',
    '/*',
    ' é',
    '\0',
    '1',
    ' NOT NULL',
    ' CREATE INDEX ON a (b)',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 30 }), (parts) => {
      const judged = judgeScript(parts.join(''), plain);
      return judged.gap !== null || judged.statements >= 0;
    }),
    { seed: 5, numRuns: 300 },
  );
});
