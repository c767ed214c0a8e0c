import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  parseBundleAudit,
  parseCargoAudit,
  parseComposerAudit,
  parseNpmAudit,
  parsePipAudit,
  parsePnpmAudit,
  parseYarnAudit,
} from './audit.ts';
import { compareNpmLock, comparePnpmLock, compareYarnLock } from './lock.ts';

const manifest = JSON.stringify({ dependencies: { a: '^1.0.0' }, devDependencies: { b: '2.0.0' } });
const npmLock = (dependencies: object, packages: object = { 'node_modules/a': {}, 'node_modules/b': {} }) =>
  JSON.stringify({ lockfileVersion: 3, packages: { '': dependencies, ...packages } });

// DEP-3
it.each([
  ['in sync', npmLock({ dependencies: { a: '^1.0.0' }, devDependencies: { b: '2.0.0' } }), []],
  [
    'another range',
    npmLock({ dependencies: { a: '^0.9.0' }, devDependencies: { b: '2.0.0' } }),
    ['a is asked for as ^1.0.0 and locked as ^0.9.0'],
  ],
  [
    'added and not installed',
    npmLock({ dependencies: { a: '^1.0.0' } }),
    ['b is asked for as 2.0.0 and locked as nothing'],
  ],
  [
    'removed and still locked',
    npmLock({ dependencies: { a: '^1.0.0', c: '1' }, devDependencies: { b: '2.0.0' } }),
    ['c is locked and no longer asked for'],
  ],
  [
    'asked for and not locked',
    npmLock({ dependencies: { a: '^1.0.0' }, devDependencies: { b: '2.0.0' } }, { 'node_modules/a': {} }),
    ['b is asked for and not locked'],
  ],
  ['an old form', '{"lockfileVersion":1,"dependencies":{}}', null],
  ['no JSON', '{', null],
] as const)('package-lock.json: %s', (_story, lock, expected) =>
  expect(compareNpmLock(manifest, lock)).toEqual(expected),
);

it('pnpm and yarn', () => {
  const pnpm =
    "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: ^1.0.0\n        version: 1.0.0\n";
  expect(comparePnpmLock(manifest, pnpm)).toEqual(['b is asked for as 2.0.0 and locked as nothing']);
  expect(
    compareYarnLock(
      manifest,
      '# yarn lockfile v1\n\na@^1.0.0:\n  version "1.0.1"\n\n"b@npm:2.0.0":\n  version: 2.0.0\n',
    ),
  ).toEqual([]);
  expect(compareYarnLock(manifest, 'a@^0.9.0:\n  version "0.9.1"\n')).toEqual([
    'a@^1.0.0 is asked for and not locked',
    'b@2.0.0 is asked for and not locked',
  ]);
});

it.each([
  [
    'npm',
    parseNpmAudit,
    {
      auditReportVersion: 2,
      vulnerabilities: {
        a: { name: 'a', severity: 'critical', via: [{ title: 'x' }], fixAvailable: true },
        b: { name: 'b', severity: 'high', via: ['a'], fixAvailable: false },
      },
    },
    [{ name: 'a', title: 'x', severity: 'blocker', isFixable: true }],
  ],
  [
    'pnpm',
    parsePnpmAudit,
    { advisories: { 1: { module_name: 'a', title: 'x', severity: 'moderate', patched_versions: '<0.0.0' } } },
    [{ name: 'a', title: 'x', severity: 'medium', isFixable: false }],
  ],
  [
    'composer',
    parseComposerAudit,
    { advisories: { 'v/a': [{ title: 'x', severity: 'high' }] } },
    [{ name: 'v/a', title: 'x', severity: 'high', isFixable: true }],
  ],
  ['composer, none', parseComposerAudit, { advisories: [] }, []],
  [
    'pip-audit',
    parsePipAudit,
    {
      dependencies: [
        { name: 'a', vulns: [{ id: 'PYSEC-1', fix_versions: ['2'] }] },
        { name: 'b', vulns: [] },
      ],
    },
    [{ name: 'a', title: 'PYSEC-1', severity: 'high', isFixable: true }],
  ],
  [
    'bundle-audit',
    parseBundleAudit,
    { results: [{ gem: { name: 'a' }, advisory: { title: 'x', criticality: 'low' } }] },
    [{ name: 'a', title: 'x', severity: 'low', isFixable: true }],
  ],
  [
    'cargo',
    parseCargoAudit,
    {
      vulnerabilities: {
        list: [{ advisory: { title: 'x' }, package: { name: 'a' }, versions: { patched: [] } }],
      },
    },
    [{ name: 'a', title: 'x', severity: 'high', isFixable: false }],
  ],
] as const)('%s audit', (_story, parse, report, expected) => {
  expect(parse(JSON.stringify(report))).toEqual(expected);
  expect(parse('{"error":{"code":"ENOAUDIT"}}')).toBeNull();
});

it('yarn classic prints a line for each', () => {
  const advisory = { advisory: { module_name: 'a', title: 'x', severity: 'low' } };
  const lines = [
    { type: 'auditAdvisory', data: advisory },
    { type: 'auditAdvisory', data: advisory },
    { type: 'auditSummary', data: {} },
  ];
  expect(parseYarnAudit(lines.map((each) => JSON.stringify(each)).join('\n'))).toEqual([
    { name: 'a', title: 'x', severity: 'low', isFixable: false },
  ]);
  expect(parseYarnAudit('error')).toBeNull();
});

it('whatever the texts, nothing throws', () => {
  fc.assert(
    fc.property(fc.json(), fc.string({ maxLength: 200 }), (json, text) => {
      for (const parse of [
        parseNpmAudit,
        parsePnpmAudit,
        parseYarnAudit,
        parseComposerAudit,
        parsePipAudit,
        parseBundleAudit,
        parseCargoAudit,
      ])
        parse(json);
      for (const compare of [compareNpmLock, comparePnpmLock, compareYarnLock]) compare(json, text);
    }),
    { seed: 11, numRuns: 200 },
  );
});
