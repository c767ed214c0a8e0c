import { expect, test } from 'vitest';
import type { SecretMatch } from '../../../src/protocols/secrets/match.ts';
import { weighed } from '../../../src/protocols/secrets/place.ts';
import { sharedScanner } from '../../../src/protocols/secrets/redact.ts';
import { seededPick } from '../../../src/protocols/secrets/seeded-pick-sample.ts';
import { lookAlikes, type LookAlike } from './look-alikes.ts';
import { plantedSecrets } from './planted.ts';

const now = Date.UTC(2026, 10, 22);
const seeds = Array.from({ length: 12 }, (_each, index) => index + 1);

const secretsIn = (path: string, text: string): readonly SecretMatch[] =>
  sharedScanner()
    .scan(Buffer.from(text, 'utf8'), { now })
    .map((match) => weighed(match, path))
    .filter((match): match is SecretMatch => match?.kind === 'secret');

function wronglyFound({ path, line }: LookAlike): readonly string[] {
  const found = secretsIn(path, `const before = 1;\n${line}\n`);
  return found.slice(0, 1).map(({ rule }) => `${rule.id} in ${path}: ${line.slice(0, 80)}`);
}

const share = (part: number, whole: number): string => (part / whole).toFixed(4);

test('planted secrets are found and their look-alikes are not (DEP-1)', () => {
  const missed: string[] = [];
  const wrong: string[] = [];
  let [planted, structured, structuredFound, found, clean] = [0, 0, 0, 0, 0];
  for (const seed of seeds) {
    for (const { path, text, rule } of plantedSecrets(seededPick(seed))) {
      const isFound = secretsIn(path, text).length > 0;
      planted += 1;
      found += Number(isFound);
      if (rule.strength !== 'guess') structured += 1;
      if (rule.strength !== 'guess' && isFound) structuredFound += 1;
      if (!isFound) missed.push(`${rule.id} in ${path}`);
    }
    const alike = [0, 1, 2, 3, 4].flatMap((round) => lookAlikes(seededPick(seed * 1000 + round)));
    clean += alike.length;
    wrong.push(...alike.flatMap(wronglyFound));
  }
  const precision = found / (found + wrong.length);
  process.stdout.write(
    `secrets precision ${share(found, found + wrong.length)} recall ${share(structuredFound, structured)} ` +
      `(${planted} planted, ${clean} look-alikes, all kinds ${share(found, planted)})\n`,
  );
  expect(planted).toBeGreaterThan(2_000);
  expect(clean).toBeGreaterThanOrEqual(planted);
  expect(structuredFound / structured, [...new Set(missed)].join('\n')).toBeGreaterThanOrEqual(0.99);
  expect(precision, [...new Set(wrong)].join('\n')).toBeGreaterThanOrEqual(0.98);
});
