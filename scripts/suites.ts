import { runStep } from './run-step.ts';

/** `npm run suites [name]`: the public suites; one line each, `name agreed/total`. */
const { exitCode, output } = await runStep(
  'node_modules/.bin/vitest',
  ['run', 'test/suites', ...process.argv.slice(2)],
  { isKept: true },
);
const lines = output.split('\n').filter((line) => /^[a-z0-9-]+ \d+\/\d+/.test(line));
process.stdout.write(`\n${lines.toSorted().join('\n')}\n`);
process.exitCode = exitCode;
