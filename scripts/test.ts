import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaneResult } from './lane-reporter.ts';
import { runStep } from './run-step.ts';

/**
 * `npm test`: the house, then everything vitest knows, real servers and Chromium included, in two lanes beside each other: real
 * servers are mostly waited for, the rest computes. Failures and flaky tests are repeated by name below all output, the part of
 * a log that is kept and read. Ends in `N passed, N failed, N skipped`.
 */
/** Most of what tests make is dropped at once: a larger young generation saves a twelfth of their time. */
const runner = ['--max-semi-space-size=64', 'node_modules/vitest/vitest.mjs'];
const folder = mkdtempSync(join(tmpdir(), 'launch-ready-test-'));
const nothing: LaneResult = { passed: 0, failed: 0, skipped: 0, failures: [], flaky: [] };
const results: LaneResult[] = [];

try {
  await Promise.all([vitest('real', ['test/real']), computing()]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const sum = (key: 'passed' | 'failed' | 'skipped'): number =>
  results.reduce((total, result) => total + result[key], 0);
for (const failure of results.flatMap(({ failures }) => failures))
  process.stdout.write(`\nFAILED ${failure}\n`);
for (const name of results.flatMap(({ flaky }) => flaky))
  process.stdout.write(`\nFLAKY, passed when tried again: ${name}\n`);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;

async function tidy(): Promise<void> {
  const { exitCode } = await runStep('node', ['scripts/tidy.ts', '--check']);
  results.push(
    exitCode === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1, failures: ['npm run tidy'] },
  );
}

async function computing(): Promise<void> {
  await tidy();
  await vitest('quick', ['src', 'web', 'test/tidy', 'test/conformance', 'test/suites']);
  await vitest('journeys', ['test/journeys', 'test/faults', 'test/guides']);
}

async function vitest(name: string, paths: readonly string[]): Promise<void> {
  const file = join(folder, `${name}.json`);
  const args = [...runner, 'run', ...paths, '--retry=2', '--reporter=./scripts/lane-reporter.ts'];
  const { exitCode } = await runStep('node', args, { env: { LAUNCH_READY_LANE: file } });
  results.push(resultOf(name, file, exitCode));
}

/** A run that ended badly without saying which test failed is a failure of its own. */
function resultOf(name: string, file: string, exitCode: number): LaneResult {
  const silent = { ...nothing, failed: 1, failures: [`${name}: vitest ended with exit code ${exitCode}`] };
  try {
    const result = JSON.parse(readFileSync(file, 'utf8')) as LaneResult;
    return exitCode !== 0 && result.failed === 0
      ? {
          ...result,
          failed: Math.max(1, result.failures.length),
          failures: [...silent.failures, ...result.failures],
        }
      : result;
  } catch {
    return silent;
  }
}
