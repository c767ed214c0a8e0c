import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';

/** What one run of vitest came to; written where `LAUNCH_READY_LANE` says. */
export interface LaneResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Name and first lines of each failure. */
  readonly failures: readonly string[];
  /** Names of tests that failed first and passed when tried again. */
  readonly flaky: readonly string[];
}

const shownLines = 12;

/** One line a file while it goes on; counts, failures and flaky tests at the end. */
export default class LaneReporter implements Reporter {
  #root = process.cwd();

  onInit(vitest: Vitest): void {
    this.#root = vitest.config.root;
  }

  onTestModuleEnd(module: TestModule): void {
    const { passed, failed, skipped } = countsOf([module]);
    const seconds = (module.diagnostic().duration / 1000).toFixed(1);
    const mark = failed > 0 || !module.ok() ? 'FAILED' : 'ok';
    const others = [failed > 0 ? `, ${failed} failed` : '', skipped > 0 ? `, ${skipped} skipped` : ''];
    const counts = `${passed} passed${others.join('')}`;
    process.stdout.write(`${mark} ${this.#name(module)}  ${counts}  ${seconds} s\n`);
  }

  /** Figures that tests print: suites agreed, faults found. */
  onUserConsoleLog({ content }: { readonly content: string }): void {
    process.stdout.write(content);
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly { readonly message: string }[]): void {
    const path = process.env['LAUNCH_READY_LANE'];
    const failures = [
      ...modules.flatMap((module) => this.#failuresOf(module)),
      ...errors.map(({ message }) => shown('outside of any test', message)),
    ];
    const result: LaneResult = {
      ...countsOf(modules),
      failed: failures.length,
      failures,
      flaky: casesOf(modules)
        .filter((test) => test.diagnostic()?.flaky === true)
        .map((test) => this.#titleOf(test)),
    };
    if (path !== undefined) writeFileSync(path, JSON.stringify(result));
  }

  #failuresOf(module: TestModule): readonly string[] {
    const failed = [...module.children.allTests('failed')].map((test) => {
      const { errors } = test.result();
      return shown(this.#titleOf(test), errors?.[0]?.stack ?? errors?.[0]?.message ?? '');
    });
    const own = [...module.children.allSuites(), module].flatMap((suite) =>
      suite
        .errors()
        .map(({ message }) => shown(`${this.#name(module)} (before or after its tests)`, message)),
    );
    return [...failed, ...own];
  }

  #titleOf(test: TestCase): string {
    return `${this.#name(test.module)} > ${test.fullName}`;
  }

  #name(module: TestModule): string {
    return module.moduleId.startsWith(this.#root)
      ? module.moduleId.slice(this.#root.length + 1)
      : module.moduleId;
  }
}

const casesOf = (modules: readonly TestModule[]): readonly TestCase[] =>
  modules.flatMap((module) => [...module.children.allTests()]);

function countsOf(modules: readonly TestModule[]): Pick<LaneResult, 'passed' | 'failed' | 'skipped'> {
  const states = casesOf(modules).map((test) => test.result().state);
  const count = (state: string): number => states.filter((each) => each === state).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

function shown(title: string, message: string): string {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, shownLines);
  return [title, ...lines.map((line) => `  ${line.slice(0, 300)}`)].join('\n');
}
