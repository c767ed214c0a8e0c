/** Ids seen lately: a replay counts once. Forgotten in two steps, so that memory stays the same whatever comes. */
export interface SeenBook {
  readonly has: (id: string) => boolean;
  readonly add: (id: string) => void;
}

const most = 50_000;

export function createSeenBook(): SeenBook {
  let recent = new Set<string>();
  let older = new Set<string>();
  return {
    has: (id) => recent.has(id) || older.has(id),
    add: (id) => {
      if (recent.size >= most) [older, recent] = [recent, new Set()];
      recent.add(id);
    },
  };
}
