import type { MigrationTool } from './migration.ts';

export interface MigrationFile {
  readonly tool: MigrationTool;
  readonly id: string;
  readonly path: string;
  readonly downPath: string | null;
}

interface ToolShape {
  readonly tool: MigrationTool;
  readonly files: RegExp;
  readonly down?: (path: string) => string;
}

/** By path, first that fits. Numbers and dates in front give the order. */
const shapes: readonly ToolShape[] = [
  {
    tool: 'prisma',
    files: /(?:^|\/)migrations\/\d{10,}[\w-]*\/migration\.sql$/,
    down: (path) => path.replace(/migration\.sql$/, 'down.sql'),
  },
  { tool: 'rails', files: /(?:^|\/)db\/(?:\w+_)?migrate\/\d{8,}_\w+\.rb$/ },
  { tool: 'django', files: /(?:^|\/)migrations\/\d{4}_\w+\.py$/ },
  {
    tool: 'flyway',
    files: /(?:^|\/)V[\d._]+__[\w.-]+\.sql$/,
    down: (path) => path.replace(/(^|\/)V([\d._]+__[\w.-]+\.sql)$/, '$1U$2'),
  },
  {
    tool: 'sql',
    files: /(?:^|\/)[\w.-]*(?:migrations?|migrate|schema_changes|changes)(?:\/[\w.-]+)*\/[\w.-]+\.up\.sql$/i,
    down: (path) => path.replace(/\.up\.sql$/, '.down.sql'),
  },
  {
    tool: 'sql',
    files:
      /(?:^|\/)(?:[\w.-]*(?:migrations?|migrate|drizzle|schema_changes))(?:\/[\w.-]+)*\/(?!.*\.down\.sql$)(?!U\d)[\w.-]+\.sql$/i,
  },
  { tool: 'knex', files: /(?:^|\/)migrations\/(?:[\w-]+\/)*\d{8,}[_-][\w.-]+\.[cm]?[jt]s$/ },
  {
    tool: 'typeorm',
    files: /(?:^|\/)migrations?\/(?:[\w-]+\/)*(?:\d{8,}[-_][\w.-]+|[\w.-]+\d{13})\.[cm]?[jt]s$/,
  },
];

/** Snapshots, seeds and tests are no migrations. */
const passedBy =
  /(?:^|\/)(?:node_modules|vendor|seeds?|meta|snapshots?|tests?|__tests__|fixtures|dist|build)\/|(?:^|\/)(?:schema|structure|seed|dump)\.sql$|\.d\.ts$/;

/**
 * The migrations among a tree's files, in the order they run; `folder` narrows to what the manifest names.
 * `above` is the way to the tree, when the tree may be the migrations' own folder: `db/migrate`.
 */
export function recogniseMigrations(
  paths: readonly string[],
  folder: string | null = null,
  above = '',
): readonly MigrationFile[] {
  const all = new Set(paths);
  const found = paths.flatMap((path): readonly MigrationFile[] => {
    const inside = folder === null || path.startsWith(`${folder.replace(/^\.\//, '').replace(/\/$/, '')}/`);
    if (!inside || passedBy.test(path)) return [];
    const shape =
      shapes.find(({ files }) => files.test(above === '' ? path : `${above}/${path}`)) ??
      (folder !== null && /(?<!\.down)\.sql$/.test(path) ? plainSql : undefined);
    if (shape === undefined) return [];
    const down = shape.down?.(path) ?? null;
    return [
      {
        tool: toolOf(shape.tool, path, all),
        id: idOf(path),
        path,
        downPath: down !== null && down !== path && all.has(down) ? down : null,
      },
    ];
  });
  return found.toSorted((a, b) => compareIds(a, b));
}

const plainSql: ToolShape = {
  tool: 'sql',
  files: /\.sql$/,
  down: (path) => path.replace(/\.up\.sql$/, '.down.sql'),
};

/** Drizzle keeps a journal beside its SQL. */
function toolOf(tool: MigrationTool, path: string, all: ReadonlySet<string>): MigrationTool {
  const folder = path.slice(0, path.lastIndexOf('/'));
  return tool === 'sql' && all.has(`${folder}/meta/_journal.json`) ? 'drizzle' : tool;
}

/** The file's name, or its folder's where every file is called the same. */
function idOf(path: string): string {
  const parts = path.split('/');
  const name = parts.at(-1) ?? path;
  return name === 'migration.sql' ? (parts.at(-2) ?? name) : name.replace(/\.(?:up\.)?\w+$/, '');
}

const compareIds = (a: MigrationFile, b: MigrationFile): number => {
  const folders = compareText(folderOf(a), folderOf(b));
  if (folders !== 0) return folders;
  const [left, right] = [numbersOf(a.id), numbersOf(b.id)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return compareText(a.path, b.path);
};

const folderOf = ({ path, tool }: MigrationFile): string => {
  const parts = path.split('/');
  return parts.slice(0, tool === 'prisma' ? -2 : -1).join('/');
};
const numbersOf = (id: string): readonly number[] =>
  [...(/^\D{0,2}([\d._]+)/.exec(id)?.[1] ?? /(\d{10,})$/.exec(id)?.[1] ?? '').matchAll(/\d+/g)].map((match) =>
    Number(match[0]),
  );
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
