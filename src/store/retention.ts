export const dayMs = 86_400_000;

/** The start of the day, UTC, that lies `days` before `now`. */
export const daysBefore = (now: number, days: number): number =>
  Math.floor(now / dayMs) * dayMs - days * dayMs;
