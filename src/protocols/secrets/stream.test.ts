import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allRules } from './all-rules.ts';
import { fillTemplate } from './example.ts';
import type { SecretMatch } from './match.ts';
import { foundBy, SecretScanner } from './scanner.ts';
import { seededPick } from './seeded-pick-sample.ts';
import { strongest, type Found } from './strongest.ts';
import { SecretStream } from './stream.ts';

const scanner = new SecretScanner();
const now = Date.UTC(2026, 10, 22);
const shown = (found: readonly SecretMatch[]): readonly string[] =>
  found.map(({ rule, offset, line, column, value }) => `${rule.id} ${offset} ${line}:${column} ${value}`);

const noise = [
  ' ',
  '\n',
  '"',
  "'",
  '=',
  ':',
  ', ',
  '{',
  '}',
  '(',
  'const token = "',
  'password: ',
  '\\n',
  '%3D',
  'x',
  'api_key',
  'ghp_',
  'AKIA',
  '://',
  'eyJhbGciOiJIUzI1NiJ9.',
  'a1b2c3d4',
  'https://user:',
  '@host',
  '-----BEGIN ',
  'sk-',
  'é',
  'function(e){return e.token}',
];

/** A text of examples, broken examples and noise. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...noise),
      fc.tuple(fc.nat(allRules.length - 1), fc.nat(1000), fc.boolean()).map(([index, seed, isWhole]) => {
        const text = fillTemplate(allRules[index]?.example ?? '', seededPick(seed));
        return isWhole ? text : text.slice(0, Math.ceil(text.length * 0.7));
      }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.from(parts.join(''), 'latin1'));

/** Every rule tried at every place of the whole text, without keywords. */
function searchedWhole(bytes: Buffer): readonly string[] {
  const text = bytes.toString('latin1');
  const found: Found[] = [];
  allRules.forEach((rule, order) => {
    const pattern = new RegExp(rule.pattern.source, `${rule.pattern.flags}g`);
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      found.push(foundBy({ rule, order }, match, now));
      pattern.lastIndex = match.index + 1;
    }
  });
  return strongest(found).map(
    ({ rule, candidate }) => `${rule.id} ${candidate.valueStart} ${candidate.value}`,
  );
}

it('the keyword prefilter finds what every pattern finds over the whole text', () => {
  fc.assert(
    fc.property(texts, (bytes) => {
      const prefiltered = scanner
        .scan(bytes, { now })
        .filter(({ isEncoded }) => !isEncoded)
        .map(({ rule, offset, value }) => `${rule.id} ${offset} ${value}`);
      expect(prefiltered).toEqual(searchedWhole(bytes));
    }),
    { seed: 5, numRuns: 150 },
  );
});

it('a stream in chunks of any size finds what one scan finds, at the same lines', () => {
  fc.assert(
    fc.property(texts, texts, fc.integer({ min: 1, max: 40_000 }), (head, tail, chunk) => {
      const filler = Buffer.from('const value = 1;\n'.repeat(9_000));
      const bytes = Buffer.concat([head, filler, tail, filler, head]);
      const stream = new SecretStream(scanner, { now, blockBytes: 4_096 });
      const found: SecretMatch[] = [];
      for (let at = 0; at < bytes.length; at += chunk)
        found.push(...stream.push(bytes.subarray(at, at + chunk)));
      found.push(...stream.end());
      expect(shown(found)).toEqual(shown(scanner.scan(bytes, { now })));
    }),
    { seed: 6, numRuns: 10 },
  );
});

it('never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), fc.boolean(), (bytes, isBinary) => {
      expect(scanner.scan(bytes, { now, isBinary }).every(({ offset }) => offset < bytes.length)).toBe(true);
    }),
    { seed: 7, numRuns: 300 },
  );
});
