import { describe, expect, test } from 'vitest';
import type { Report } from '../../model/report.ts';
import { sampleReport } from '../../../test/suites/report-formats/sample/report.ts';
import { ansiPalette } from './palette.ts';
import { renderTerminal } from './render.ts';
import { cellsOf } from './wrap.ts';

const nothing = { findings: [], waived: [], unknown: [], notNow: [] };
const noPlan = { slots: [], deferred: [] };
const clean: Report = {
  ...sampleReport,
  ...nothing,
  plan: noPlan,
  verdict: 'ship',
  headline: 'Ready to launch',
  counts: { ...sampleReport.counts, blocker: 0, high: 0, medium: 0, low: 0, unknown: 0, waived: 0 },
};
const first = sampleReport.findings[0];
if (first === undefined) throw new Error('the sample report has findings');

// `npx vitest run src/report/terminal -u` writes the pictures anew; read them before committing.
describe('what a person sees', () => {
  test('an audit with three blockers, 100 columns', async () => {
    await expect(renderTerminal(sampleReport)).toMatchFileSnapshot('golden/brief.txt');
  });
  test('the same on a narrow screen', async () => {
    await expect(renderTerminal(sampleReport, { columns: 60 })).toMatchFileSnapshot('golden/narrow.txt');
  });
  test('the same, verbose', async () => {
    const text = renderTerminal(sampleReport, { isVerbose: true });
    await expect(text).toMatchFileSnapshot('golden/verbose.txt');
  });
  test('nothing found: four lines and what comes next', () => {
    expect(renderTerminal(clean)).toBe(
      [
        '● Ready to launch',
        '  Harbour Table, harbourtable.example, profile booking, 2026-11-22 02:40 UTC',
        '  no findings; 23 passed, 0 unknown, 3 not applicable',
        '',
        'Next  Keep it that way: watch production from now on.',
        '      launch-ready watch plan',
        '',
      ].join('\n'),
    );
  });
});

describe('size', () => {
  test('about forty lines, however many findings', () => {
    const many = { ...sampleReport, findings: Array.from({ length: 400 }, () => first) };
    expect(renderTerminal(sampleReport).split('\n').length).toBeLessThanOrEqual(44);
    expect(renderTerminal(many).split('\n').length).toBeLessThanOrEqual(44);
  });
  test.each([60, 80, 100, 120])('%i columns: only commands and addresses may be longer', (columns) => {
    const long = renderTerminal(sampleReport, { columns, isVerbose: true })
      .split('\n')
      .filter((line) => cellsOf(line) > columns);
    expect(long.filter((line) => !/^ +(check|see|facts| ) |https?:|sha256:/u.test(line))).toEqual([]);
  });
});

describe('colour', () => {
  test('state stays readable without it: taking the colours away leaves the plain text', () => {
    const coloured = renderTerminal(sampleReport, { palette: ansiPalette });
    const escape = String.fromCharCode(27);
    expect(coloured).toContain(`${escape}[31m`);
    expect(coloured.replaceAll(new RegExp(`${escape}\\[\\d+m`, 'gu'), '')).toBe(renderTerminal(sampleReport));
  });
});

describe('text from a hostile server', () => {
  const escape = String.fromCharCode(27);
  const hostile: Report = {
    ...sampleReport,
    findings: [
      {
        ...first,
        found: `${escape}[2J${escape}]0;owned\u0007 \u202egnp.exe\r\nReady to launch`,
        reproduce: `curl ${escape}[1A`,
      },
    ],
  };
  test('controls are shown, never sent to the terminal', () => {
    const text = renderTerminal(hostile, { isVerbose: true });
    expect(text).not.toMatch(new RegExp(`[${escape}\u0007\r\u202e]`, 'u'));
    expect(text).toContain(String.raw`saw     \x1b[2J\x1b]0;owned\x07 \u202egnp.exe Ready to launch`);
  });
});
