import type { InsideAlarm } from '../../../ingest/inside/alarms.ts';
import { isProduction } from '../../../ingest/errors/alerts.ts';
import type { ReleaseHealth } from '../../../ingest/errors/release.ts';
import type { Server } from '../../server.ts';
import { releasesNow } from './release-book.ts';

const youngMs = 7 * 86_400_000;
/** A visit in twenty: whoever is on duty is woken. */
const manyCrash = 0.05;

/** Young releases in production that crash more often than the one before; each is told once (MON-6). */
export async function releaseAlarms({
  store,
  outside,
}: Pick<Server, 'store' | 'outside'>): Promise<readonly InsideAlarm[]> {
  const since = outside.clock.now() - youngMs;
  const all = await releasesNow({ store, outside });
  return all
    .filter(
      ({ verdict, environment, firstSeen }) =>
        verdict === 'worse' && isProduction(environment) && firstSeen >= since,
    )
    .flatMap((worse) => {
      const before = all.find(
        ({ release, project, environment }) =>
          release === worse.against && project === worse.project && environment === worse.environment,
      );
      return before === undefined ? [] : [alarmOf(worse, before)];
    });
}

const ended = ({ visits, crashed }: ReleaseHealth): string =>
  `${crashed} of ${visits} visits (${((crashed / visits) * 100).toFixed(1)} %)`;
const percent = (share: number | null): string =>
  share === null ? 'not known' : `${(share * 100).toFixed(1)} %`;

const alarmOf = (worse: ReleaseHealth, before: ReleaseHealth): InsideAlarm => ({
  id: worse.id,
  severity: worse.crashed / worse.visits >= manyCrash ? 'critical' : 'warning',
  title: `${worse.release} crashes more often: ${ended(worse)}, ${before.release} ${ended(before)}`,
  sinceMs: worse.firstSeen,
  firstStep: 'open the errors of this release, newest first; roll back if the reason is not found at once',
  facts: [
    `Users without a crash: ${percent(worse.crashFreePeople)}, before ${percent(before.crashFreePeople)}`,
    'Such a difference comes by chance in less than one look of 10,000',
  ],
  path: `/errors?q=${encodeURIComponent(`release:${worse.release}`)}`,
});
