import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseManifest } from './parse.ts';
import { formatProblem } from './problem.ts';

const sample = (name: string): string => readFileSync(join(import.meta.dirname, 'samples', name), 'utf8');
const head = 'version: 1\nproduct: { name: Kiln, domain: kiln.example }\nprofile: ecommerce\n';
const messages = (text: string): readonly string[] =>
  parseManifest(text, 'launch.yaml').problems.map(formatProblem);

describe('secrets stay out, and are never repeated', () => {
  test.each([
    [
      'a password of the mail server',
      'mail: { smtp: { host: a.example, password: Hunter2x! } }',
      'Hunter2x!',
    ],
    [
      'a Slack hook',
      `alerts: [{ id: a, channel: slack, to: "https://hooks.slack.com/services/${'T0/B0/abcdefghijkl'}" }]`,
      'abcdefghijkl',
    ],
    [
      'a Stripe key in a header',
      `journeys: [{ id: j, steps: [{ request: GET /, headers: { a: ${'sk_live_'}4242424242424242 } }] }]`,
      '42424242',
    ],
    [
      'a database address',
      'dataStores: [{ id: d, kind: postgres, url: "postgres://u:Hunter2x!@db/x" }]',
      'Hunter2x!',
    ],
    [
      'an option called token',
      'providers: [{ id: d, kind: powerdns, zone: a.example, options: { apiKey: hunter2x } }]',
      'hunter2x',
    ],
  ])('%s', (_story, text, secret) => {
    const { manifest, problems } = parseManifest(head + text, 'launch.yaml');
    expect(manifest).toBeNull();
    expect(problems.map((each) => each.code)).toEqual(['LR_MANIFEST_SECRET']);
    expect(JSON.stringify(problems)).not.toContain(secret);
    expect(problems.map(formatProblem).join()).not.toContain(secret);
  });

  test('not even when the line is shown for another reason', () => {
    expect(messages(`${head}mail: { smtp: { host: 5, password: hunter2x } }`).join()).not.toContain(
      'hunter2x',
    );
    expect(messages('password: "hunter2x').join()).not.toContain('hunter2x');
  });
});

describe('hostile files end quickly and quietly', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    .concat(
      'bcdefghi'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]`),
    )
    .join('\n');
  test.each([
    ['nothing at all', '', 'needs fields with names, not an empty value.'],
    ['no YAML', 'a: b: c', 'This is not YAML: Nested mappings are not allowed in compact mappings.'],
    ['two documents', '--- 1\n--- 2', 'The file holds two documents. Keep one.'],
    ['a key twice', 'a: 1\na: 2', 'This key is here twice. Keep one.'],
    ['an alias to nothing', 'a: *b', 'An alias (*name) points at no anchor (&name) above it.'],
    ['a billion laughs', bomb, 'Anchors are used more than 100 times.'],
    ['500 brackets', '['.repeat(500), 'Nested deeper than 32 levels.'],
    ['50,000 dashes', '- '.repeat(50_000), 'Nested deeper than 32 levels.'],
    [
      '3,000 keys',
      Array.from({ length: 3_000 }, (_, at) => `k${at}: v`).join('\n'),
      'More than 2000 keys side by side.',
    ],
    ['two megabytes', 'a'.repeat(2_000_000), 'The file has 2000000 characters, the limit is 1048576.'],
  ])('%s', (_story, text, expected) => {
    expect(parseManifest(text, 'launch.yaml').problems.map((each) => each.text)).toEqual([expected]);
  });

  test('whatever is cut, swapped or doubled in a good file: a manifest or problems, never an exception', () => {
    const good = sample('shop.yaml');
    fc.assert(
      fc.property(
        fc.nat(good.length),
        fc.nat(40),
        fc.string({ maxLength: 12, unit: 'binary' }),
        (at, cut, put) => {
          const text = good.slice(0, at) + put + good.slice(at + cut);
          const { manifest, problems } = parseManifest(text, 'launch.yaml');
          expect(manifest === null).toBe(problems.length > 0);
          for (const problem of problems) {
            expect(problem.line).toBeGreaterThan(0);
            expect(problem.column).toBeGreaterThan(0);
            expect(formatProblem(problem).length).toBeLessThan(5_000);
          }
        },
      ),
      { numRuns: 30, seed: 7 },
    );
  });
});
