import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runStep } from './run-step.ts';

/** `npm test`: the house, then everything vitest knows, real servers and Chromium included. Ends in `N passed, N failed`. */
interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The parts read of what vitest's JSON reporter writes. */
interface Written {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
  }[];
}

const shownLines = 12;

const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
/** Repeated below every group's output: the end of a log is the part that is kept and read. */
const failures: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'launch-ready-test-'));

try {
  await tidy();
  await vitest('quick', ['src', 'web', 'test/tidy', 'test/conformance', 'test/suites']);
  await vitest('journeys', ['test/journeys', 'test/faults', 'test/guides']);
  await vitest('real', ['test/real']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

for (const failure of failures) process.stdout.write(`\n${failure}\n`);
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
    const written = JSON.parse(readFileSync(path, 'utf8')) as Written;
    failures.push(...failuresOf(written));
    return {
      passed: written.numPassedTests,
      failed: written.numFailedTests,
      skipped: written.numPendingTests,
    };
  } catch {
    failures.push(`FAILED ${path}: the run wrote no result`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function failuresOf(written: Written): string[] {
  return written.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    const where = relative(process.cwd(), file.name);
    if (failed.length === 0 && file.status === 'failed') return [shown(where, file.message)];
    return failed.map((test) =>
      shown(`${where} > ${test.fullName}`, (test.failureMessages ?? []).slice(0, 1).join('')),
    );
  });
}

function shown(title: string, message: string): string {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, shownLines);
  return [`FAILED ${title}`, ...lines.map((line) => `  ${line.slice(0, 300)}`)].join('\n');
}
