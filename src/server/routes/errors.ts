import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import type { EventGroup } from '../../model/store.ts';
import { errorKind, turned, type GroupTurn } from '../../ingest/errors/group.ts';
import { isRecord } from '../../protocols/logs/bounded-json.ts';
import { recordAction } from '../audit-trail.ts';
import type { ErrorListView, ErrorTurn, FeedbackRow, ReleaseRow } from '../contract-errors.ts';
import { notFound } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import type { Call } from '../http/route.ts';
import { releasesNow } from '../ingest/sentry/release-book.ts';
import type { Server } from '../server.ts';
import { errorDetail } from '../views/error-detail.ts';
import { errorRow, lastProductionDeploy } from '../views/error-rows.ts';

const defaultLimit = 50;
const maxLimit = 500;
const shownFeedback = 20;
const shownReleases = 10;
const statuses: Readonly<Record<string, readonly EventGroup['status'][]>> = {
  open: ['new', 'open', 'regressed'],
  resolved: ['resolved'],
  ignored: ['ignored'],
  all: ['new', 'open', 'regressed', 'resolved', 'ignored'],
};

const turn = z.discriminatedUnion('to', [
  z.object({ to: z.literal('resolved') }),
  z.object({ to: z.literal('open') }),
  z.object({
    to: z.literal('ignored'),
    hours: z.number().positive().max(8_784).nullable().default(null),
    moreEvents: z.int().positive().max(1_000_000_000).nullable().default(null),
  }),
  z.object({ to: z.literal('assigned'), assignee: z.string().trim().min(1).max(120).nullable() }),
]) satisfies z.ZodType<ErrorTurn>;

export default routes(
  {
    method: 'GET',
    path: '/api/errors',
    access: 'viewer',
    about: 'groups of errors by state and words',
    handle: async (call) => json(await listView(call)),
  },
  {
    method: 'GET',
    path: '/api/errors/:id',
    access: 'viewer',
    about: 'a group of errors with kept events, stacks shown in the sources',
    handle: async ({ server, param }) => json(await errorDetail(server, await groupOf(server, param('id')))),
  },
  {
    method: 'POST',
    path: '/api/errors/:id/turn',
    access: 'editor',
    about: 'resolve, reopen, ignore or assign a group of errors',
    handle: async ({ server, caller, param, body }) => {
      const given = await body(turn);
      const group = await groupOf(server, param('id'));
      const now = server.outside.clock.now();
      await server.store.events.changeGroups([group.id], (_id, before) =>
        before === null ? null : turned(before, turnOf(given, now), now),
      );
      await recordAction(server, caller, {
        action: given.to === 'assigned' ? 'assigned an error' : `marked an error as ${given.to}`,
        subject: group.id,
        detail: group.title,
      });
      server.live.publish({ kind: 'changed', at: now, what: 'errors' });
      return json(await errorDetail(server, await groupOf(server, group.id)));
    },
  },
);

function turnOf(given: ErrorTurn, now: number): GroupTurn {
  if (given.to !== 'ignored') return given;
  const until = given.hours === null ? null : unixMs(now + given.hours * 3_600_000);
  return { to: 'ignored', until, moreEvents: given.moreEvents };
}

async function groupOf(server: Server, id: string): Promise<EventGroup> {
  const group = await server.store.events.group(id.slice(0, 200));
  if (group?.kind !== errorKind) throw notFound('error');
  return group;
}

async function listView({ server, query }: Call): Promise<ErrorListView> {
  const { events } = server.store;
  const limit = Math.min(maxLimit, Math.max(1, Math.trunc(Number(query('limit') ?? 0)) || defaultLimit));
  const words = (query('q') ?? '').split(/\s+/).filter((word) => word !== '');
  const order = (['count', 'firstSeen'] as const).find((each) => each === query('order')) ?? 'lastSeen';
  const found = await events.groups({
    kind: errorKind,
    status: statuses[query('status') ?? 'open'] ?? statuses['open'] ?? [],
    ...(words.length === 0 ? {} : { search: words }),
    order,
    limit: limit + 1,
  });
  const deploys = server.surroundings.deploys();
  const deploy = lastProductionDeploy(deploys);
  const isSilent = found.length === 0 && (await events.groups({ kind: errorKind, limit: 1 })).length === 0;
  return {
    rows: found.slice(0, limit).map((group) => errorRow(group, deploys)),
    isCut: found.length > limit,
    isSilent,
    lastDeploy: deploy === null ? null : { version: deploy.version, at: deploy.at },
    feedback: await feedbackOf(server),
    releases: await releaseRows(server),
  };
}

async function releaseRows(server: Server): Promise<readonly ReleaseRow[]> {
  const known = await releasesNow(server);
  return known.slice(0, shownReleases).map(({ id: _id, project: _project, firstSeen, ...row }) => ({
    ...row,
    firstSeen: unixMs(firstSeen),
  }));
}

async function feedbackOf(server: Server): Promise<readonly FeedbackRow[]> {
  const lists = await Promise.all(
    server.projects
      .projects()
      .map(({ id }) => server.store.events.samplesOf(`feedback-${id}`, shownFeedback)),
  );
  return lists
    .flat()
    .toSorted((a, b) => b.at - a.at)
    .slice(0, shownFeedback)
    .map(({ at, body }) => ({
      at,
      message: isRecord(body) ? String(body['message'] ?? '') : '',
      url: isRecord(body) ? String(body['url'] ?? '') : '',
    }));
}
