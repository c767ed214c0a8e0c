import { table, type Evidence } from '../../model/evidence.ts';
import type { PageSection, SectionedPage } from '../../model/sections.ts';
import type { EffortBandId, Sprint, SprintSlot, SprintTask } from '../../model/sprint.ts';
import { plural } from '../../model/words.ts';
import { momentText, severityShapes } from '../words.ts';

/** A word and a shape each, so that it reads without colour. */
export const taskStates: Readonly<Record<SprintTask['state'], string>> = {
  open: '□ open',
  done: '● done',
  new: '▲ new',
  unclear: '○ not measurable now',
  accepted: '◇ accepted',
};
export const bandWords: Readonly<Record<EffortBandId, string>> = {
  S: 'up to 30 min',
  M: '30 min to 2 h',
  L: '2 to 4 h',
  XL: '4 to 8 h',
};

/** The two days as a page: half days with their tasks, then what is deferred and why. */
export function sprintPlanPage(sprint: Sprint): SectionedPage {
  const { counts, hours } = sprint;
  return {
    title: `Sprint of ${sprint.product}`,
    subject: `${sprint.domain}, began ${momentText(sprint.startedAt)}, looked at ${momentText(sprint.now)}`,
    state: stateOf(sprint),
    headline: sprint.headline,
    numbers: [
      { name: 'done', value: String(counts.done) },
      { name: 'to do', value: String(counts.open + counts.new + counts.unclear) },
      { name: `hours of work left, of ${hours.capacity}`, value: `${hours.open.low} to ${hours.open.high}` },
    ],
    sections: [...sprint.slots.map(slotSection), deferredSection(sprint)].filter(
      ({ evidence }) => evidence.length > 0,
    ),
    footer: ['Begun tasks keep their half day. Not measurable is not done: see the unknowns of the audit.'],
  };
}

function stateOf({ counts, after }: Sprint): SectionedPage['state'] {
  if (after === 'could not look') return 'unknown';
  if (counts.open + counts.new + counts.unclear > 0) return after === 'pause' ? 'bad' : 'warn';
  return after === 'ship' ? 'ok' : 'warn';
}

const slotSection = (
  { day, half, startHour, endHour, title, tasks }: SprintSlot,
  index: number,
): PageSection => ({
  id: `slot-${index + 1}`,
  title: `Day ${day}, ${half}: ${title}`,
  hint: `${startHour} to ${endHour} h, ${plural(tasks.length, 'task')}`,
  evidence: tasks.length === 0 ? [] : [tasksTable(tasks)],
});

const tasksTable = (tasks: readonly SprintTask[]): Evidence =>
  table(
    'Tasks',
    ['state', 'what', 'where', 'severity', 'effort'],
    tasks.map((task) => [
      taskStates[task.state],
      task.title,
      task.target,
      `${severityShapes[task.severity]} ${task.severity}`,
      bandWords[task.band],
    ]),
  );

const deferredSection = ({ deferred }: Sprint): PageSection => ({
  id: 'deferred',
  title: 'Deferred',
  hint: 'Not in these 48 hours, and why.',
  evidence:
    deferred.length === 0
      ? []
      : [
          table(
            'Deferred',
            ['state', 'what', 'where', 'effort', 'why'],
            deferred.map((task) => [
              taskStates[task.state],
              task.title,
              task.target,
              bandWords[task.band],
              task.reason,
            ]),
          ),
        ],
});
