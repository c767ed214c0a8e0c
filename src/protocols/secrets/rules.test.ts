import { describe, expect, it } from 'vitest';
import { allRules } from './all-rules.ts';
import { fillTemplate } from './example.ts';
import { patternReach } from './pattern-reach.ts';
import { redactSecrets } from './redact.ts';
import { SecretScanner } from './scanner.ts';
import { seededPick } from './seeded-pick-sample.ts';

const scanner = new SecretScanner();
const now = Date.UTC(2026, 10, 22);
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const idsIn = (text: string): readonly string[] =>
  scanner.scan(bytes(text), { now }).map(({ rule }) => rule.id);

describe('every rule (DEP-1)', () => {
  it('at least 120 kinds are known, each under one name', () => {
    const ids = allRules.map(({ id }) => id);
    process.stdout.write(
      `secrets kinds ${ids.length}, ${scanner.compiled.search.beginnings} beginnings of keywords\n`,
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(120);
  });

  it.each(allRules.map((rule) => [rule.id, rule] as const))(
    '%s finds its example, ten times made anew',
    (id, rule) => {
      for (let seed = 1; seed <= 10; seed += 1) {
        const text = fillTemplate(rule.example, seededPick(seed));
        expect([seed, idsIn(text)], text).toEqual([seed, expect.arrayContaining([id])]);
      }
    },
  );

  it.each(allRules.map((rule) => [rule.id, rule] as const))('%s passes over its non-example', (id, rule) => {
    for (let seed = 1; seed <= 10; seed += 1) {
      expect(idsIn(fillTemplate(rule.nonExample, seededPick(seed)))).not.toContain(id);
    }
  });

  it.each(allRules.map((rule) => [rule.id, rule] as const))(
    '%s is bounded and says how to rotate',
    (_id, rule) => {
      expect(patternReach(rule.pattern).ahead).toBeLessThanOrEqual(25_000);
      expect(rule.keywords.every((word) => word.length >= 2 && word === word.toLowerCase())).toBe(true);
      expect(rule.rotate.text.length).toBeGreaterThan(10);
      expect(new URL(rule.rotate.url).protocol).toBe('https:');
    },
  );
});

it('DEP-1, MON-8: a text that is not ASCII hides no secret: what stands around it is the same as before', () => {
  const touched = allRules.filter(({ example, kind }) => {
    const text = fillTemplate(example, seededPick(4));
    const after = redactSecrets(text);
    expect(redactSecrets(`${text}\n漢字 é\n`), example).toBe(`${after}\n漢字 é\n`);
    return kind === 'secret' && after !== text;
  });
  expect(touched.length).toBeGreaterThan(250);
  const untouched = 'Ein Schlüssel 漢字 ist kein Geheimnis';
  expect(redactSecrets(untouched)).toBe(untouched);
});
