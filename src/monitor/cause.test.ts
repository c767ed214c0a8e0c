import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unixMs } from '../model/brand.ts';
import type { CauseKind } from '../model/monitor.ts';
import { evidenceOf, outages } from '../../test/conformance/monitor-cause-corpus.ts';
import { monitorOf, sampleOf, start } from '../../test/conformance/monitor-simulation.ts';
import { likelyCauses } from './cause.ts';
import type { CauseEvidence } from './cause/evidence.ts';

const bare: CauseEvidence = {
  monitor: monitorOf(),
  failures: [sampleOf('down')],
  lastGood: null,
  edge: null,
  isForeign: false,
  startedAt: unixMs(start),
  others: [],
  deploys: [],
  changes: [],
  inside: null,
};

test('40 planted outages: the first guess is right at least 36 times and never wrong while sure (MON-3)', async () => {
  const guesses = await Promise.all(
    outages.map(async ({ story, truth, ...outage }) => {
      const [first] = likelyCauses(await evidenceOf({ story, truth, ...outage }));
      return { story, truth, guess: first?.kind, confidence: first?.confidence ?? 0 };
    }),
  );
  const wrong = guesses.filter(({ truth, guess }) => truth !== guess);
  process.stdout.write(`cause: ${guesses.length - wrong.length} right of ${guesses.length}\n`);
  for (const { story, truth, guess, confidence } of wrong)
    process.stdout.write(`  ${story}: ${guess} (${confidence}), it was ${truth}\n`);
  expect(guesses).toHaveLength(40);
  expect(guesses.length - wrong.length).toBeGreaterThanOrEqual(36);
  expect(wrong.filter(({ confidence }) => confidence > 0.8)).toEqual([]);
});

test('a plain 503 with nothing else known is no confident story', () => {
  const [first] = likelyCauses(bare);
  expect(first).toEqual({ kind: 'origin', confidence: 0.4, because: 'The application answers 503.' });
});

test('nothing known at all is said to be unclear', () => {
  const failures = [sampleOf('down', { layer: null, code: null })];
  expect(likelyCauses({ ...bare, failures })).toEqual([
    { kind: 'unclear', confidence: 0.35, because: 'Nothing points anywhere yet.' },
  ]);
});

test('a deploy is not blamed for an expired certificate', () => {
  const failures = [
    sampleOf('down', { layer: 'tls', code: 'tls-expired', message: 'The certificate expired' }),
  ];
  const marker = { id: 'd', version: '2', environment: 'p', by: null, url: null, note: null };
  const causes = likelyCauses({ ...bare, failures, deploys: [{ ...marker, at: unixMs(start - 60_000) }] });
  expect(causes[0]?.kind).toBe('tls');
  expect(causes.find(({ kind }) => kind === 'deploy')?.confidence ?? 0).toBeLessThan(0.2);
});

test('two good stories never make one sure answer', () => {
  const marker = { id: 'd', version: '2', environment: 'p', by: null, url: null, note: null };
  const failures = [sampleOf('down', { evidence: ['500 from x', 'body: SQLSTATE 53300'] })];
  const causes = likelyCauses({ ...bare, failures, deploys: [{ ...marker, at: unixMs(start - 60_000) }] });
  expect(
    causes
      .slice(0, 2)
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(['database', 'deploy']);
  expect(causes[0]?.confidence).toBeLessThan(0.8);
});

test('whatever the evidence, one to three causes, ranked, with a reason', () => {
  const layers = [
    'dns',
    'connect',
    'tls',
    'http',
    'content',
    'journey',
    'mail',
    'heartbeat',
    'own-network',
    null,
  ] as const;
  const evidence = fc.array(fc.oneof(fc.string(), fc.constantFrom('server: cloudflare', 'body: SQLSTATE')), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(fc.constantFrom(...layers), fc.string(), evidence, (layer, code, lines) => {
      const failures = [sampleOf('down', { layer, code, evidence: lines })];
      const causes = likelyCauses({ ...bare, failures });
      expect(causes.length).toBeGreaterThan(0);
      expect(causes.length).toBeLessThanOrEqual(3);
      const kinds = new Set<CauseKind>(causes.map(({ kind }) => kind));
      expect(kinds.size).toBe(causes.length);
      for (const { confidence, because } of causes) {
        expect(confidence >= 0 && confidence <= 0.95).toBe(true);
        expect(because).not.toBe('');
      }
    }),
    { seed: 8, numRuns: 300 },
  );
});

test('errors that are old and far more frequent, and steps that fail for visitors, say that the product itself fails', () => {
  const inside = {
    spans: [],
    errors: [{ title: 'TypeError: no cart', count: 60, before: 2, isNew: false }],
    lost: [
      { step: 'signup', failed: 14 },
      { step: 'visit', failed: 2 },
    ],
  };
  const [first, ...rest] = likelyCauses({ ...bare, inside });
  expect([first?.kind, first?.because, rest]).toEqual(['origin', 'The application answers 503.', []]);
  expect(first?.confidence).toBeGreaterThan(0.7);
  const failures = [sampleOf('down', { layer: 'http', code: null, evidence: [] })];
  const reasons = likelyCauses({ ...bare, failures, inside: { ...inside, lost: [] } });
  expect(reasons.map(({ because }) => because)).toContain(
    'Inside, "TypeError: no cart" came 60 times instead of 2.',
  );
});
