import { runStep } from './run-step.ts';

/** `npm run faults [theme]`: plants every fault with nothing left out; one line a theme: `theme planted found false-alarms`. */
const [theme] = process.argv.slice(2);
process.env['LAUNCH_READY_FAULTS'] = 'whole';
const args = ['run', 'test/faults', ...(theme === undefined ? [] : ['-t', `(${theme}|the table)`])];
const { exitCode, output } = await runStep('node_modules/.bin/vitest', args, { isKept: true });
const table = new Map<string, number[]>();
for (const [, name = '', ...figures] of output.matchAll(/^faults (\S+) (\d+) (\d+) (\d+)$/gm)) {
  const sum = table.get(name) ?? [0, 0, 0];
  table.set(
    name,
    sum.map((value, at) => value + Number(figures[at])),
  );
}
const lines = [...table].toSorted().map(([name, sum]) => `${name} ${sum.join(' ')}`);
process.stdout.write(`\n${lines.join('\n')}\n`);
process.exitCode = exitCode;
