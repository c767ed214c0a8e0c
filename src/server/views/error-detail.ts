import { unixMs } from '../../model/brand.ts';
import type { EventGroup } from '../../model/store.ts';
import { detailOf, releaseOfBirth, type Tallied } from '../../ingest/errors/group.ts';
import { readSample } from '../../ingest/errors/sample.ts';
import { grainMs, seriesName } from '../../ingest/inside/series-name.ts';
import { suspectsOf } from '../../ingest/errors/suspects.ts';
import type { ErrorDetailView, NamedCount, SampleView, SuspectView } from '../contract-errors.ts';
import type { Server } from '../server.ts';
import { errorRow } from './error-rows.ts';
import { sampleView } from './error-sample.ts';

const shownSamples = 10;
const shownHours = 24;

export async function errorDetail(server: Server, group: EventGroup): Promise<ErrorDetailView> {
  const detail = detailOf(group);
  const [stored, people] = await Promise.all([
    server.store.events.samplesOf(group.id, shownSamples),
    server.store.people.users(),
  ]);
  const samples: SampleView[] = [];
  for (const event of stored) {
    const sample = readSample(event);
    if (sample !== null) samples.push(await sampleView(server.store.ingest, event, sample));
  }
  return {
    row: errorRow(group, server.surroundings.deploys()),
    by: detail.by,
    routes: detail.routes.map(named),
    releases: detail.releases.map(named),
    suspects: await suspectViews(server, group, samples),
    environments: detail.environments.map(named),
    hours: await hoursOf(server, group),
    deploys: server.surroundings.deploys().map(({ version, at }) => ({ version, at })),
    samples,
    people: people.map(({ name }) => name),
  };
}

/** The commits of the release it was first seen in, by the frames of the newest event. */
async function suspectViews(
  { store }: Pick<Server, 'store'>,
  group: EventGroup,
  samples: readonly SampleView[],
): Promise<readonly SuspectView[]> {
  const release = releaseOfBirth(group);
  const commits = release === null ? [] : ((await store.ingest.release(release))?.commits ?? []);
  const frames = (samples[0]?.exceptions ?? []).flatMap((exception) => exception.frames);
  const own = frames.some(({ isOwn }) => isOwn) ? frames.filter(({ isOwn }) => isOwn) : frames;
  return suspectsOf(
    own.map(({ file }) => file),
    commits,
  ).map(({ commit: { id, author, message, at }, file }) => ({ commit: id, author, message, at, file }));
}

const named = ({ name, count, first, last }: Tallied): NamedCount => ({
  name,
  count,
  first: unixMs(first),
  last: unixMs(last),
});

async function hoursOf(server: Server, group: EventGroup): Promise<readonly number[]> {
  const now = server.outside.clock.now();
  const newest = Math.floor(now / grainMs.hour) * grainMs.hour;
  const oldest = newest - (shownHours - 1) * grainMs.hour;
  const hours = Array.from({ length: shownHours }, () => 0);
  for (const { name } of detailOf(group).environments) {
    const points = await server.store.events.series({
      prefix: seriesName('hour', { kind: 'error', environment: name, parts: [group.id] }),
      from: unixMs(oldest),
      to: unixMs(newest + 1),
      limit: shownHours,
    });
    for (const { from, count } of points) {
      const at = Math.round((from - oldest) / grainMs.hour);
      hours[at] = (hours[at] ?? 0) + count;
    }
  }
  return hours;
}
