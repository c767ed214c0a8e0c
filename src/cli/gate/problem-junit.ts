import { inertBlock } from '../../report/inert.ts';
import { element, xmlText } from '../../report/junit/xml.ts';

/** One case of a JUnit file. */
export interface JunitCase {
  readonly name: string;
  readonly group: string;
  readonly outcome: 'pass' | 'fail' | 'skipped';
  /** The message of a failure, the reason of a skip. */
  readonly message: string;
  readonly body: string;
  readonly file?: string;
  readonly tookMs?: number;
}

/** JUnit XML: one suite; what is unknown is skipped with its reason, never passed. */
export function junitFile(suite: string, cases: readonly JunitCase[], tookMs: number): string {
  const time = (tookMs / 1000).toFixed(3);
  const counts = {
    tests: cases.length,
    failures: cases.filter(({ outcome }) => outcome === 'fail').length,
    errors: 0,
    skipped: cases.filter(({ outcome }) => outcome === 'skipped').length,
    time,
  };
  const inner = element('testsuite', { name: suite, ...counts }, [
    '\n',
    ...cases.map((each) => `${caseOf(each)}\n`),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: suite, ...counts }, ['\n', inner, '\n'])}\n`;
}

function caseOf({ name, group, outcome, message, body, file, tookMs }: JunitCase): string {
  const attributes = {
    name: inertBlock(name),
    classname: group,
    ...(file === undefined ? {} : { file: inertBlock(file) }),
    ...(tookMs === undefined ? {} : { time: (tookMs / 1000).toFixed(3) }),
  };
  const told =
    outcome === 'pass'
      ? []
      : outcome === 'fail'
        ? [element('failure', { message: inertBlock(message) }, [xmlText(inertBlock(body))])]
        : [element('skipped', { message: inertBlock(message) })];
  return element('testcase', attributes, told);
}
