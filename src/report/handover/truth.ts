import type { Handover, HandoverLine } from '../../model/handover.ts';
import { saidInManifest } from './lines.ts';

export interface Untruth {
  readonly id: string;
  readonly section: string;
  /** What the pack says; null when it says nothing. */
  readonly was: string | null;
  /** What is seen now; null when it is no longer there. */
  readonly is: string | null;
  /** A command that shows it. */
  readonly rerun: string;
}

/** Every line of the pack that a new look does not confirm, and what is seen or said now without standing in the pack. */
export function untruths(pack: Handover, fresh: Handover): readonly Untruth[] {
  const [then, now] = [comparedLines(pack), comparedLines(fresh)];
  const gone = [...then].flatMap(([id, { line, section }]) => {
    const other = now.get(id)?.line;
    if (other !== undefined && textOf(other) === textOf(line)) return [];
    return [
      {
        id,
        section,
        was: textOf(line),
        is: other === undefined ? null : textOf(other),
        rerun: rerunOf(line),
      },
    ];
  });
  const added = [...now].flatMap(([id, { line, section }]) =>
    then.has(id) ? [] : [{ id, section, was: null, is: textOf(line), rerun: rerunOf(line) }],
  );
  return [...gone, ...added];
}

interface Placed {
  readonly line: HandoverLine;
  readonly section: string;
}

/** Steps of runbooks repeat what other lines say, and what follows from others changes with them. */
function comparedLines({ sections, contradictions }: Handover): ReadonlyMap<string, Placed> {
  const placed = [
    ...contradictions.map((line) => ({ line, section: 'contradictions' })),
    ...sections
      .filter(({ id }) => id !== 'runbooks')
      .flatMap(({ id, blocks }) =>
        blocks.flatMap(({ lines }) => lines.map((line) => ({ line, section: id }))),
      ),
  ].filter(({ line }) => line.origin !== 'derived');
  return new Map(placed.map((each) => [each.line.id, each]));
}

/** A claim is looked up where it is made. */
const rerunOf = ({ rerun }: HandoverLine): string => rerun ?? `less ${saidInManifest}`;

/** Of a risk and of an open question it counts that they are there: their figures move every day. */
const textOf = ({ id, cells, state }: HandoverLine): string =>
  /^(?:risk|unknown) /.test(id)
    ? cells.slice(0, 3).join(' | ')
    : `${cells.filter((cell) => cell !== '').join(' | ')}${state === 'plain' ? '' : ` [${state}]`}`;
