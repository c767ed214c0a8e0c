import type { LaunchPlan, PlanSlot } from '../../src/model/report.ts';
import { findingAnchor } from './finding.tsx';
import { Fold } from './fold.tsx';
import { plural, workText } from './format.ts';
import { Mark, severityStyles } from './state.tsx';

/** The 48 hours as two columns of half days. */
export function PlanView({ plan }: { readonly plan: LaunchPlan }) {
  return (
    <>
      <div class="days">
        {([1, 2] as const).map((day) => (
          <Day day={day} slots={plan.slots.filter((slot) => slot.day === day && slot.tasks.length > 0)} />
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

function Day({ day, slots }: { readonly day: 1 | 2; readonly slots: readonly PlanSlot[] }) {
  const tasks = slots.reduce((sum, slot) => sum + slot.tasks.length, 0);
  return (
    <section class="day" aria-label={`Day ${day}`}>
      <div class="day-head">
        <h3>Day {day}</h3>
        <span class="label">
          {tasks === 0 ? 'nothing to do' : `${plural(tasks, 'task')}, ${workText(minutesOf(slots))}`}
        </span>
      </div>
      {slots.map((slot) => (
        <Slot slot={slot} />
      ))}
    </section>
  );
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

const Slot = ({ slot }: { readonly slot: PlanSlot }) => (
  <div class="slot">
    <div class="slot-time label">
      {clock(slot.startHour)}
      <span class="slot-end">{clock(slot.endHour)}</span>
    </div>
    <div>
      <p class="slot-title">{slot.title}</p>
      <ul>
        {slot.tasks.map((task) => (
          <li class={`task ${severityStyles[task.severity].tone}`}>
            <Mark shape={severityStyles[task.severity].shape} />
            <a href={`#${findingAnchor(task.finding)}`}>
              <span class="visually-hidden">{task.severity}: </span>
              {task.title}
            </a>
            <span class="label">{workText(task.minutes)}</span>
          </li>
        ))}
      </ul>
    </div>
  </div>
);
