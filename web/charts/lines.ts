export interface Point {
  readonly x: number;
  /** Null where nothing is known. */
  readonly y: number | null;
}

/** `x,y x,y` of each unbroken stretch; a point with no neighbour is drawn as a dot. */
export function linesOf(points: readonly Point[]): readonly string[] {
  const stretches: string[][] = [[]];
  for (const { x, y } of points)
    if (y === null) stretches.push([]);
    else stretches.at(-1)?.push(`${x.toFixed(1)},${y.toFixed(1)}`);
  return stretches
    .filter(({ length }) => length > 0)
    .map((stretch) => (stretch.length === 1 ? [...stretch, ...stretch] : stretch).join(' '));
}
