import { readiness, type Readiness } from '../../tools/readiness.ts';
import { toolRun } from './tool-report.ts';

export const run = toolRun<Readiness>({
  answer: (report) => readiness(report),
  lines: (answer) => [
    `Level ${answer.level}: ${answer.name}`,
    `Score ${answer.score} of 100, over ${answer.coverage.evaluated} of ${answer.coverage.applicable} judgements that apply`,
    ...(answer.missing.length === 0 ? [] : ['', 'Missing to the next level:']),
    ...answer.missing.map((each) => `  ${each.state === 'failed' ? '■' : '○'} ${each.what}: ${each.why}`),
    '',
    `How: ${answer.formula}`,
  ],
});
