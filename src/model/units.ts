const durationMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const sizeBytes = {
  b: 1,
  kb: 1_000,
  mb: 1_000_000,
  gb: 1_000_000_000,
  kib: 1_024,
  mib: 1_048_576,
  gib: 1_073_741_824,
} as const;

/** `1500ms`, `30s`, `5m`, `1.5h`, `2d` in milliseconds; null when the text is no length of time. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,3})?) ?(ms|s|m|h|d)$/.exec(text.trim());
  if (match === null) return null;
  return Math.round(Number(match[1]) * durationMs[match[2] as keyof typeof durationMs]);
}

/** `500 kB`, `1.5MB`, `2MiB`, `800B` in bytes; null when the text is no size. */
export function parseSize(text: string): number | null {
  const match = /^(\d{1,12}(?:\.\d{1,3})?) ?(b|[kmg]i?b)$/i.exec(text.trim());
  if (match === null) return null;
  return Math.round(Number(match[1]) * sizeBytes[match[2]?.toLowerCase() as keyof typeof sizeBytes]);
}
