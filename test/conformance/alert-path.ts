import type { ManifestAlertRoute } from '../../src/model/manifest.ts';
import type { Alert, AlertChannel } from '../../src/model/monitor.ts';
import type { OutboxEntry } from '../../src/model/store.ts';
import chat from '../../src/monitor/alerts/chat.ts';
import email from '../../src/monitor/alerts/email.ts';
import slack from '../../src/monitor/alerts/slack.ts';
import sms from '../../src/monitor/alerts/sms.ts';
import webhook from '../../src/monitor/alerts/webhook.ts';
import { dispatch } from '../../src/monitor/alerting/dispatcher.ts';
import { deliveriesFor } from '../../src/monitor/alerting/routing.ts';
import { createFakeClock } from '../../src/outside/fake/clock.ts';
import type { FakeClock } from '../../src/outside/fake/clock.ts';
import type { RealOutside } from '../../src/outside/real/outside.ts';
import { tenPast } from './monitor-alerts.ts';
import { everyLease, memoryOutbox } from './monitor-outbox.ts';

const channels: readonly AlertChannel[] = [chat, email, slack, sms, webhook];

/** A route with where it leads. */
export interface Way extends ManifestAlertRoute {
  readonly secret: string | null;
}

/** The whole way of an alert, with real sockets and a clock moved by hand. */
export interface AlertPath {
  readonly clock: FakeClock;
  readonly tell: (alert: Alert) => Promise<void>;
  /** Sends what is due until nothing is. */
  readonly send: () => Promise<void>;
  readonly entries: () => readonly OutboxEntry[];
  /** `route state detail`, in the order they were written down. */
  readonly lines: () => readonly string[];
}

export function alertPath(outside: RealOutside, ways: readonly Way[]): AlertPath {
  const clock = createFakeClock({ now: tenPast, isAutomatic: false });
  const outbox = memoryOutbox();
  const { signal } = new AbortController();
  const parts = {
    outbox,
    leases: everyLease,
    outside: { ...outside, clock },
    channels,
    routes: () => ways,
    resolve: async (route: ManifestAlertRoute) => {
      const way = ways.find(({ id }) => id === route.id);
      return way === undefined ? null : { address: way.to, secret: way.secret };
    },
    isStillNeeded: () => true,
    holder: 'test',
    busy: new Set<string>(),
  };
  return {
    clock,
    tell: async (alert) => {
      const told = outbox.entries().map(({ route }) => route);
      const context = { routes: ways, now: clock.now(), owner: null, level: 0, told };
      for (const entry of deliveriesFor(alert, context)) await outbox.enqueue(entry);
    },
    send: async () => {
      while ((await outbox.due(clock.now(), 50)).some(({ id }) => !parts.busy.has(id)))
        await dispatch(parts, signal);
    },
    entries: outbox.entries,
    lines: () => outbox.entries().map(({ route, state, lastDetail }) => `${route} ${state} ${lastDetail}`),
  };
}
