import { runStep } from './run-step.ts';

/** `npm run faults [theme]`: plants every fault; one line a theme: `theme planted found false-alarms`. */
const [theme] = process.argv.slice(2);
process.env['LAUNCH_READY_FAULTS'] = 'all';
const args = ['run', 'test/faults', ...(theme === undefined ? [] : ['-t', `(${theme}|the table)`])];
const { exitCode, output } = await runStep('node_modules/.bin/vitest', args, { isKept: true });
const lines = output.split('\n').filter((line) => /^faults \S+ \d+ \d+ \d+$/.test(line));
process.stdout.write(`\n${lines.map((line) => line.replace('faults ', '')).join('\n')}\n`);
process.exitCode = exitCode;
