import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  parseBunAudit,
  parseModernYarnAudit,
  parseNpmAudit,
  parsePnpmAudit,
  parseYarnAudit,
} from './audit.ts';
import {
  parseBundleAudit,
  parseCargoAudit,
  parseComposerAudit,
  parseDotnetAudit,
  parseGovulncheck,
  parseMixAudit,
  parsePipAudit,
} from './audit-other-languages.ts';
import { compareBunLock, compareNpmLock, comparePnpmLock, compareYarnLock } from './lock.ts';
import {
  compareCargoLock,
  compareGemfileLock,
  compareGoSum,
  compareMixLock,
} from './lock-other-languages.ts';

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

// Shapes: pnpm.io and yarnpkg.com "audit", bun.sh/docs/install/audit, pkg.go.dev/golang.org/x/vuln/cmd/govulncheck, hexdocs.pm/mix_audit,
// learn.microsoft.com "dotnet list package".
it('modern yarn prints a line for each hole, and none where none is known', () => {
  const line = {
    value: 'a',
    children: {
      ID: 1,
      Issue: 'x',
      URL: 'u',
      Severity: 'high',
      'Vulnerable Versions': '>=1 <1.2.0',
      'Tree Versions': ['1.0.0'],
    },
  };
  expect(parseModernYarnAudit(`${JSON.stringify(line)}\n`, 1)).toEqual([
    { name: 'a', title: 'x', severity: 'high', isFixable: true },
  ]);
  expect(parseModernYarnAudit('', 0)).toEqual([]);
  expect(parseModernYarnAudit('', 1)).toBeNull();
  expect(
    parseModernYarnAudit('{"type":"error","displayName":"YN0035","data":"Package not found"}\n', 1),
  ).toBeNull();
});

it.each([
  [
    'bun',
    parseBunAudit,
    { a: [{ id: 1, title: 'x', severity: 'critical', vulnerable_versions: '>=0' }], b: [] },
    [{ name: 'a', title: 'x', severity: 'blocker', isFixable: false }],
  ],
  [
    'mix',
    parseMixAudit,
    {
      pass: false,
      vulnerabilities: [
        { advisory: { package: 'a', title: 'x', first_patched_versions: ['1.2.0'] }, dependency: {} },
      ],
    },
    [{ name: 'a', title: 'x', severity: 'high', isFixable: true }],
  ],
  [
    'dotnet',
    parseDotnetAudit,
    {
      version: 1,
      projects: [
        {
          path: 'k.csproj',
          frameworks: [
            {
              framework: 'net9.0',
              topLevelPackages: [
                {
                  id: 'A',
                  resolvedVersion: '1',
                  vulnerabilities: [{ severity: 'Moderate', advisoryurl: 'u' }],
                },
              ],
              transitivePackages: [
                {
                  id: 'B',
                  resolvedVersion: '1',
                  vulnerabilities: [{ severity: 'Critical', advisoryurl: 'v' }],
                },
              ],
            },
          ],
        },
        { path: 'none.csproj' },
      ],
    },
    [
      { name: 'A', title: 'u', severity: 'medium', isFixable: true },
      { name: 'B', title: 'v', severity: 'blocker', isFixable: true },
    ],
  ],
] as const)('%s audit of another language', (_story, parse, report, expected) => {
  expect(parse(JSON.stringify(report))).toEqual(expected);
  expect(parse('error: no such command')).toBeNull();
});

it('govulncheck: a hole the program calls counts, one it merely brings is told', () => {
  const messages = [
    { config: { protocol_version: 'v1.0.0', scanner_name: 'govulncheck' } },
    { osv: { id: 'GO-1', summary: 'Panics on long input' } },
    { osv: { id: 'GO-2', summary: 'Never called' } },
    { finding: { osv: 'GO-1', fixed_version: 'v1.2.0', trace: [{ module: 'm' }] } },
    {
      finding: {
        osv: 'GO-1',
        fixed_version: 'v1.2.0',
        trace: [{ module: 'm', package: 'm/p', function: 'Parse' }],
      },
    },
    { finding: { osv: 'GO-2', trace: [{ module: 'n' }] } },
  ];
  const text = messages.map((each) => JSON.stringify(each, null, 2)).join('\n');
  expect(parseGovulncheck(text)).toEqual([
    { name: 'm', title: 'Panics on long input', severity: 'high', isFixable: true },
    { name: 'n', title: 'Never called', severity: 'low', isFixable: false },
  ]);
  expect(parseGovulncheck('govulncheck: no go.mod file')).toBeNull();
});

it('a package with two holes is as bad as each of them, not twice as the worst', () => {
  const via = [
    { title: 'x', severity: 'critical' },
    { title: 'y', severity: 'low' },
  ];
  const report = {
    auditReportVersion: 2,
    vulnerabilities: { a: { name: 'a', severity: 'critical', via, fixAvailable: true } },
  };
  expect(parseNpmAudit(JSON.stringify(report))?.map(({ severity }) => severity)).toEqual(['blocker', 'low']);
});

