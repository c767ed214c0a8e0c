import type { Server } from '../server.ts';
import { readSeriesName, type SeriesKind } from '../../ingest/inside/series-name.ts';
import { unixMs } from '../../model/brand.ts';

const dayMs = 24 * 3_600_000;
const shownDays = 30;

/** Environments something of these kinds came from in the last month, production first; the one asked for, if it is one of them. */
export async function environmentsOf(
  { store, outside }: Pick<Server, 'store' | 'outside'>,
  kinds: readonly SeriesKind[],
  asked: string | null,
): Promise<{ readonly environment: string; readonly environments: readonly string[] }> {
  const now = outside.clock.now();
  const points = await Promise.all(
    kinds.map((kind) =>
      store.events.series({
        prefix: `day\t${kind}\t`,
        from: unixMs(now - shownDays * dayMs),
        to: unixMs(now + dayMs),
        limit: 10_000,
      }),
    ),
  );
  const names = new Set(points.flat().flatMap(({ series }) => readSeriesName(series)?.environment ?? []));
  const environments = [...names].toSorted(
    (a, b) => Number(b === 'production') - Number(a === 'production') || (a < b ? -1 : 1),
  );
  const environment = environments.find((each) => each === asked) ?? environments[0] ?? 'production';
  return { environment, environments };
}
