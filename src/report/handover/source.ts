import type { HandoverBlock, HandoverLine } from '../../model/handover.ts';
import { isoDay } from './lines.ts';

/** More ways to see the lines of one table again than this are told line by line. */
const maxCommands = 2;

/** Where a line comes from: `measured 2026-11-22: dig +noall +answer example.com A`. */
export function fromOf(line: HandoverLine): string {
  const { rerun, origin, cells } = line;
  const isSaid = rerun === null || origin === 'asked' || cells.includes(rerun);
  const again = isSaid ? '' : `: ${rerun}`;
  return `${sourceOf(line)}${again}`;
}

/**
 * The same for a whole table, where it is the same for every line: `measured 2026-11-22: dig +noall +answer <name> <type>`, with the
 * titles of the columns in place of what stands in them. Null: it differs from line to line.
 */
export function sharedSource({ columns, lines }: HandoverBlock): string | null {
  const [first] = lines;
  const sources = new Set(lines.map(sourceOf));
  if (first === undefined || sources.size !== 1 || first.state === 'missing') return null;
  const source = sourceOf(first) === 'follows' ? '' : sourceOf(first);
  const commands = new Set(lines.map(({ rerun, origin }) => (origin === 'asked' ? '' : (rerun ?? ''))));
  if (commands.size === 1) return joined(source, [...commands]);
  const forms = new Set(lines.map((line) => formOf(line, columns)));
  return forms.size <= maxCommands && !forms.has('') ? joined(source, [...forms]) : null;
}

const joined = (source: string, commands: readonly string[]): string =>
  [source, commands.filter((each) => each !== '').join(', or ')].filter((each) => each !== '').join(': ');

function sourceOf({ origin, at, by, state }: HandoverLine): string {
  const day = at === null ? '' : ` ${isoDay(at)}`;
  if (state === 'missing') return 'nobody yet';
  if (origin === 'asked') return `said by ${by ?? 'the owner'}${day}`;
  return origin === 'derived' ? 'follows' : `${origin}${day}`;
}

/** The command with the title of its column for each of its words that stands in a cell. */
function formOf({ rerun, cells }: HandoverLine, columns: readonly string[]): string {
  const words = (rerun ?? '').split(' ');
  const titled = words.map((word) => {
    const bare = word.replace(/^'(.*)'$/, '$1');
    const at = cells.indexOf(bare);
    const title = at < 0 ? undefined : columns[at];
    return title === undefined ? word : word.replace(bare, `<${title}>`);
  });
  return titled.join(' ');
}
