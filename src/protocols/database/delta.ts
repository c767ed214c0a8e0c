import type { StatementCount } from './statistics.ts';

/** What was counted between two looks; statements that did nothing are left out, and so are those whose counters were reset. */
export function difference(
  before: readonly StatementCount[],
  after: readonly StatementCount[],
): readonly StatementCount[] {
  const known = new Map(before.map((each) => [each.id, each]));
  return after.flatMap((each) => {
    const from = known.get(each.id) ?? nothing(each.id);
    const calls = each.calls - from.calls;
    if (calls <= 0) return [];
    return [
      {
        id: each.id,
        calls,
        rows: each.rows - from.rows,
        execMs: each.execMs - from.execMs,
        blocks: more(each.blocks, from.blocks),
        tempBlocks: more(each.tempBlocks, from.tempBlocks),
        examinedRows: more(each.examinedRows, from.examinedRows),
        diskTables: more(each.diskTables, from.diskTables),
      },
    ];
  });
}

const more = (now: number | null, before: number | null): number | null =>
  now === null ? null : now - (before ?? 0);

const nothing = (id: string): StatementCount => ({
  id,
  calls: 0,
  rows: 0,
  execMs: 0,
  blocks: null,
  tempBlocks: null,
  examinedRows: null,
  diskTables: null,
});

/**
 * What the same request always does: the least of several. Other traffic only ever adds, so a statement that is missing
 * once, or ran more often once, was not this request's. Empty without any.
 */
export function steady(requests: readonly (readonly StatementCount[])[]): readonly StatementCount[] {
  const [first, ...others] = requests;
  return (first ?? []).flatMap((each) => {
    const same = others.map((request) => request.find(({ id }) => id === each.id));
    if (same.includes(undefined)) return [];
    return [same.filter((other) => other !== undefined).reduce(least, each)];
  });
}

const least = (a: StatementCount, b: StatementCount): StatementCount => ({
  id: a.id,
  calls: Math.min(a.calls, b.calls),
  rows: Math.min(a.rows, b.rows),
  execMs: Math.min(a.execMs, b.execMs),
  blocks: lesser(a.blocks, b.blocks),
  tempBlocks: lesser(a.tempBlocks, b.tempBlocks),
  examinedRows: lesser(a.examinedRows, b.examinedRows),
  diskTables: lesser(a.diskTables, b.diskTables),
});

const lesser = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : Math.min(a, b);
