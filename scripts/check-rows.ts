import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadChecks } from '../src/cli/audit/plugins.ts';
import { createFiles } from '../src/outside/real/files.ts';
import { runStep } from './run-step.ts';

/**
 * `node scripts/check-rows.ts [theme...]`: runs the tests beside the checks and lists every check that none of them has seen pass or
 * none has seen fail. Exit 1 when there is one. The unknown row of each stands in test/tidy/check-outcomes.test.ts.
 */
const themes = process.argv.slice(2);

/** By design; their files say why. */
const neverFail = new Set(['edge/flood-protection', 'pages/sample']);

const folder = mkdtempSync(join(tmpdir(), 'launch-ready-rows-'));
const rows = join(folder, 'rows');
process.env['LAUNCH_READY_ROWS'] = rows;
const where = themes.length === 0 ? ['src/checks'] : themes.map((theme) => `src/checks/${theme}/`);
const { exitCode } = await runStep('node_modules/.bin/vitest', [
  'run',
  '--root=.',
  '--config=scripts/check-rows/vitest.config.ts',
  ...where,
]);
const seen = new Map<string, Set<string>>();
for (const line of readFileSync(rows, 'utf8').trim().split('\n')) {
  const [title = '', outcome = ''] = line.split('\t');
  seen.set(title, (seen.get(title) ?? new Set()).add(outcome));
}
rmSync(folder, { recursive: true });

const files = createFiles({ bytes: (count) => new Uint8Array(count), integer: () => 0 });
const checks = (await loadChecks(files)).filter(
  ({ id }) => themes.length === 0 || themes.includes(id.split('/')[0] ?? ''),
);
const missing = checks.flatMap(({ id, definition }) => {
  const outcomes = seen.get(definition.title) ?? new Set();
  const lacks = [
    ...(outcomes.has('pass') ? [] : ['pass']),
    ...(outcomes.has('fail') || neverFail.has(id) ? [] : ['fail']),
  ];
  return lacks.length === 0 ? [] : [`${id}: no test sees ${lacks.join(', ')}`];
});
process.stdout.write(`${missing.join('\n')}\n${checks.length} checks, ${missing.length} without all rows\n`);
process.exitCode = exitCode === 0 && missing.length === 0 ? 0 : 1;
