import { describe, expect, test } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import type { ManifestAlertRoute } from '../../model/manifest.ts';
import type { Alert, AlertChannel, AlertDelivery } from '../../model/monitor.ts';
import { createFakeClock } from '../../outside/fake/clock.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import { alertOf, routeOf, tenPast } from '../../../test/conformance/monitor-alerts.ts';
import { everyLease, memoryOutbox } from '../../../test/conformance/monitor-outbox.ts';
import { dispatch } from './dispatcher.ts';
import type { DispatcherParts } from './dispatcher.ts';
import { isWithinHours } from './hours.ts';
import { deliveriesFor, escalationDelays } from './routing.ts';

const signal = new AbortController().signal;
const good: AlertDelivery = { outcome: 'delivered', detail: 'ok', retryAfterMs: null, messageId: null };
const busy: AlertDelivery = { ...good, outcome: 'retry', detail: 'busy' };

/** A whole alert path in memory; `answer` is what the receivers say. */
function path(
  routes: readonly ManifestAlertRoute[],
  answer: (route: string, at: number) => AlertDelivery,
  isStillNeeded: DispatcherParts['isStillNeeded'] = () => true,
) {
  const clock = createFakeClock({ now: tenPast, isAutomatic: false });
  const outside = { ...fakeOutside(), clock };
  const outbox = memoryOutbox();
  const sent: string[] = [];
  const channelOf = (id: AlertChannel['id']): AlertChannel => ({
    id,
    title: id,
    requirements: [],
    render: (alert) => ({ contentType: '', body: alert.title, headers: {}, subject: null }),
    send: async (request) => {
      const delivery = answer(request.address, clock.now());
      const edits = request.editsMessageId === null ? '' : ` edits ${request.editsMessageId}`;
      if (delivery.outcome === 'delivered') sent.push(`${request.key}${edits}`);
      return delivery;
    },
  });
  const parts: DispatcherParts = {
    outbox,
    leases: everyLease,
    outside,
    channels: [channelOf('email'), channelOf('slack'), channelOf('sms')],
    routes: () => routes,
    resolve: async (route) => ({ address: route.id, secret: null }),
    isStillNeeded,
    holder: 'test',
    busy: new Set(),
  };
  const tell = async (alert: Alert): Promise<void> => {
    const told = outbox.entries().map(({ route }) => route);
    const entries = deliveriesFor(alert, { routes, now: clock.now(), owner: null, level: 0, told });
    for (const entry of entries) await outbox.enqueue(entry);
  };
  const run = async (minutes: number): Promise<void> => {
    for (let turn = 0; turn < minutes * 12; turn += 1) {
      await dispatch(parts, signal);
      await clock.advance(5_000);
    }
  };
  return { tell, run, sent, outbox };
}

describe('delivery (MON-2)', () => {
  test('an alert is enqueued once and sent once, whoever asks again', async () => {
    const { tell, run, sent } = path([routeOf('mail')], () => good);
    await tell(alertOf());
    await run(1);
    await tell(alertOf());
    await run(5);
    expect(sent).toEqual(['homepage.abc:opened mail']);
  });

  test('a receiver that is away for 23 hours gets it when it is back', async () => {
    const back = tenPast + 23 * 3_600_000;
    const { tell, run, sent, outbox } = path([routeOf('mail')], (_route, at) => (at < back ? busy : good));
    await tell(alertOf());
    await run(24 * 60);
    expect(sent).toEqual(['homepage.abc:opened mail']);
    expect(outbox.entries()[0]?.attempts).toBeLessThan(70);
  });

  test('after a day it is given up, with the last word kept', async () => {
    const { tell, run, outbox } = path([routeOf('mail')], () => busy);
    await tell(alertOf());
    await run(25 * 60);
    expect(outbox.entries().map(({ state, lastDetail }) => [state, lastDetail])).toEqual([
      ['given-up', 'busy'],
    ]);
  });

  test('the receiver’s own time is respected', async () => {
    const asked: number[] = [];
    const { tell, run } = path([routeOf('mail')], (_route, at) => {
      asked.push((at - tenPast) / 1000);
      return asked.length === 1 ? { ...busy, retryAfterMs: 240_000 } : good;
    });
    await tell(alertOf());
    await run(10);
    expect(asked).toEqual([0, 240]);
  });

  test('the first way is silent for a minute: the second is used, once', async () => {
    const routes = [routeOf('mail'), routeOf('phone', { channel: 'sms', severities: ['critical'] })];
    const { tell, run, sent } = path([{ ...routes[0]!, escalatesTo: 'phone' }, routes[1]!], (route) =>
      route === 'mail' ? busy : good,
    );
    await tell(alertOf());
    await run(30);
    expect(sent).toEqual(['homepage.abc:opened phone']);
  });

  test('never "good again" before "down"', async () => {
    const back = tenPast + 10 * 60_000;
    const { tell, run, sent } = path([routeOf('mail')], (_route, at) => (at < back ? busy : good));
    await tell(alertOf());
    await run(2);
    await tell(alertOf({ key: 'homepage.abc:resolved', kind: 'resolved' }));
    await run(60);
    expect(sent).toEqual(['homepage.abc:opened mail', 'homepage.abc:resolved mail']);
  });

  test('the message of the incident is edited; an escalation rings anew', async () => {
    const { tell, run, sent } = path([routeOf('team', { channel: 'slack' })], () => ({
      ...good,
      messageId: 'C1/1',
    }));
    await tell(alertOf());
    await run(1);
    await tell(alertOf({ key: 'homepage.abc:escalated-1', kind: 'escalated' }));
    await run(1);
    await tell(alertOf({ key: 'homepage.abc:resolved', kind: 'resolved' }));
    await run(1);
    expect(sent).toEqual([
      'homepage.abc:opened team',
      'homepage.abc:escalated-1 team',
      'homepage.abc:resolved team edits C1/1',
    ]);
  });

  test('somebody took it before the second people were called: they are left in peace', async () => {
    const { tell, run, sent } = path(
      [routeOf('later', { afterMinutes: 10 })],
      () => good,
      () => false,
    );
    await tell(alertOf());
    await run(20);
    expect(sent).toEqual([]);
  });

  test('a refusal is final and goes the second way at once', async () => {
    const routes = [routeOf('mail', { escalatesTo: 'phone' }), routeOf('phone', { channel: 'sms' })];
    const { tell, run, sent, outbox } = path(routes, (route) =>
      route === 'mail' ? { ...busy, outcome: 'refused', detail: '550 no such user' } : good,
    );
    await tell(alertOf());
    await run(1);
    expect(sent).toEqual(['homepage.abc:opened phone']);
    expect(outbox.entries()[0]).toMatchObject({ state: 'given-up', lastDetail: '550 no such user' });
  });
});

