import { describe, expect, test } from 'vitest';
import { sampleReport } from '../../test/suites/report-formats/sample/report.ts';
import type { Report } from '../model/report.ts';
import { nextStep } from './next-step.ts';

const byHand = sampleReport.findings.map((finding) => ({ ...finding, fixes: [] }));
const undeclared = { ...sampleReport.subject, isDeclared: false };

const rows: readonly [story: string, change: Partial<Report>, text: string, command: string][] = [
  [
    'some findings can be cured by a plan',
    {},
    'See the exact changes that cure 10 of 20 findings; nothing is touched before you confirm.',
    'launch-ready fix plan',
  ],
  [
    'without a launch.yaml the command names the domain',
    { subject: undeclared },
    'See the exact changes that cure 10 of 20 findings; nothing is touched before you confirm.',
    'launch-ready fix plan harbourtable.example',
  ],
  [
    'all by hand',
    { findings: byHand },
    'Work through the 20 findings from the top, then look again.',
    'launch-ready audit',
  ],
  [
    'one by hand',
    { findings: byHand.slice(0, 1) },
    'Work through the finding from the top, then look again.',
    'launch-ready audit',
  ],
  [
    'nothing wrong, something unknown',
    { findings: [], unknown: sampleReport.unknown.slice(1, 2) },
    'Answer what is unknown: add an iCloud inbox to launch.yaml under mail.inboxes',
    'launch-ready audit',
  ],
  [
    'nothing left',
    { findings: [], unknown: [] },
    'Keep it that way: watch production from now on.',
    'launch-ready watch plan',
  ],
  [
    'nothing could be measured',
    { verdict: 'could not look', findings: [] },
    'Check the spelling of the domain and the network you look from, then look again.',
    'launch-ready audit harbourtable.example',
  ],
];

describe('what to do next', () => {
  test.each(rows)('%s', (...[, change, text, command]) => {
    expect(nextStep({ ...sampleReport, ...change })).toEqual({ text, command });
  });
});
