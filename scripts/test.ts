import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep } from './run-step.ts';

/** `npm test`: the house, then everything vitest knows, real servers and Chromium included. Ends in `N passed, N failed`. */
interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
const folder = mkdtempSync(join(tmpdir(), 'launch-ready-test-'));

try {
  await tidy();
  await vitest('quick', ['src', 'web', 'test/tidy', 'test/conformance', 'test/suites']);
  await vitest('journeys', ['test/journeys', 'test/faults']);
  await vitest('real', ['test/real']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

async function tidy(): Promise<void> {
  const { exitCode } = await runStep('node', ['scripts/tidy.ts', '--check']);
  if (exitCode === 0) counts.passed += 1;
  else counts.failed += 1;
}

async function vitest(name: string, paths: readonly string[]): Promise<void> {
  const output = join(folder, `${name}.json`);
  const args = [
    'run',
    ...paths,
    '--retry=2',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${output}`,
  ];
  const { exitCode } = await runStep('node_modules/.bin/vitest', args);
  const result = readResult(output);
  counts.passed += result.passed;
  counts.failed += result.failed + (exitCode !== 0 && result.failed === 0 ? 1 : 0);
  counts.skipped += result.skipped;
}

function readResult(path: string): Counts {
  try {
    const json = JSON.parse(readFileSync(path, 'utf8')) as Record<
      'numPassedTests' | 'numFailedTests' | 'numPendingTests',
      number
    >;
    return { passed: json.numPassedTests, failed: json.numFailedTests, skipped: json.numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
