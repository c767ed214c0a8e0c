import type { IngestProject } from '../../model/ingest.ts';
import type { Store } from '../../model/store.ts';
import type { Outside } from '../../model/outside.ts';
import type { SeriesKey } from '../../ingest/inside/series-name.ts';
import { Tally } from '../../ingest/inside/tally.ts';
import { parseSketch } from '../../protocols/sketch/sketch-text.ts';

export interface Lost {
  readonly reason: string;
  /** Kind of what was lost: `error`, `request`, the type of an item. */
  readonly category: string;
  /** Default 1. */
  readonly much?: number;
}

/** Counts beside the events: visits, and what did not become an event, by reason and category: refused and skipped here, or lost on the sender's side as it says. */
export interface ToldBook {
  readonly count: (project: IngestProject | null, lost: Lost) => void;
  /** Visits of people, by release. */
  readonly visits: (
    key: Pick<SeriesKey, 'environment' | 'parts'>,
    seen: { readonly visits: number; readonly crashed: number },
  ) => void;
  readonly flush: () => Promise<void>;
}

export function createToldBook(parts: {
  readonly store: Pick<Store, 'events'>;
  readonly outside: Pick<Outside, 'clock'>;
}): ToldBook {
  const tally = new Tally();
  return {
    count: (project, { reason, category, much = 1 }) =>
      tally.addMany(
        { kind: 'lost', environment: project?.id ?? 'unknown', parts: [reason, category] },
        parts.outside.clock.now(),
        { count: much, errors: 0, sum: 0, sketch: null },
      ),
    visits: (key, { visits, crashed }) => {
      if (visits + crashed === 0) return;
      const counted = { count: visits, errors: crashed, sum: 0, sketch: null };
      tally.addMany({ kind: 'session', ...key }, parts.outside.clock.now(), counted);
    },
    flush: async () => {
      const points = tally.take();
      if (points.length === 0) return;
      await parts.store.events.addSeries(points).catch((cause: unknown) => {
        tally.giveBack(points, parseSketch);
        throw cause;
      });
    },
  };
}
