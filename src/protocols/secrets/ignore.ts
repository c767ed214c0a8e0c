/** One line of a `.gitignore`, ready to be asked. */
interface IgnoreRule {
  readonly matches: RegExp;
  readonly isNegated: boolean;
  readonly isFolderOnly: boolean;
}
export interface IgnoreFile {
  /** The folder the file stands in, with a final `/`, or empty for the root. */
  readonly base: string;
  readonly rules: readonly IgnoreRule[];
}

const maxRules = 5_000;

/** gitignore(5), PATTERN FORMAT. */
export function parseIgnoreFile(text: string, base: string): IgnoreFile {
  const lines = text.split(/\r?\n/).slice(0, maxRules);
  return { base, rules: lines.flatMap((line) => ruleOf(line)) };
}

function ruleOf(line: string): readonly IgnoreRule[] {
  const trimmed = line.replace(/(?<!\\)\s+$/, '');
  if (trimmed === '' || trimmed.startsWith('#') || trimmed.length > 1_000) return [];
  const isNegated = trimmed.startsWith('!');
  const body = isNegated ? trimmed.slice(1) : trimmed;
  const isFolderOnly = body.endsWith('/');
  const path = body.replace(/\/$/, '');
  // A slash anywhere but at the end anchors the pattern to the folder of the file.
  const anchored = path.includes('/') ? path.replace(/^\//, '') : `**/${path}`;
  const matches = globPattern(anchored);
  return matches === null ? [] : [{ matches, isNegated, isFolderOnly }];
}

const maxStars = 8;

/** Null for a pattern git would not understand either, and for one with so many stars that matching it takes long. */
function globPattern(glob: string): RegExp | null {
  if ((glob.match(/\*+/g) ?? []).length > maxStars) return null;
  try {
    return new RegExp(`^${globSource(glob)}$`);
  } catch {
    return null;
  }
}

function globSource(glob: string): string {
  return glob
    .replaceAll(/\*{3,}/g, '**')
    .split(/(\*\*\/|\/\*\*$|\*\*|\*|\?|\[!?\]?[^\]/]{0,100}\]|\\[^])/)
    .map((part) => piece(part))
    .join('');
}

function piece(part: string): string {
  if (part === '**/') return '(?:[^/]+/){0,64}';
  if (part === '/**') return '/.+';
  if (part === '**') return '.*';
  if (part === '*') return '[^/]*';
  if (part === '?') return '[^/]';
  if (/^\[.+\]$/.test(part)) return `[${part.slice(1, -1).replace(/^!/, '^').replaceAll('\\', '\\\\')}]`;
  return part.replace(/^\\/, '').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The last matching rule of the deepest file decides; what is inside an ignored folder is asked by its folder first. */
export function isIgnored(path: string, isFolder: boolean, files: readonly IgnoreFile[]): boolean {
  for (const { base, rules } of files.toReversed()) {
    if (!path.startsWith(base)) continue;
    const inside = path.slice(base.length);
    const rule = rules.findLast(
      ({ matches, isFolderOnly }) => (isFolder || !isFolderOnly) && matches.test(inside),
    );
    if (rule !== undefined) return !rule.isNegated;
  }
  return false;
}