describe('who is told', () => {
  const told = (
    more: Partial<Alert>,
    context: { owner?: string; level?: number; at?: number; told?: string[] },
  ) =>
    deliveriesFor(alertOf(more), {
      routes,
      now: unixMs(context.at ?? tenPast),
      owner: context.owner ?? null,
      level: context.level ?? 0,
      told: context.told ?? [],
    }).map(({ route, nextAt }) => `${route}+${(nextAt - (context.at ?? tenPast)) / 60_000}`);
  const routes = [
    routeOf('ines-mail', { owner: 'ines', escalatesTo: 'phone' }),
    routeOf('tom-chat', { owner: 'tom', channel: 'slack', hours: 'Mon-Fri 09:00-18:00 Europe/Berlin' }),
    routeOf('later', { afterMinutes: 5 }),
    routeOf('phone', { channel: 'sms', severities: ['critical'], afterMinutes: 15 }),
  ];
  // 2026-11-22 is a Sunday.
  const monday = tenPast + 86_400_000;
  test.each([
    ['on Sunday, without an owner', {}, {}, ['ines-mail+0', 'later+5']],
    ['on Monday', {}, { at: monday }, ['ines-mail+0', 'tom-chat+0', 'later+5']],
    ['the owner and what belongs to all', {}, { owner: 'tom', at: monday }, ['tom-chat+0', 'later+5']],
    ['the owner sleeps', {}, { owner: 'tom' }, ['later+5']],
    ['the next people', { kind: 'escalated' }, { level: 1 }, ['phone+0']],
    ['the chain is over: the last ones again', { kind: 'escalated' }, { level: 2 }, ['phone+0']],
    ['the end reaches who was told', { kind: 'resolved' }, { told: ['phone'] }, ['phone+0']],
    ['a test reaches all', { kind: 'test' }, {}, ['ines-mail+0', 'tom-chat+0', 'later+0', 'phone+0']],
  ] as const)('%s', (...row) => {
    const [, alert, context, expected] = row;
    expect(told({ ...alert }, { ...context, told: [...('told' in context ? context.told : [])] })).toEqual(
      expected,
    );
  });
  test('the delay of the phone is when nobody having answered calls it', () => {
    expect(escalationDelays(routes, [600_000])).toEqual([900_000]);
    expect(escalationDelays([routes[2]!], [600_000])).toEqual([600_000]);
  });
});

describe('hours', () => {
  const at = (text: string): number => Date.parse(text);
  test.each([
    ['Mon-Fri 09:00-18:00', '2026-11-23T09:00:00Z', true],
    ['Mon-Fri 09:00-18:00', '2026-11-23T18:00:00Z', false],
    ['Mon-Fri 09:00-18:00', '2026-11-22T12:00:00Z', false],
    ['09:00-18:00 Europe/Berlin', '2026-11-23T08:30:00Z', true],
    ['Mon 22:00-06:00', '2026-11-24T05:00:00Z', true],
    ['Mon 22:00-06:00', '2026-11-23T05:00:00Z', false],
    ['Fri-Mon 09:00-18:00', '2026-11-22T12:00:00Z', true],
    ['09:00-18:00 Nowhere/Land', '2026-11-22T03:00:00Z', true],
    [null, '2026-11-22T03:00:00Z', true],
  ])('%s at %s: %s', (hours, time, expected) => {
    expect(isWithinHours(hours, at(time))).toBe(expected);
  });
});
