import type { EventGroup } from '../../../model/store.ts';
import { isProduction } from '../../../ingest/errors/alerts.ts';
import type { InsideAlarm } from '../../../ingest/inside/alarms.ts';
import type { Server } from '../../server.ts';
import { logDetailOf } from './log-groups.ts';
import { problemDetailOf } from './trace-keeper.ts';

const dayMs = 24 * 3_600_000;
/** Seen once, a slow call is chance. */
const fewestSeen = 3;
const shown = 50;

/** Findings of the last day; each has one id, so that the outbox lets each be told once. */
export async function newFindings({
  store,
  outside,
}: Pick<Server, 'store' | 'outside'>): Promise<readonly InsideAlarm[]> {
  const firstSeenFrom = outside.clock.now() - dayMs;
  const query = {
    limit: shown,
    status: ['new', 'regressed'],
    firstSeenFrom: firstSeenFrom as EventGroup['firstSeen'],
  };
  const [logs, performance] = await Promise.all([
    store.events.groups({ ...query, kind: 'log-problem' }),
    store.events.groups({ ...query, kind: 'performance' }),
  ]);
  return [
    ...logs.filter(isWorthTelling).map(leakAlarm),
    ...performance.filter((group) => isOurs(group) && group.count >= fewestSeen).map(problemAlarm),
  ];
}

/** Somebody is woken for what runs in production. */
const isOurs = ({ environment }: EventGroup): boolean => isProduction(environment ?? '');

/** Failed logins and time-outs have pages of their own; leaks and payments are told. */
function isWorthTelling(group: EventGroup): boolean {
  const { rule } = logDetailOf(group);
  return (
    isOurs(group) &&
    (rule === 'logs/secret' || rule === 'logs/personal-data' || rule === 'logs/payment-webhook')
  );
}

function leakAlarm(group: EventGroup): InsideAlarm {
  const { rule, text, fix } = logDetailOf(group);
  const isPayment = rule === 'logs/payment-webhook';
  return {
    id: group.id,
    severity: isPayment ? 'critical' : 'warning',
    title: `${text ?? group.title}: ${group.culprit}`,
    sinceMs: group.firstSeen,
    firstStep: fix ?? 'open the page Logs',
    facts: isPayment ? [] : ['It was removed before it was kept here; the log itself still has it.'],
    path: '/logs',
  };
}

function problemAlarm(group: EventGroup): InsideAlarm {
  const { problem, fix, trace } = problemDetailOf(group);
  return {
    id: group.id,
    severity: problem.kind === 'third-party' ? 'warning' : 'info',
    title: group.title,
    sinceMs: group.firstSeen,
    firstStep: fix,
    facts: [`Seen ${group.count} times`],
    path: `/performance/${trace}`,
  };
}
