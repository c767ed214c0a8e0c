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

/** Counted by itself and booked together: a flood of refusals costs an addition each. */
interface Loss {
  readonly environment: string;
  readonly reason: string;
  readonly category: string;
  count: number;
}
const mostLosses = 1_000;

export function createToldBook(parts: {
  readonly store: Pick<Store, 'events'>;
  readonly outside: Pick<Outside, 'clock'>;
}): ToldBook {
  const tally = new Tally();
  const losses = new Map<string, Loss>();
  const book = ({ environment, reason, category, count }: Loss): void =>
    tally.addMany({ kind: 'lost', environment, parts: [reason, category] }, parts.outside.clock.now(), {
      count,
      errors: 0,
      sum: 0,
      sketch: null,
    });
  const bookAll = (): void => {
    for (const loss of losses.values()) book(loss);
    losses.clear();
  };
  return {
    count: (project, { reason, category, much = 1 }) => {
      const environment = project?.id ?? 'unknown';
      const key = `${environment}\t${reason}\t${category}`;
      const known = losses.get(key);
      if (known === undefined) losses.set(key, { environment, reason, category, count: much });
      else known.count += much;
      if (losses.size > mostLosses) bookAll();
    },
    visits: (key, { visits, crashed }) => {
      if (visits + crashed === 0) return;
      const counted = { count: visits, errors: crashed, sum: 0, sketch: null };
      tally.addMany({ kind: 'session', ...key }, parts.outside.clock.now(), counted);
    },
    flush: async () => {
      bookAll();
      const points = tally.take();
      if (points.length === 0) return;
      await parts.store.events.addSeries(points).catch((cause: unknown) => {
        tally.giveBack(points, parseSketch);
        throw cause;
      });
    },
  };
}
