import type { Handover, HandoverLine } from '../../model/handover.ts';

export interface Untruth {
  readonly id: string;
  readonly section: string;
  /** What the pack says; null when it says nothing. */
  readonly was: string | null;
  /** What is seen now; null when it is no longer there. */
  readonly is: string | null;
  readonly rerun: string | null;
}

/** Every measured line of the pack that a new measurement does not confirm, and what is bad now without standing in the pack. */
export function untruths(pack: Handover, fresh: Handover): readonly Untruth[] {
  const [then, now] = [measuredLines(pack), measuredLines(fresh)];
  const gone = [...then].flatMap(([id, { line, section }]) => {
    const other = now.get(id)?.line;
    if (other !== undefined && textOf(other) === textOf(line)) return [];
    return [
      { id, section, was: textOf(line), is: other === undefined ? null : textOf(other), rerun: line.rerun },
    ];
  });
  const added = [...now].flatMap(([id, { line, section }]) =>
    then.has(id) ? [] : [{ id, section, was: null, is: textOf(line), rerun: line.rerun }],
  );
  return [...gone, ...added];
}

interface Placed {
  readonly line: HandoverLine;
  readonly section: string;
}

/** Steps of runbooks repeat what other lines say. */
function measuredLines({ sections, contradictions }: Handover): ReadonlyMap<string, Placed> {
  const placed = [
    ...contradictions.map((line) => ({ line, section: 'contradictions' })),
    ...sections
      .filter(({ id }) => id !== 'runbooks')
      .flatMap(({ id, blocks }) =>
        blocks.flatMap(({ lines }) => lines.map((line) => ({ line, section: id }))),
      ),
  ].filter(({ line }) => line.origin === 'measured' || line.origin === 'read');
  return new Map(placed.map((each) => [each.line.id, each]));
}

/** Of a risk and of an open question it counts that they are there: their figures move every day. */
const textOf = ({ id, cells, state }: HandoverLine): string =>
  /^(?:risk|unknown) /.test(id)
    ? cells.slice(0, 3).join(' | ')
    : `${cells.filter((cell) => cell !== '').join(' | ')}${state === 'plain' ? '' : ` [${state}]`}`;
