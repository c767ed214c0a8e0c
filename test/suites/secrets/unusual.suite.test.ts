import { expect, test } from 'vitest';
import { SecretHits, type Hit } from '../../../src/collectors/secrets/hits.ts';
import { scanContent } from '../../../src/collectors/secrets/read-files.ts';
import { seededPick } from '../../../src/protocols/secrets/seeded-pick-sample.ts';
import { plantedSecrets } from './planted.ts';
import { unusualLookAlikes } from './unusual-look-alikes.ts';
import { unusualSecrets } from './unusual-places.ts';

const now = Date.UTC(2026, 10, 22);
const seeds = [1, 2, 3, 4, 5, 6];

function secretsIn(path: string, bytes: Uint8Array): readonly Hit[] {
  const hits = new SecretHits();
  scanContent({ path, bytes, now }, hits);
  return hits.hits.filter(({ finding }) => finding.kind === 'secret');
}
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');

test('secrets in unusual places are found, and what stands there without being one is not (DEP-1)', () => {
  const planted = seeds.flatMap((seed) => unusualSecrets(seededPick(seed)));
  const missed = planted.filter(({ path, text }) => secretsIn(path, utf8(text)).length === 0);
  const alike = seeds.flatMap((seed) => unusualLookAlikes(seededPick(seed)));
  const wrong = alike.flatMap(({ path, text }) =>
    secretsIn(path, utf8(text)).map(({ finding }) => `${finding.rule} in ${path}`),
  );
  const recall = 1 - missed.length / planted.length;
  const precision = (planted.length - missed.length) / (planted.length - missed.length + wrong.length);
  process.stdout.write(
    `secrets in unusual places precision ${precision.toFixed(4)} recall ${recall.toFixed(4)} ` +
      `(${planted.length} planted, ${alike.length} look-alikes)\n`,
  );
  expect(alike.length).toBeGreaterThanOrEqual(planted.length);
  expect(recall, missed.map(({ path }) => path).join('\n')).toBeGreaterThanOrEqual(0.98);
  expect(precision, [...new Set(wrong)].join('\n')).toBeGreaterThanOrEqual(0.98);
});

const filler = (length: number): string =>
  Array.from({ length }, (_each, index) => `var a${index}=r(${index});`).join('');

/** The same text as other machines and tools write it. */
const wrappings: readonly (readonly [string, (text: string) => Uint8Array])[] = [
  ['with Windows line ends', (text) => utf8(text.replaceAll('\n', '\r\n'))],
  ['after a byte order mark', (text) => utf8(`\uFEFF${text}`)],
  ['in UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['indented', (text) => utf8(text.replaceAll(/^/gm, '        '))],
  ['behind a long minified line', (text) => utf8(`${filler(6_000)}\n${text}`)],
  [
    'among bytes that are no UTF-8',
    (text) => Buffer.from(`caf\u00e9 \u00ff\u00fe\n${text}\n\u00e4`, 'latin1'),
  ],
];

test.each(wrappings)('a secret is found as well %s', (_name, wrapped) => {
  const planted = plantedSecrets(seededPick(77)).filter(
    ({ path, text }) => secretsIn(path, utf8(text)).length > 0,
  );
  const missed = planted.filter(({ path, text }) => secretsIn(path, wrapped(text)).length === 0);
  expect(planted.length).toBeGreaterThan(200);
  expect(missed.map(({ rule, path }) => `${rule.id} in ${path}`)).toEqual([]);
});
