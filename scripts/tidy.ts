import { runStep } from './run-step.ts';

/** `npm run tidy`: format, lint, types, arrows, docs. With --check nothing is written. */
const isCheck = process.argv.includes('--check');
const steps: readonly (readonly [string, readonly string[]])[] = [
  ['node_modules/.bin/oxfmt', isCheck ? ['--check', '.'] : ['.']],
  ['node_modules/.bin/oxlint', ['--type-aware', '--quiet', 'src', 'test', 'scripts', 'bench', 'web']],
  ['node_modules/.bin/tsc', ['-p', 'tsconfig.json']],
  ['node_modules/.bin/tsc', ['-p', 'web/tsconfig.json']],
  ['node', ['scripts/docs.ts', ...(isCheck ? ['--check'] : [])]],
  ...(isCheck ? [] : [['node_modules/.bin/vitest', ['run', 'test/tidy']] as const]),
];

let failed = 0;
for (const [command, args] of steps) {
  const { exitCode } = await runStep(command, args);
  if (exitCode !== 0) {
    failed += 1;
    process.stderr.write(`tidy: ${command.replace(/.*\//, '')} ${args.join(' ')} found something\n`);
  }
}
process.exitCode = failed > 0 ? 1 : 0;
