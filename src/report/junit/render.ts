import { stages, type Stage } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { Report, SettledJudgement } from '../../model/report.ts';
import { targetKey, type Target } from '../../model/target.ts';
import { inertBlock } from '../inert.ts';
import { isoText } from '../words.ts';
import { element, xmlText } from './xml.ts';

interface Case {
  readonly stage: Stage;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly xml: string;
}

/**
 * JUnit XML in the dialect CI servers read: one suite per stage, one case per check and target. Failed is a failure; unknown,
 * not applicable and accepted are skipped with the reason as message, so that nothing unknown counts as passed.
 */
export function renderJunit(report: Report): string {
  const cases = casesOf(report);
  const suites = stages
    .map((stage) => [stage, cases.filter((each) => each.stage === stage)] as const)
    .filter(([, own]) => own.length > 0)
    .map(([stage, own]) => suite(stage, own, report));
  const seconds = (report.timings.collectMs + report.timings.judgeMs) / 1000;
  const attributes = {
    name: `launch-ready ${report.subject.domain}`,
    tests: cases.length,
    failures: countOf(cases, 'failed'),
    errors: 0,
    time: seconds.toFixed(3),
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, ['\n', ...suites])}\n`;
}

function casesOf(report: Report): readonly Case[] {
  return [
    ...report.findings.map(failedCase),
    ...report.waived.map((each) => skippedCase(each, 'accepted', waiverText(each))),
    ...report.unknown.map((each) => skippedCase(each, 'unknown', `${each.text}. To know, ${each.remedy}`)),
    ...report.notApplicable.map((each) => skippedCase(each, 'not applicable', each.text)),
    ...report.passed.map(passedCase),
  ];
}

function suite(stage: Stage, cases: readonly Case[], report: Report): string {
  const attributes = {
    name: `launch-ready.${stage}`,
    tests: cases.length,
    failures: countOf(cases, 'failed'),
    errors: 0,
    skipped: countOf(cases, 'skipped'),
    timestamp: isoText(report.collectedAt),
    hostname: report.subject.domain,
  };
  return `${element('testsuite', attributes, ['\n', ...cases.map((each) => `${each.xml}\n`)])}\n`;
}

const countOf = (cases: readonly Case[], outcome: Case['outcome']): number =>
  cases.filter((each) => each.outcome === outcome).length;

interface Judged {
  readonly check: string;
  readonly title: string;
  readonly target: Target;
  readonly stage: Stage;
}

const testcase = (judged: Judged, children: readonly string[]): string =>
  element(
    'testcase',
    {
      classname: judged.check,
      name: inertBlock(`${targetKey(judged.target)} ${judged.title}`),
    },
    children,
  );

function failedCase(finding: Finding): Case {
  const body = [
    finding.found,
    `Why it matters: ${finding.why}`,
    `Fix: ${finding.fix}`,
    `See it yourself: ${finding.reproduce}`,
    ...finding.sources.map(({ label, url }) => `${label}: ${url}`),
  ].join('\n');
  const failure = element(
    'failure',
    { type: finding.severity, message: inertBlock(`${finding.title}: ${finding.found}`) },
    [xmlText(inertBlock(body))],
  );
  return { stage: finding.stage, outcome: 'failed', xml: testcase(finding, [failure]) };
}

function skippedCase(judged: Judged, type: string, message: string): Case {
  const skipped = element('skipped', { type, message: inertBlock(`${type}: ${message}`) });
  return { stage: judged.stage, outcome: 'skipped', xml: testcase(judged, [skipped]) };
}

const passedCase = (judged: SettledJudgement): Case => ({
  stage: judged.stage,
  outcome: 'passed',
  xml: testcase(judged, []),
});

const waiverText = ({ waiver }: Finding): string =>
  waiver === undefined ? 'accepted' : `by ${waiver.owner} until ${waiver.until}, ${waiver.reason}`;
