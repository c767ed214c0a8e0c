/**
 * Counts without sketches, for bars over many monitors: a day of one monitor is 40 bytes here and a kilobyte in its row. Five minutes
 * have none: they change with every look.
 */
export function fifthSchema(): readonly string[] {
  return [60, 1440].map(
    (step) =>
      `create index rollups_counts_${step} on rollups (monitor, from_at, up, degraded, down) where step = ${step}`,
  );
}
