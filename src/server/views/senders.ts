import { unixMs } from '../../model/brand.ts';
import type { IngestProject } from '../../model/ingest.ts';
import { printDsn } from '../../protocols/sentry/dsn.ts';
import { grainMs } from '../../ingest/inside/series-name.ts';
import type { SendersView, SenderView } from '../contract-errors.ts';
import type { Server } from '../server.ts';

const dayMs = 86_400_000;
const shownReasons = 20;

export async function sendersView(server: Server): Promise<SendersView> {
  const { publicUrl } = server.config;
  return {
    projects: await Promise.all(server.projects.projects().map((project) => senderView(server, project))),
    otlpEndpoint: publicUrl,
    cliUrl: publicUrl,
  };
}

async function senderView(server: Server, project: IngestProject): Promise<SenderView> {
  const now = server.outside.clock.now();
  const keys = server.projects
    .keys()
    .filter((key) => key.project === project.id && (key.endsAt === null || key.endsAt > now))
    .toSorted((a, b) => b.createdAt - a.createdAt);
  const current = keys.find(({ endsAt }) => endsAt === null);
  return {
    id: project.id,
    name: project.name,
    origins: project.origins,
    eventsPerMinute: project.eventsPerMinute,
    dsn: current === undefined ? null : dsnOf(server.config.publicUrl, current.publicKey, project.id),
    keys: keys.map(({ publicKey, createdAt, endsAt }) => ({ publicKey, createdAt, endsAt })),
    lost: await lostOf(server, project.id),
  };
}

/** The address people type, with the key before its host and the project behind its path. */
export function dsnOf(publicUrl: string, publicKey: string, projectId: string): string {
  const { protocol, host, pathname } = new URL(publicUrl);
  const scheme = protocol === 'http:' ? 'http' : 'https';
  return printDsn({ scheme, publicKey, host, path: pathname.replace(/\/$/, ''), projectId });
}

async function lostOf(server: Server, project: string): Promise<SenderView['lost']> {
  const now = server.outside.clock.now();
  const points = await server.store.events.series({
    prefix: `hour\tlost\t${project}\t`,
    from: unixMs(Math.floor((now - dayMs) / grainMs.hour) * grainMs.hour),
    to: unixMs(now + 1),
    limit: 5_000,
  });
  const sums = new Map<string, number>();
  for (const { series, count } of points) {
    const [, , , reason = '', category = ''] = series.split('\t');
    const name = `${reason}\t${category}`;
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return [...sums]
    .map(([name, count]) => {
      const [reason = '', category = ''] = name.split('\t');
      return { reason, category, count };
    })
    .toSorted((a, b) => b.count - a.count)
    .slice(0, shownReasons);
}
