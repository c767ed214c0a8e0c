import { unixMs } from '../../../src/model/brand.ts';
import type { Monitor, Sample } from '../../../src/model/monitor.ts';
import type { OutboxEntry } from '../../../src/model/store.ts';
import { createDueQueue } from '../../../src/monitor/due-queue.ts';
import { nextDue, share, slotOf } from '../../../src/monitor/schedule.ts';
import type { OutageLab } from './lab.ts';
import { deskOf } from './play.ts';

export interface HealthyWeek {
  readonly checks: number;
  readonly losses: number;
  readonly blind: number;
  readonly alerts: readonly OutboxEntry[];
}

const minuteMs = 60_000;
const weekMs = 7 * 86_400_000;
/** One look in two hundred is lost on the way; never two of one monitor in a row. */
const lossShare = 1 / 200;
/** Our own line is gone for ten minutes on the second and the fifth day. */
const blindAt = [26, 110].map((hours) => hours * 60 * minuteMs);

/** A week of turns in which nothing is wrong, made of real looks at the healthy demo internet, with what every week has in it. */
export async function healthyWeek(
  lab: OutageLab,
  looks: ReadonlyMap<string, readonly Sample[]>,
  from: number,
): Promise<HealthyWeek> {
  const monitors = [...looks.keys()].flatMap((id) => lab.monitors.get(id) ?? []);
  const time = { now: unixMs(from) };
  const alerts: OutboxEntry[] = [];
  const week = { story: 'a week', truth: 'unclear', deployedBefore: -300 } as const;
  const desk = deskOf(lab, week, { monitors, time, alerts, brokenAt: from });
  const queue = createDueQueue<Monitor>();
  for (const monitor of monitors)
    queue.put(monitor.id, { at: nextDue(slotOf(monitor, 'home'), from), value: monitor });
  const lost = new Set<string>();
  let [checks, losses, blind] = [0, 0, 0];
  for (let due = queue.take(from + weekMs); due !== null; due = queue.take(from + weekMs)) {
    const { at, value: monitor } = due;
    const seen = sampleAt(looks.get(monitor.id) ?? [], at);
    const isBlind = blindAt.some((begin) => at - from >= begin && at - from < begin + 10 * minuteMs);
    const isLost = !isBlind && !lost.has(monitor.id) && share(`${monitor.id} ${at}`) < lossShare;
    if (isLost) lost.add(monitor.id);
    else lost.delete(monitor.id);
    checks += 1;
    losses += isLost ? 1 : 0;
    blind += isBlind ? 1 : 0;
    time.now = unixMs(at);
    queue.put(monitor.id, { at: nextDue(slotOf(monitor, 'home'), at), value: monitor }, true);
    const sample = isBlind ? { ...seen, ...ownLineGone } : isLost ? { ...seen, ...packetLost } : seen;
    for (const again of desk.judge([sample])) {
      const asked = lab.monitors.get(again.monitor);
      if (asked !== undefined && looks.has(asked.id))
        queue.put(asked.id, { at: at + Math.max(1, again.afterMs), value: asked }, true);
    }
  }
  await desk.flush();
  return { checks, losses, blind, alerts };
}

function sampleAt(looks: readonly Sample[], at: number): Sample {
  const seen = looks[Math.floor(at / 1000) % looks.length];
  if (seen === undefined) throw new Error('There is no look to repeat');
  return { ...seen, at: unixMs(at), lagMs: 0 };
}

const packetLost = {
  outcome: 'down',
  layer: 'connect',
  code: 'timed-out',
  message: 'no answer in time',
  totalMs: null,
} as const;
const ownLineGone = { outcome: 'unknown', layer: 'own-network', code: 'own-network', totalMs: null } as const;
