import { pickSprint, type SprintAdvice } from '../../tools/sprint-picker.ts';
import { toolRun } from './tool-report.ts';

export const run = toolRun<SprintAdvice>({
  answer: (report) => pickSprint(report),
  lines: (answer) => [
    `Sprint: ${answer.choice} (about ${answer.hours} hours of urgent work)`,
    ...answer.because.map((each) => `  because ${each}`),
    ...section('Fits', answer.fits),
    ...section(
      'Deferred',
      answer.deferred.map((each) => `${each.title}: ${each.reason}`),
    ),
    ...section('Access to prepare', answer.access),
    '',
    `What would change the answer: ${answer.wouldChange}`,
  ],
});

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
