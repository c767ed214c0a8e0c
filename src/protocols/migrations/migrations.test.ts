import { loadModule } from 'libpg-query';
import { beforeAll, expect, it } from 'vitest';
import { pendingOf, since } from './applied.ts';
import { judgeMigration } from './judge.ts';
import type { Migration, MigrationTool } from './migration.ts';
import { readMigration } from './read.ts';
import { recogniseMigrations } from './recognise.ts';

beforeAll(loadModule);
const read = (tool: MigrationTool, path: string, text: string, down: string | null = null): Migration => {
  const migration = readMigration({ tool, id: '1', path, downPath: null }, text, down);
  if (migration === null) throw new Error('no migration');
  return migration;
};
const told = (migration: Migration): readonly string[] =>
  judgeMigration(migration)
    .problems.filter(({ rule }) => rule !== 'migrations/lock-timeout-missing')
    .map(({ rule, line }) => `${rule.slice('migrations/'.length)}:${line}`);

// DEP-4
it.each([
  [
    'prisma',
    ['prisma/migrations/20260101000000_init/migration.sql', 'prisma/migrations/migration_lock.toml'],
    'prisma',
    ['20260101000000_init'],
  ],
  [
    'drizzle',
    ['drizzle/0001_b.sql', 'drizzle/0000_a.sql', 'drizzle/meta/_journal.json'],
    'drizzle',
    ['0000_a', '0001_b'],
  ],
  [
    'rails',
    ['db/migrate/20260102000000_b.rb', 'db/migrate/20260101000000_a.rb', 'db/schema.rb'],
    'rails',
    ['20260101000000_a', '20260102000000_b'],
  ],
  [
    'django',
    ['shop/migrations/0002_b.py', 'shop/migrations/0001_initial.py', 'shop/migrations/__init__.py'],
    'django',
    ['0001_initial', '0002_b'],
  ],
  ['knex', ['migrations/20260101120000_a.js'], 'knex', ['20260101120000_a']],
  ['typeorm', ['src/migration/1700000000000-Init.ts'], 'typeorm', ['1700000000000-Init']],
  [
    'flyway',
    ['src/main/resources/db/migration/V10__b.sql', 'src/main/resources/db/migration/V2__a.sql'],
    'flyway',
    ['V2__a', 'V10__b'],
  ],
  [
    'plain folders, up and down',
    ['migrations/10_b.up.sql', 'migrations/10_b.down.sql', 'migrations/9_a.up.sql'],
    'sql',
    ['9_a', '10_b'],
  ],
  ['none', ['src/schema.sql', 'db/seeds/1.sql', 'test/migrations/fixtures/x.sql'], null, []],
] as const)('recognised: %s', (_story, paths, tool, ids) => {
  const found = recogniseMigrations(paths);
  expect(found.map(({ id }) => id)).toEqual(ids);
  expect(new Set(found.map((each) => each.tool))).toEqual(new Set(tool === null ? [] : [tool]));
});

it('the folder of the migrations itself is recognised by the way to it', () => {
  const paths = ['20260102000000_b.rb', '20260101000000_a.rb'];
  expect(recogniseMigrations(paths)).toEqual([]);
  expect(recogniseMigrations(paths, null, 'db/migrate').map(({ tool, id }) => [tool, id])).toEqual([
    ['rails', '20260101000000_a'],
    ['rails', '20260102000000_b'],
  ]);
});

const rails = `class Change < ActiveRecord::Migration[7.1]
  def change
    add_index :users, :email
    add_column :users, :plan, :string, null: false
    remove_column :users, :age
    rename_column :users, :name, :full_name
    change_column_null :users, :email, false
    add_foreign_key :orders, :users
    create_table :fresh do |t|
      t.string :name
    end
    add_index :fresh, :name
    # drop_table :orders
  end
end`;
const django = `from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [
        migrations.AddField(model_name='user', name='plan', field=models.CharField(max_length=20)),
        migrations.RemoveField(model_name='user', name='age'),
        migrations.AddIndex(model_name='user', index=models.Index(fields=['email'], name='i')),
        migrations.RunSQL("DROP TABLE old;"),
        migrations.RunPython(fill),
    ]`;
