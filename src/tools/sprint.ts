import type { UnixMs } from '../model/brand.ts';
import type { Severity } from '../model/check.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Sprint, SprintSlot, SprintTask, SprintTaskState } from '../model/sprint.ts';
import { plural } from '../model/words.ts';
import { effortBand, hoursOf } from './effort.ts';

export interface SprintRuns {
  /** The run the sprint began with: its plan stays the plan. */
  readonly start: Report;
  readonly now: Report;
  /** Of the two. */
  readonly comparison: Comparison;
  readonly at: UnixMs;
}

const sprintHours = 48;
const hourMs = 3_600_000;

/**
 * The two days as planned when they began, with what became of each task. What appeared since stands in its half day as new.
 * Work is packed in launch order until the hours of the two days are full; the rest is deferred, and says why. Pure.
 */
export function sprintOf(runs: SprintRuns): Sprint {
  const { start, now, at } = runs;
  const planned = placed(runs);
  const capacity = start.plan.slots.reduce((sum, { startHour, endHour }) => sum + endHour - startHour, 0);
  const beyond = overflow(start, planned, capacity);
  const slots = planned.map((slot) => ({
    ...slot,
    tasks: slot.tasks.filter(({ finding }) => !beyond.has(finding)),
  }));
  const tasks = slots.flatMap((slot) => slot.tasks);
  const deferred = [
    ...planned.flatMap((slot) =>
      slot.tasks
        .filter(({ finding }) => beyond.has(finding))
        .map((task) => ({ ...task, reason: `${capacity} hours of more urgent work come first` })),
    ),
    ...leftOut(runs),
  ];
  const counted = counts(tasks);
  const hours = {
    capacity,
    done: hoursOf(tasks.filter(({ state }) => state === 'done').map(({ band }) => band)),
    open: hoursOf(tasks.filter(isOpen).map(({ band }) => band)),
  };
  const hoursLeft =
    sprintHours - Math.min(sprintHours, Math.max(0, Math.floor((at - start.judgedAt) / hourMs)));
  return {
    schema: 'launch-ready/sprint-plan@1',
    product: now.subject.product,
    domain: now.subject.domain,
    startedAt: start.judgedAt,
    now: at,
    hoursLeft,
    headline: headlineOf(counted, hours, hoursLeft),
    before: start.verdict,
    after: now.verdict,
    slots,
    deferred,
    counts: counted,
    hours,
  };
}

const isOpen = ({ state }: SprintTask): boolean => state !== 'done' && state !== 'accepted';

function placed(runs: SprintRuns): readonly SprintSlot[] {
  const { start, now } = runs;
  const known = new Set([...start.findings, ...start.waived].map(({ fingerprint }) => fingerprint));
  const current = new Map(now.findings.map((finding) => [finding.fingerprint, finding]));
  return start.plan.slots.map((slot, index): SprintSlot => {
    const begun = start.findings.filter(({ fingerprint }) =>
      slot.tasks.some((task) => task.finding === fingerprint),
    );
    const added = (now.plan.slots[index]?.tasks ?? []).flatMap(({ finding }) => {
      const found = known.has(finding) ? undefined : current.get(finding);
      return found === undefined ? [] : [found];
    });
    const { day, startHour, endHour, title } = slot;
    return {
      day,
      startHour,
      endHour,
      title,
      half: startHour < 12 ? 'morning' : 'afternoon',
      tasks: [
        ...begun.map((finding) => taskOf(finding, stateOf(finding, runs))),
        ...added.map((finding) => taskOf(finding, 'new')),
      ],
    };
  });
}

const taskOf = (finding: Finding, state: SprintTaskState): SprintTask => ({
  finding: finding.fingerprint,
  title: finding.title,
  target: finding.target.name,
  severity: finding.severity,
  band: effortBand(finding.effortMinutes).id,
  minutes: finding.effortMinutes,
  state,
});

function stateOf({ fingerprint }: Finding, { comparison, now }: SprintRuns): SprintTaskState {
  const has = (list: readonly Finding[]): boolean => list.some((each) => each.fingerprint === fingerprint);
  if (has(now.waived)) return 'accepted';
  if (has(comparison.fixed)) return 'done';
  return has(comparison.unclear) ? 'unclear' : 'open';
}

const severityOrder: Readonly<Record<Severity, number>> = { blocker: 0, high: 1, medium: 2, low: 3 };

/** Fingerprints of what no longer fits the hours: the lightest go first, and never a blocker. */
function overflow(
  { findings }: Report,
  slots: readonly SprintSlot[],
  capacityHours: number,
): ReadonlySet<string> {
  const rank = new Map(findings.map(({ fingerprint }, index) => [fingerprint, index]));
  const order = (task: SprintTask): number =>
    severityOrder[task.severity] * 1e6 + (rank.get(task.finding) ?? findings.length);
  const beyond = new Set<string>();
  let minutes = 0;
  for (const task of slots.flatMap((slot) => slot.tasks).toSorted((a, b) => order(a) - order(b))) {
    minutes += task.minutes;
    if (minutes > capacityHours * 60 && task.severity !== 'blocker' && isOpen(task)) beyond.add(task.finding);
  }
  return beyond;
}

/** What the plan left out from the beginning, and what appeared since and is left out for the same reasons. */
function leftOut(runs: SprintRuns): Sprint['deferred'] {
  const { start, now } = runs;
  const planned = new Set(start.plan.slots.flatMap(({ tasks }) => tasks.map(({ finding }) => finding)));
  const atStart = new Set(start.plan.deferred.map(({ finding }) => finding));
  const rows = [
    ...start.plan.deferred.map((row) => ({ row, from: start, isNew: false })),
    ...now.plan.deferred
      .filter(({ finding }) => !atStart.has(finding) && !planned.has(finding))
      .map((row) => ({ row, from: now, isNew: true })),
  ];
  return rows.flatMap(({ row, from, isNew }) => {
    const finding = from.findings.find(({ fingerprint }) => fingerprint === row.finding);
    if (finding === undefined) return [];
    const state = isNew ? 'new' : stateOf(finding, runs);
    return [{ ...taskOf(finding, state), reason: row.reason }];
  });
}

const counts = (tasks: readonly SprintTask[]): Sprint['counts'] => {
  const of = (state: SprintTaskState): number => tasks.filter((task) => task.state === state).length;
  return {
    open: of('open'),
    done: of('done'),
    new: of('new'),
    unclear: of('unclear'),
    accepted: of('accepted'),
  };
};

function headlineOf(count: Sprint['counts'], hours: Sprint['hours'], hoursLeft: number): string {
  const all = Object.values(count).reduce((sum, each) => sum + each, 0);
  const time = hoursLeft > 0 ? `${hoursLeft} of 48 hours left` : 'the 48 hours are over';
  if (all === 0) return `Nothing to do in the 48 hours`;
  const left = count.open + count.new + count.unclear;
  const done = `${count.done} of ${plural(all, 'task')} done`;
  const extra = [
    ...(count.new > 0 ? [`${count.new} new`] : []),
    ...(count.unclear > 0 ? [`${count.unclear} no longer measurable`] : []),
    ...(count.accepted > 0 ? [`${count.accepted} accepted`] : []),
  ];
  const rest =
    left === 0
      ? 'nothing is left to do'
      : `${plural(left, 'task')} of about ${hours.open.low} to ${hours.open.high} hours left`;
  return [done, ...extra, rest, time].join(', ');
}
