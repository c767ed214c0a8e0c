/** Resident memory of this process in bytes. */
export const memoryUsage = (): number => process.memoryUsage.rss();