const gemfile =
  "source 'https://rubygems.org'\ngem 'rails', '~> 7.1', '>= 7.1.2'\ngem \"pg\"\ngroup :test do\n  gem 'capybara'\nend\n";
const gemLock = (dependencies: string): string =>
  `GEM\n  specs:\n    pg (1.5.4)\n\nDEPENDENCIES\n${dependencies}\nBUNDLED WITH\n   2.5.3\n`;
const goMod =
  'module kiln.example/shop\n\ngo 1.23\n\nrequire github.com/a/b v1.2.3 // indirect\nrequire (\n\tgithub.com/c/d v0.1.0\n\texample.org/own v0.0.0\n)\nreplace example.org/own => ../own\n';
const cargoToml =
  '[package]\nname = "shop"\nversion = "0.1.0"\n\n[dependencies]\nserde = { version = "1", features = ["derive"] }\nweb = { package = "actix-web", version = "4" }\n\n[dev-dependencies.tempfile]\nversion = "3"\n\n[features]\nextra = []\n';
const cargoLock = (names: string): string =>
  `version = 4\n\n[[package]]\nname = "serde"\nversion = "1.0.1"\n\n[[package]]\nname = "shop"\nversion = "0.1.0"\ndependencies = [\n${names}]\n`;
const mixExs =
  'defmodule Shop.MixProject do\n  defp deps do\n    [\n      {:phoenix, "~> 1.7"},\n      # {:gone, "1.0"},\n      {:own, path: "../own"},\n      {:esbuild, "~> 0.8", runtime: Mix.env() == :dev}\n    ]\n  end\nend\n';
it.each([
  [
    'Gemfile.lock in sync',
    compareGemfileLock(gemfile, gemLock('  capybara\n  pg\n  rails (>= 7.1.2, ~> 7.1)\n')),
    [],
  ],
  [
    'Gemfile.lock behind',
    compareGemfileLock(gemfile, gemLock('  pg\n  rails (~> 7.0)\n')),
    ['rails is asked for as >= 7.1.2, ~> 7.1 and locked as ~> 7.0', 'capybara is asked for and not locked'],
  ],
  ['Gemfile.lock of another form', compareGemfileLock(gemfile, 'x'), null],
  [
    'go.sum in sync',
    compareGoSum(goMod, 'github.com/a/b v1.2.3/go.mod h1:x=\ngithub.com/c/d v0.1.0 h1:y=\n'),
    [],
  ],
  [
    'go.sum behind',
    compareGoSum(goMod, 'github.com/a/b v1.2.2 h1:x=\ngithub.com/c/d v0.1.0 h1:y=\n'),
    ['github.com/a/b v1.2.3 is asked for and has no hash'],
  ],
  [
    'Cargo.lock in sync',
    compareCargoLock(cargoToml, cargoLock(' "actix-web",\n "serde 1.0.1",\n "tempfile",\n')),
    [],
  ],
  [
    'Cargo.lock behind',
    compareCargoLock(cargoToml, cargoLock(' "actix-web",\n "serde",\n "old",\n')),
    ['tempfile is asked for and not locked', 'old is locked and no longer asked for'],
  ],
  ['Cargo.lock of a workspace', compareCargoLock('[workspace]\nmembers = ["a"]\n', cargoLock('')), null],
  [
    'mix.lock in sync',
    compareMixLock(
      mixExs,
      '%{\n  "phoenix": {:hex, :phoenix, "1.7.1"},\n  "esbuild": {:hex, :esbuild, "0.8.1"},\n}\n',
    ),
    [],
  ],
  [
    'mix.lock behind',
    compareMixLock(mixExs, '%{\n  "phoenix": {:hex, :phoenix, "1.7.1"},\n}\n'),
    ['esbuild is asked for and not locked'],
  ],
  [
    'bun.lock in sync',
    compareBunLock(
      manifest,
      '{ "lockfileVersion": 1, "workspaces": { "": { "name": "k", "dependencies": { "a": "^1.0.0", }, "devDependencies": { "b": "2.0.0", }, }, }, }',
    ),
    [],
  ],
  [
    'bun.lock behind',
    compareBunLock(manifest, '{ "workspaces": { "": { "dependencies": { "a": "^1.0.0" } } } }'),
    ['b is asked for as 2.0.0 and locked as nothing'],
  ],
] as const)('%s', (_story, compared, expected) => expect(compared).toEqual(expected));

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
        parseBunAudit,
        parseDotnetAudit,
        parseGovulncheck,
        parseMixAudit,
        (each: string) => parseModernYarnAudit(each, 1),
        (each: string) => compareBunLock(each, text),
        (each: string) => compareCargoLock(text, each),
        (each: string) => compareGemfileLock(text, each),
        (each: string) => compareGoSum(text, each),
        (each: string) => compareMixLock(text, each),
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
