import type { Finding } from '../../src/model/finding.ts';
import type { LaunchPlan, PlanSlot } from '../../src/model/report.ts';
import { findingAnchor } from './finding.tsx';
import { Fold } from './fold.tsx';
import { plural, workText } from './format.ts';
import { Mark, severityStyles } from './state.tsx';

export interface PlanProps {
  readonly plan: LaunchPlan;
  readonly findings: readonly Finding[];
}

/** The 48 hours as two columns of half days. */
export function PlanView({ plan, findings }: PlanProps) {
  return (
    <>
      <div class="days">
        {([1, 2] as const).map((day) => (
          <Day
            day={day}
            slots={plan.slots.filter((slot) => slot.day === day && slot.tasks.length > 0)}
            findings={findings}
          />
        ))}
      </div>
      <Fold id="deferred" title="Later, on purpose" count={plan.deferred.length}>
        <ul class="plain-rows">
          {plan.deferred.map((each) => (
            <li>
              <a href={`#${findingAnchor(each.finding)}`}>{each.title}</a>
              <span class="muted">{each.reason}</span>
            </li>
          ))}
        </ul>
      </Fold>
    </>
  );
}

export const minutesOf = (slots: readonly PlanSlot[]): number =>
  slots.flatMap((slot) => slot.tasks).reduce((sum, task) => sum + task.minutes, 0);

interface DayProps {
  readonly day: 1 | 2;
  readonly slots: readonly PlanSlot[];
  readonly findings: readonly Finding[];
}

function Day({ day, slots, findings }: DayProps) {
  const tasks = slots.reduce((sum, slot) => sum + slot.tasks.length, 0);
  const hint = tasks === 0 ? 'nothing to do' : `${plural(tasks, 'task')}, ${workText(minutesOf(slots))}`;
  return (
    <section class="day" aria-label={`Day ${day}`}>
      <div class="day-head">
        <h3>Day {day}</h3>
        <span class="label">{hint}</span>
      </div>
      {slots.map((slot) => (
        <Slot slot={slot} findings={findings} />
      ))}
    </section>
  );
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

const Slot = ({ slot, findings }: { readonly slot: PlanSlot; readonly findings: readonly Finding[] }) => (
  <div class="slot">
    <h4>{slot.title}</h4>
    <span class="label">
      {clock(slot.startHour)} to {clock(slot.endHour)}
    </span>
    <ul>
      {slot.tasks.map((task) => (
        <Task task={task} finding={findings.find((each) => each.fingerprint === task.finding)} />
      ))}
    </ul>
  </div>
);

interface TaskProps {
  readonly task: PlanSlot['tasks'][number];
  readonly finding: Finding | undefined;
}

/** The finding's own title where it is on this page; the plan's title names the target too. */
const Task = ({ task, finding }: TaskProps) => (
  <li class={`task ${severityStyles[task.severity].tone}`}>
    <Mark shape={severityStyles[task.severity].shape} />
    <span class="task-text">
      <a href={`#${findingAnchor(task.finding)}`}>
        <span class="visually-hidden">{task.severity}: </span>
        {finding?.title ?? task.title}
      </a>
      {finding === undefined ? null : <span class="claim-target">{finding.target.name}</span>}
    </span>
    <span class="label">{workText(task.minutes)}</span>
  </li>
);
