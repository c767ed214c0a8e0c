import type { Migration, MigrationStep } from './migration.ts';
import type { MigrationFile } from './recognise.ts';

/** A file of plain SQL as its tool reads it: sections for the way back, a mark against the transaction. */
export function sqlMigration(file: MigrationFile, text: string, downText: string | null): Migration {
  const goose = sections(
    text,
    /^--\s*\+(?:goose|micrate)\s+Up\b.*$/im,
    /^--\s*\+(?:goose|micrate)\s+Down\b.*$/im,
  );
  const dbmate = sections(text, /^--\s*migrate:up\b.*$/im, /^--\s*migrate:down\b.*$/im);
  const split =
    goose ?? dbmate ?? sections(text, /^--\s*(?:rambler )?up\s*$/im, /^--\s*(?:rambler )?down\s*$/im);
  const up = split?.up ?? whole(text);
  const down = downText === null ? (split?.down ?? null) : whole(downText);
  const tool = goose !== null ? 'goose' : dbmate !== null ? 'dbmate' : file.tool;
  return {
    tool,
    id: file.id,
    path: file.path,
    up: isBlank(up) ? [] : up,
    down: down === null || isBlank(down) ? null : down,
    downPath: file.downPath,
    isWrapped: isWrapped(tool, text),
    untold: [],
  };
}

/** Whether the tool runs the file in a transaction of its own, by each tool's documentation. */
function isWrapped(tool: Migration['tool'], text: string): boolean {
  if (
    /^--\s*\+goose\s+NO\s+TRANSACTION/im.test(text) ||
    /^--\s*migrate:up\s+[^\n]*transaction:\s*false/im.test(text)
  )
    return false;
  if (
    /^--\s*(?:atlas:txmode none|flyway:\s*executeInTransaction=false|no-transaction|transaction:\s*false)/im.test(
      text,
    )
  )
    return false;
  // Prisma sends the file as one simple query: PostgreSQL makes that one implicit transaction unless it holds its own.
  const ownTransaction = /^\s*(?:BEGIN|START\s+TRANSACTION)\b/im.test(text);
  if (tool === 'sql') return false;
  if (tool === 'prisma') return !ownTransaction && (text.match(/;/g)?.length ?? 0) > 1;
  return !ownTransaction;
}

const whole = (text: string): readonly MigrationStep[] => [{ sql: text, line: 1 }];
const isBlank = (steps: readonly MigrationStep[]): boolean =>
  steps.every(({ sql }) => /^(?:\s|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*$/.test(sql));

function sections(
  text: string,
  upMark: RegExp,
  downMark: RegExp,
): { readonly up: readonly MigrationStep[]; readonly down: readonly MigrationStep[] } | null {
  const up = upMark.exec(text);
  if (up === null) return null;
  const down = downMark.exec(text);
  const from = up.index + up[0].length;
  const isDownLast = down !== null && down.index > from;
  return {
    up: [part(text, from, isDownLast ? down.index : text.length)],
    down: down === null ? [] : [part(text, down.index + down[0].length, isDownLast ? text.length : up.index)],
  };
}

const part = (text: string, from: number, to: number): MigrationStep => ({
  sql: text.slice(from, to),
  line: text.slice(0, from).split('\n').length,
});
