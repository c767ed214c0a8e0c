import type { IngestProject } from '../../model/ingest.ts';

/** What senders may still send; keys are public, so each has its measure, and each browser origin a share of it. */
export interface QuotaBook {
  /** Whole seconds to wait; 0: welcome. Nothing is taken. */
  readonly waitSeconds: (sender: QuotaSender, nowMs: number) => number;
  /** Takes what was sent; may go below nothing, which makes the wait longer. */
  readonly take: (sender: QuotaSender, events: number, nowMs: number) => void;
}
export interface QuotaSender {
  readonly publicKey: string;
  readonly project: IngestProject;
  /** `https://shop.example`; null for servers. */
  readonly origin: string | null;
}

const minuteMs = 60_000;
const originShare = 0.5;
/** Below so much of the measure nobody is let in again: without it a flood is let in event by event. */
const reopenShare = 0.05;
const maxWaitSeconds = 60;
const maxBuckets = 5_000;

interface Bucket {
  left: number;
  at: number;
}

/** A bucket each, refilled over a minute, forgotten in the order of their last use. `nowMs` is monotonic. */
export function createQuotaBook(): QuotaBook {
  const buckets = new Map<string, Bucket>();
  let newest = '';
  const bucketFor = (name: string, size: number, nowMs: number): Bucket => {
    const known = buckets.get(name) ?? { left: size, at: nowMs };
    known.left = Math.min(size, known.left + ((nowMs - known.at) * size) / minuteMs);
    known.at = nowMs;
    if (name === newest) return known;
    newest = name;
    buckets.delete(name);
    buckets.set(name, known);
    const oldest = buckets.size > maxBuckets ? buckets.keys().next().value : undefined;
    if (oldest !== undefined) buckets.delete(oldest);
    return known;
  };
  const measures = (sender: QuotaSender): readonly (readonly [string, number])[] => {
    const size = sender.project.eventsPerMinute;
    const own = [`key ${sender.publicKey}`, size] as const;
    const ofOrigin = [
      `origin ${sender.publicKey} ${sender.origin}`,
      Math.max(1, size * originShare),
    ] as const;
    return sender.origin === null ? [own] : [own, ofOrigin];
  };
  return {
    waitSeconds: (sender, nowMs) =>
      Math.max(...measures(sender).map(([name, size]) => waitOf(bucketFor(name, size, nowMs).left, size))),
    take: (sender, events, nowMs) => {
      for (const [name, size] of measures(sender)) {
        const bucket = bucketFor(name, size, nowMs);
        bucket.left = Math.max(-size, bucket.left - events);
      }
    },
  };
}

function waitOf(left: number, size: number): number {
  if (left >= 1) return 0;
  const wanted = Math.max(1, size * reopenShare) - left;
  return Math.min(maxWaitSeconds, Math.max(1, Math.ceil((wanted / size) * 60)));
}
