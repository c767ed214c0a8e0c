import type { Server } from '../server.ts';
import type { SubjectBook } from '../subject.ts';
import { judgeInside } from '../ingest/inside/alarm-desk.ts';
import { judgeDeploys } from '../deploys/rollback-watch.ts';
import { tellFrequentErrors } from '../ingest/sentry/error-alerts.ts';
import { mailSubscribers } from '../status/status-mail.ts';
import type { Job } from './jobs.ts';

/** Rollups a maintenance call makes at most before the loop is given back. */
const maxRounds = 20;

/** What goes on beside the watch. */
export function serverJobs(server: Server, subject: SubjectBook): readonly Job[] {
  const { store, outside, watch } = server;
  return [
    {
      name: 'surroundings',
      everyMs: 5_000,
      isForLeader: false,
      run: async () => {
        await Promise.all([
          server.surroundings.refresh(),
          server.alerts.refresh(),
          server.projects.refresh(),
        ]);
      },
    },
    {
      name: 'manifest',
      everyMs: 10_000,
      isForLeader: false,
      run: async () => {
        if (await subject.refresh())
          server.live.publish({ kind: 'changed', at: outside.clock.now(), what: 'settings' });
      },
    },
    { name: 'errors', everyMs: 500, isForLeader: false, run: () => server.errors.flush() },
    { name: 'counts of senders', everyMs: 10_000, isForLeader: false, run: () => server.told.flush() },
    { name: 'visits', everyMs: 5_000, isForLeader: false, run: () => server.releases.flush() },
    {
      name: 'frequent errors',
      everyMs: 30_000,
      isForLeader: true,
      run: () => tellFrequentErrors(server),
    },
    {
      name: 'maintain',
      everyMs: 15_000,
      isForLeader: true,
      run: async (signal) => {
        for (let round = 0; round < maxRounds && !signal.aborted && watch.isLeader(); round += 1) {
          const done = await store.maintain(outside.clock.now());
          if (done.rolledUp === 0 && done.removed === 0) return;
        }
      },
    },
    ...insideJobs(server),
    {
      name: 'status mail',
      everyMs: 30_000,
      isForLeader: true,
      run: (signal) => mailSubscribers(server, signal),
    },
    {
      name: 'rollback rule',
      everyMs: 20_000,
      isForLeader: true,
      run: () => judgeDeploys(server),
    },
  ];
}

/** What the product says of itself: kept, held against what is usual, and told. */
const insideJobs = (server: Server): readonly Job[] => [
  {
    name: 'inside',
    everyMs: 5_000,
    isForLeader: false,
    run: () => server.inside.flush(),
  },
  {
    name: 'inside evidence',
    everyMs: 10_000,
    isForLeader: true,
    run: () => server.evidence.refresh(),
  },
  {
    name: 'inside alarms',
    everyMs: 20_000,
    isForLeader: true,
    run: () => judgeInside(server),
  },
];
