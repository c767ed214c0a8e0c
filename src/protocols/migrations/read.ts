import { djangoMigration } from './django.ts';
import { javascriptMigration } from './javascript.ts';
import type { Migration } from './migration.ts';
import { railsMigration } from './rails.ts';
import type { MigrationFile } from './recognise.ts';
import { sqlMigration } from './sql-files.ts';

/** One file as a migration; null when its text is none after all. */
export function readMigration(
  file: MigrationFile,
  text: string,
  downText: string | null = null,
): Migration | null {
  switch (file.tool) {
    case 'rails':
      return railsMigration(file, text);
    case 'django':
      return /\bMigration\b/.test(text) ? djangoMigration(file, text) : null;
    case 'knex':
    case 'typeorm':
    case 'sequelize':
      return javascriptMigration(file, text);
    case 'prisma':
    case 'drizzle':
    case 'flyway':
    case 'goose':
    case 'dbmate':
    case 'sql':
      return sqlMigration(file, text, downText);
  }
}
