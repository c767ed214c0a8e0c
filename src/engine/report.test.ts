import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import fc from 'fast-check';
import { impliedManifest } from '../manifest/implied.ts';
import { unixMs } from '../model/brand.ts';
import { check, fail, impacts, pass, rfc, severities, type Check } from '../model/check.ts';
import { note } from '../model/evidence.ts';
import { factToken, unknownFact, type Fact } from '../model/fact.ts';
import type { FactsFile } from '../model/facts-file.ts';
import type { Finding } from '../model/finding.ts';
import { canonicalJson } from '../model/json.ts';
import type { Waiver } from '../model/manifest.ts';
import type { Needs } from '../model/need.ts';
import { target } from '../model/target.ts';
import { profileByName } from '../profiles/load.ts';
import { compareReports } from './compare.ts';
import type { CheckPlugin } from './judge.ts';
import { rankFindings } from './rank.ts';
import { makeReport } from './report.ts';

// AUD-2 AUD-3 AUD-4: verdict, ranking, plan, waivers, comparison.
const day = Date.parse('2026-11-22T12:00:00Z');
const score = factToken<number>({ id: 't/score', target: 'host', about: 'a score', schema: z.number() });
const size = factToken<number>({ id: 't/size', target: 'host', about: 'a size', schema: z.number() });

const scored = (id: string, more: Partial<Check<Needs>> = {}): CheckPlugin => ({
  id,
  definition: {
    ...(check({
      title: 'the score is high',
      failingTitle: 'the score is low',
      requirements: ['AUD-2'],
      stage: 'dns',
      target: 'host',
      severity: 'blocker',
      impact: 'revenue',
      why: 'Low scores lose money.',
      sources: [rfc(1035, '1')],
      needs: { score },
      fix: 'Raise it.',
      effortMinutes: 30,
      reproduce: ({ target: at }) => `ask ${at.name}`,
      judge: (facts) =>
        facts.score > 5 ? pass(`${facts.score}`) : fail(`${facts.score}`, { evidence: [note('seen')] }),
    }) as unknown as Check<Needs>),
    ...more,
  },
});

const facts = (value: Fact<number>, waivers: readonly Waiver[] = []): FactsFile => ({
  schema: 'launch-ready/facts@1',
  tool: 'test',
  collectedAt: unixMs(day),
  collectMs: 5,
  manifest: { ...impliedManifest('shop.test'), waivers },
  targets: [target('host', 'shop.test')],
  facts: [
    { id: 't/score', target: target('host', 'shop.test'), fact: value },
    { id: 't/size', target: target('host', 'shop.test'), fact: known(7) },
  ],
});
const known = (value: number): Fact<number> => ({
  state: 'known',
  value,
  source: 'test',
  collectedAt: unixMs(day),
  tookMs: 0,
});
const report = (file: FactsFile, checks = [scored('t/score')], now = day): ReturnType<typeof makeReport> =>
  makeReport({ checks, file, profile: profileByName('custom'), now: unixMs(now), version: '0' });

