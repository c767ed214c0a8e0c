export const migrationTools = [
  'prisma',
  'drizzle',
  'knex',
  'typeorm',
  'sequelize',
  'rails',
  'django',
  'flyway',
  'goose',
  'dbmate',
  'sql',
] as const;
export type MigrationTool = (typeof migrationTools)[number];

/** One statement and where it stands in its file. */
export interface MigrationStep {
  readonly sql: string;
  readonly line: number;
}

/** One migration, forward and, where there is one, back. */
export interface Migration {
  readonly tool: MigrationTool;
  /** Name or number, in the order they run. */
  readonly id: string;
  readonly path: string;
  readonly up: readonly MigrationStep[];
  /** null: nothing says how to go back. */
  readonly down: readonly MigrationStep[] | null;
  /** The file of the way back, when it is another. */
  readonly downPath: string | null;
  /** The tool runs it in one transaction. */
  readonly isWrapped: boolean;
  /** Parts that are code and say nothing in SQL, with their lines. */
  readonly untold: readonly { readonly line: number; readonly what: string }[];
}

/** The steps as one script whose lines are those of the file. */
export function scriptOf(steps: readonly MigrationStep[]): string {
  let text = '';
  let line = 1;
  for (const step of steps) {
    if (step.line > line) {
      text += '\n'.repeat(step.line - line);
      line = step.line;
    }
    const sql = step.sql.trimEnd();
    text += sql.endsWith(';') ? `${sql} ` : `${sql}; `;
    line += sql.split('\n').length - 1;
  }
  return text;
}
