import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { createStatementCache } from './statements.ts';

test('a statement is kept by its text, one that writes several rows is not, the one unused for longest makes room', () => {
  const database = new DatabaseSync(':memory:');
  onTestFinished(() => database.close());
  database.exec('create table word (id text, count integer)');
  const statements = createStatementCache(database);
  const one = 'insert into "word" ("id", "count") values (?, ?)';
  const several = `${one}, (?, ?)`;

  const kept = statements.get(one);
  expect(statements.get(one)).toBe(kept);
  expect(statements.get(several)).not.toBe(statements.get(several));
  statements.get(several).statement.run('a', 1, 'b', 2);
  expect(statements.get('select id from word order by id').statement.all()).toMatchObject([
    { id: 'a' },
    { id: 'b' },
  ]);

  for (let number = 0; number < 198; number += 1) statements.get(`select ${number}`);
  expect(statements.get(one)).toBe(kept);
  for (let number = 0; number < 200; number += 1) statements.get(`select -${number}`);
  expect(statements.get(one)).not.toBe(kept);
});