describe('the report', () => {
  it('a blocker pauses the launch', () => {
    expect(report(facts(known(1)))).toMatchObject({ verdict: 'pause', headline: 'Not ready: 1 blocker' });
  });

  it('nothing open ships', () => {
    expect(report(facts(known(9)))).toMatchObject({ verdict: 'ship', headline: 'Ready to launch' });
  });

  it('an unanswered question that could block is not a pass', () => {
    const unsure = report({ ...facts(unknownFact('no answer', 'ask again')) }, [
      scored('t/score'),
      always('t/fine'),
    ]);
    expect(unsure).toMatchObject({
      verdict: 'ship with fixes',
      headline: 'No blockers found, 1 question that could block is unanswered',
    });
    expect(unsure.counts).toMatchObject({ unknown: 1, passed: 1 });
  });

  it('nothing decided at all: could not look', () => {
    expect(report(facts(unknownFact('no answer', 'ask again'))).verdict).toBe('could not look');
  });

  it('a rule about spelling alone is not looking', () => {
    const spelling = scored('t/spelling', { needs: {}, judge: () => pass('well spelt') });
    const blind = report(facts(unknownFact('no answer', 'ask again')), [scored('t/score'), spelling]);
    expect(blind).toMatchObject({ verdict: 'could not look', counts: { passed: 1, unknown: 1 } });
  });

  it('a check that throws is unknown, never a pass', () => {
    const broken = scored('t/broken', { judge: () => JSON.parse('{') as never });
    expect(report(facts(known(9)), [broken]).unknown[0]?.text).toMatch(
      /^the check itself failed: SyntaxError/,
    );
  });

  it('an accepted risk is set aside until its last day, then it returns', () => {
    const file = facts(known(1), [
      { check: 't/score', target: null, owner: 'ana', reason: 'known', until: '2026-11-30' },
    ]);
    expect(report(file)).toMatchObject({ verdict: 'ship', counts: { waived: 1, blocker: 0 } });
    expect(report(file, undefined, Date.parse('2026-12-01T00:00:00Z')).verdict).toBe('pause');
  });

  it('the same facts give the same bytes', () => {
    const file = facts(known(1));
    expect(canonicalJson(report(file))).toBe(canonicalJson(report(file)));
  });

  it('the plan holds every blocker in the half day of its stage', () => {
    const { plan, findings } = report(facts(known(1)));
    const task = plan.slots.find((slot) => slot.title === 'DNS')?.tasks[0];
    expect(task).toMatchObject({ finding: findings[0]?.fingerprint, minutes: 30, severity: 'blocker' });
  });

  it('a low finding is deferred with the reason', () => {
    const { plan } = report(facts(known(1)), [scored('t/score', { severity: 'low' })]);
    expect(plan.deferred.map((each) => each.reason)).toEqual([
      'costs nothing before the launch; do it in week one',
    ]);
  });
});

describe('comparing two runs', () => {
  it('fixed, regressed and unclear are told apart', () => {
    const bad = report(facts(known(1)));
    const good = report(facts(known(9)));
    const dark = report(facts(unknownFact('no answer', 'ask again')));
    expect(compareReports(bad, good).fixed).toHaveLength(1);
    expect(compareReports(good, bad).regressed).toHaveLength(1);
    expect(compareReports(bad, dark)).toMatchObject({ fixed: [], unclear: [{ check: 't/score' }] });
    expect(compareReports(bad, bad).stillOpen).toHaveLength(1);
  });
});

describe('ranking', () => {
  const finding = fc.record({
    check: fc.constantFrom('a/a', 'b/b', 'c/c'),
    target: fc.record({
      kind: fc.constant('host' as const),
      name: fc.constantFrom('shop.test', 'www.shop.test', 'x.shop.test'),
    }),
    severity: fc.constantFrom(...severities),
    impact: fc.constantFrom(...impacts),
    stage: fc.constantFrom('dns' as const, 'tls' as const),
  });

  it('is total: the order of arrival never shows', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(finding, { selector: (each) => `${each.check} ${each.target.name}` }),
        (list) => {
          const findings = list as unknown as Finding[];
          const manifest = impliedManifest('shop.test');
          expect(rankFindings(findings, manifest)).toEqual(rankFindings(findings.toReversed(), manifest));
        },
      ),
      { seed: 7 },
    );
  });

  it('a blocker never stands below anything milder, revenue comes first among equals', () => {
    const make = (severity: string, impact: string): Finding =>
      ({
        check: `${severity}/${impact}`,
        target: target('host', 'shop.test'),
        severity,
        impact,
        stage: 'dns',
      }) as unknown as Finding;
    const ranked = rankFindings(
      [make('high', 'revenue'), make('blocker', 'security'), make('blocker', 'revenue')],
      impliedManifest('shop.test'),
    );
    expect(ranked.map((each) => each.check)).toEqual(['blocker/revenue', 'blocker/security', 'high/revenue']);
  });
});

function always(id: string): CheckPlugin {
  return scored(id, { needs: { size }, judge: () => pass('always') });
}
