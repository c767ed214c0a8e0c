import { inertBlock } from '../../report/inert.ts';
import { element, xmlText } from '../../report/junit/xml.ts';
import type { ScanDocument, ScannedFinding } from './document.ts';

/** JUnit: one failed case per secret, accepted ones and gaps skipped, one passed case when nothing was found. */
export function renderScanJunit(document: ScanDocument): string {
  const failed = document.findings.map((finding) =>
    testCase(finding, [
      element('failure', { message: finding.title, type: finding.severity }, [xmlText(bodyOf(finding))]),
    ]),
  );
  const skipped = [
    ...document.accepted.map((finding) =>
      testCase(finding, [element('skipped', { message: finding.allowed?.reason ?? 'in the baseline' })]),
    ),
    ...document.notLookedAt.map((text, index) =>
      element('testcase', { name: `not looked at ${index + 1}`, classname: 'secrets' }, [
        element('skipped', { message: inertBlock(text) }),
      ]),
    ),
  ];
  const passed =
    failed.length === 0 ? [element('testcase', { name: 'no secrets found', classname: 'secrets' })] : [];
  const cases = [...failed, ...skipped, ...passed];
  const counts = { tests: cases.length, failures: failed.length, errors: 0 };
  const time = (document.totals.tookMs / 1000).toFixed(3);
  const suite = element(
    'testsuite',
    { name: 'launch-ready.secrets', ...counts, skipped: skipped.length, time },
    ['\n', ...cases.map((each) => `${each}\n`)],
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'launch-ready scan', ...counts, time }, ['\n', suite, '\n'])}\n`;
}

const testCase = (finding: ScannedFinding, children: readonly string[]): string =>
  element(
    'testcase',
    {
      name: inertBlock(`${finding.rule} in ${finding.path}:${finding.line}`),
      classname: 'secrets',
      file: inertBlock(finding.path),
    },
    children,
  );

const bodyOf = (finding: ScannedFinding): string =>
  inertBlock(`${finding.redacted}\n${finding.rotate.text}\n${finding.rotate.url}`);
