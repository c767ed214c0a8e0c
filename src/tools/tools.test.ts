import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { severities } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { unixMs } from '../model/brand.ts';
import { sampleReport } from '../../test/suites/report-formats/sample/report.ts';
import { cost, priceOf } from './cost.ts';
import { priceTable } from './price-table.ts';
import { readiness } from './readiness.ts';
import { risk } from './risk.ts';
import { pickSprint } from './sprint-picker.ts';

// TOOL-1: the same input gives the same answer; removing a finding never hurts, unknown never counts as passed.
const base = sampleReport;
const withFindings = (findings: readonly Finding[]): Report => ({
  ...base,
  findings,
  waived: [],
  counts: {
    ...base.counts,
    ...Object.fromEntries(
      severities.map((each) => [each, findings.filter((one) => one.severity === each).length]),
    ),
  },
});
const subsets = fc.subarray([...base.findings]);
const options = { watched: new Set<string>(), owner: null };

describe('readiness', () => {
  it('removing a finding never lowers level or score', () => {
    fc.assert(
      fc.property(subsets, fc.nat(), (findings, index) => {
        fc.pre(findings.length > 0);
        const fewer = findings.filter((_each, at) => at !== index % findings.length);
        const before = readiness(withFindings(findings));
        const after = readiness(withFindings(fewer));
        expect(after.score).toBeGreaterThanOrEqual(before.score);
        expect(after.level).toBeGreaterThanOrEqual(before.level);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it('a blocker means level 0 and at most 59 points', () => {
    const answer = readiness(base);
    expect(base.counts.blocker).toBeGreaterThan(0);
    expect(answer).toMatchObject({ level: 0, name: 'Blocked' });
    expect(answer.score).toBeLessThanOrEqual(59);
  });

  it('without findings, what nobody looked at still keeps the next level away', () => {
    const answer = readiness({ ...withFindings([]), passed: [], notApplicable: [], unknown: [] });
    expect(answer.level).toBe(0);
    expect(answer.missing.every((each) => each.state === 'unknown')).toBe(true);
  });
});

describe('risk', () => {
  it('adding a finding never lowers the points', () => {
    fc.assert(
      fc.property(subsets, fc.constantFrom(...base.findings), (findings, extra) => {
        fc.pre(!findings.includes(extra));
        expect(risk(withFindings([...findings, extra]), options).points).toBeGreaterThanOrEqual(
          risk(withFindings(findings), options).points,
        );
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it('money is printed only from the owner’s numbers', () => {
    expect(risk(base, options).moneyPerDayOfOutage).toBeNull();
    const owner = { visitorsPerDay: 1000, conversion: 0.02, orderValue: 50, currency: 'EUR' };
    expect(risk(base, { ...options, owner }).moneyPerDayOfOutage).toEqual({
      from: 500,
      to: 1000,
      currency: 'EUR',
    });
  });
});

describe('cost', () => {
  const day = (text: string): ReturnType<typeof unixMs> => unixMs(Date.parse(text));
  const input = { mailsPerMonth: 12_000, own: [{ service: 'hosting', monthlyUsd: 25 }], hourlyRate: 100 };

  it('12,000 mails: base plus overage of the cheapest plan, and the owner’s bills', () => {
    const answer = cost(input, 90, day('2026-09-01'));
    expect(answer.mail.map((each) => [each.scenario, each.service, each.plan, each.monthlyUsd])).toEqual([
      [0.3, 'SMTP2GO', 'Starter', 10],
      [1, 'SMTP2GO', 'Starter', 12],
      [3, 'SMTP2GO', 'Starter', 36],
    ]);
    expect(answer).toMatchObject({ monthlyUsd: 37, fix: { hours: 1.5, price: 150 }, missing: [] });
  });

  it('prices older than 120 days are left out, and the total is not made up', () => {
    const answer = cost(input, 0, day('2027-01-01'));
    expect(answer.monthlyUsd).toBeNull();
    expect(answer.stale).toHaveLength(priceTable.length);
  });

  it('a plan with a hard limit ends there', () => {
    const free = priceTable.find((line) => line.plan === 'Free');
    expect(free && priceOf(free, free.included)).toBe(0);
    expect(free && priceOf(free, free.included + 1)).toBeNull();
  });
});

describe('sprint picker', () => {
  it('nothing urgent: nothing to do', () => {
    expect(pickSprint({ ...withFindings([]), verdict: 'ship' }).choice).toBe('nothing to do');
  });

  it('an exposed secret comes before everything', () => {
    const leak = { ...base.findings[0], check: 'exposure/bundle-secrets', severity: 'blocker' } as Finding;
    expect(pickSprint(withFindings([...base.findings, leak])).choice).toBe('security rescue');
  });

  it('the same report gives the same answer', () => {
    expect(pickSprint(base)).toEqual(pickSprint(base));
  });
});