const knex = `exports.up = async (knex) => {
  await knex.schema.alterTable('users', (t) => {
    t.string('plan').notNullable();
    t.dropColumn('age');
    t.index(['email']);
  });
  await knex.raw('DROP TABLE old');
};
exports.down = async () => {};`;
const typeorm = `import { MigrationInterface, QueryRunner } from 'typeorm';
export class X1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`ALTER TABLE "users" DROP COLUMN "age"\`);
    await queryRunner.query("CREATE INDEX CONCURRENTLY i ON users (email)");
  }
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE users ADD COLUMN age int');
  }
}`;
const sequelize = `module.exports = {
  up: async (queryInterface, Sequelize) => {
    await queryInterface.addColumn('users', 'plan', { type: Sequelize.STRING, allowNull: false });
    await queryInterface.removeColumn('users', 'age');
  },
  down: async (queryInterface) => { await queryInterface.removeColumn('users', 'plan'); },
};`;

it.each([
  [
    'rails',
    'db/migrate/1_a.rb',
    rails,
    [
      'index-not-concurrent:3',
      'column-not-null-without-default:4',
      'drop-column:5',
      'rename-column:6',
      'column-set-not-null:7',
      'foreign-key-validated:8',
      'irreversible:3',
    ],
  ],
  [
    'django',
    'shop/migrations/0002_a.py',
    django,
    [
      'column-not-null-without-default:4',
      'drop-column:5',
      'index-not-concurrent:6',
      'drop-table:7',
      'irreversible:4',
    ],
  ],
  [
    'knex',
    'migrations/1_a.js',
    knex,
    [
      'column-not-null-without-default:2',
      'drop-column:2',
      'index-not-concurrent:2',
      'drop-table:7',
      'irreversible:2',
    ],
  ],
  ['typeorm', 'src/migration/1_a.ts', typeorm, ['drop-column:4', 'concurrently-in-transaction:5']],
  ['sequelize', 'migrations/1_a.js', sequelize, ['column-not-null-without-default:3', 'drop-column:4']],
] as const)('%s is read as the SQL it sends, line by line', (tool, path, text, expected) => {
  expect(told(read(tool, path, text))).toEqual(expected);
});

it.each([
  [
    'rails in a transaction',
    'rails',
    'def change\n    add_index :users, :email, algorithm: :concurrently\n  end',
    ['concurrently-in-transaction:2'],
  ],
  [
    'rails without one',
    'rails',
    'disable_ddl_transaction!\n  def change\n    add_index :users, :email, algorithm: :concurrently\n  end',
    [],
  ],
  ['prisma, one statement: no transaction', 'prisma', 'CREATE INDEX CONCURRENTLY i ON users (email);', []],
  [
    'prisma, two: one implicit transaction',
    'prisma',
    'SELECT 1;\nCREATE INDEX CONCURRENTLY i ON users (email);',
    ['concurrently-in-transaction:2'],
  ],
  ['goose sections', 'sql', '-- +goose Up\nDROP TABLE a;\n-- +goose Down\nDROP TABLE b;', ['drop-table:2']],
  [
    'dbmate without a way back',
    'sql',
    '-- migrate:up\nDROP TABLE a;\n-- migrate:down\n',
    ['drop-table:2', 'irreversible:1'],
  ],
] as const)('%s', (_story, tool, text, expected) => {
  expect(told(read(tool, 'm/1', text))).toEqual(expected);
});

it('code that says nothing in SQL is told', () => {
  expect(judgeMigration(read('django', 'shop/migrations/0002_a.py', django)).gaps).toEqual([
    'shop/migrations/0002_a.py:8 RunPython says nothing in SQL',
  ]);
});

it('what a database has noted is not pending; what comes after a name is', () => {
  const all = ['20260101_a', '20260102_b', '20260103_c'].map((id) => ({
    ...read('sql', `m/${id}.sql`, 'SELECT 1'),
    id,
  }));
  expect(pendingOf(all, ['20260101', '20260102_b']).map(({ id }) => id)).toEqual(['20260103_c']);
  expect(since(all, '20260102')?.map(({ id }) => id)).toEqual(['20260103_c']);
  expect(since(all, 'nothing')).toBeNull();
});
