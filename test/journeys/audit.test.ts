import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { signature } from '../faults/planted.ts';
import { parseReport, shopDesk, type Ended, type ShopDesk } from './launch-ready.ts';

const schemaFile = join(import.meta.dirname, '..', '..', 'schemas', 'report.schema.json');
const isReport = new Ajv2020({ strict: true }).compile(
  JSON.parse(readFileSync(schemaFile, 'utf8')) as object,
);
const signatures = (report: Report): readonly string[] => report.findings.map(signature);

let shop: ShopDesk;
/** The audit everybody runs first, with the facts kept. */
let first: Ended;

beforeAll(async () => {
  shop = await shopDesk({ faults: ['tls/checkout-expired', 'dns/serial-differs'] });
  const { file, world, network } = shop;
  file('shop.yaml', world.manifestText);
  first = await shop.spawn('audit', '--manifest', 'shop.yaml', '--save', 'facts.json', ...network);
}, 120_000);
afterAll(() => shop[Symbol.asyncDispose]());

const replay = (...args: readonly string[]): Promise<Ended> =>
  shop.run('audit', '--from', 'facts.json', '--quiet', ...args);

describe('AUD-1 an audit with a manifest', () => {
  test('AUD-2 the answer comes first: verdict, blockers, a count, the next command', () => {
    const lines = first.stdout.split('\n');
    expect(lines[0]).toBe('■ Not ready: 1 blocker');
    expect(lines[1]).toMatch(
      /^ {2}Harbor Market, harbormarket\.shop, profile ecommerce, \d{4}-\d\d-\d\d \d\d:\d\d UTC$/u,
    );
    expect(lines[2]).toMatch(/^ {2}1 blocker.*; \d+ passed/u);
    expect(first.stdout).toContain('checkout.harbormarket.shop: it expired 3 days ago');
    expect(first.stdout.trimEnd().split('\n').at(-1)).toBe('      launch-ready fix plan');
    expect(first.exitCode).toBe(1);
  });

  test('AUD-5 talk goes to standard error, and off a terminal nothing is coloured or rewritten', () => {
    expect(first.stderr).toBe('Looking at harbormarket.shop …\nWritten: facts.json\n');
    expect(first.stdout + first.stderr).not.toMatch(/[\u001b\r]/u);
  });

  test('AUD-5 --json validates against the published schema and holds the planted faults, nothing else', async () => {
    const json = await replay('--json');
    const report = parseReport(json);
    expect(isReport(report)).toBe(true);
    expect(isReport.errors ?? []).toEqual([]);
    expect(signatures(report)).toEqual([
      'tls/certificate-expiry host:checkout.harbormarket.shop blocker',
      'domain/soa-serial zone:harbormarket.shop medium',
    ]);
    expect(report.subject).toMatchObject({
      product: 'Harbor Market',
      profile: 'ecommerce',
      isDeclared: true,
    });
  });

  test('AUD-3 the plan holds the work over two days, with what is not now', async () => {
    const { plan, notNow } = parseReport(await replay('--json'));
    expect(
      plan.slots.flatMap(({ day, stages, tasks }) => tasks.map((task) => [day, stages, task.title])),
    ).toEqual([
      [
        1,
        ['dns'],
        'The name servers hold different versions of the zone: visitors see old and new by chance (harbormarket.shop)',
      ],
      [
        1,
        ['edge', 'tls'],
        'The certificate has expired or its renewal is overdue (checkout.harbormarket.shop)',
      ],
    ]);
    expect(notNow.length).toBeGreaterThan(0);
  });
});

describe('AUD-1 an audit without a manifest', () => {
  test('the hosts are found out, and nothing is held against promises nobody made', async () => {
    const report = await shop.report('--only', 'domain');
    expect(isReport(report)).toBe(true);
    expect(report.subject).toMatchObject({
      isDeclared: false,
      domain: 'harbormarket.shop',
      profile: 'custom',
    });
    const hosts = report.coverage.targets.filter((each) => each.kind === 'host').map((each) => each.name);
    expect(hosts).toEqual(
      expect.arrayContaining(['www', 'api', 'checkout'].map((name) => `${name}.harbormarket.shop`)),
    );
    expect(signatures(report)).toContain('domain/soa-serial zone:harbormarket.shop medium');
  }, 40_000);
});

describe('AUD-7, DNS-7 who owns and serves what', () => {
  test('every record in plain words, with owner, purpose and provider', async () => {
    const { ownership } = await shop.report('--manifest', 'shop.yaml', '--only', 'domain');
    expect(new Set(ownership.map(({ type }) => type))).toEqual(
      new Set(['registration', 'NS', 'A', 'AAAA', 'MX', 'TXT', 'CAA']),
    );
    expect(ownership.filter(({ text }) => text === '')).toEqual([]);
    expect(ownership.find(({ type }) => type === 'registration')).toMatchObject({
      name: 'harbormarket.shop',
      provider: 'Tideline Registrar Ltd.',
      text: expect.stringMatching(
        /^The domain is rented at Tideline Registrar Ltd., paid until \d{4}-\d{2}-\d{2}/,
      ),
    });
    expect(
      ownership.find(({ name, type }) => name === 'checkout.harbormarket.shop' && type === 'A'),
    ).toMatchObject({
      owner: 'tom',
      purpose: 'Where orders are paid',
    });
  }, 40_000);
});

describe('AUD-5 every form of the report', () => {
  test.each([
    ['json', /^\{\n? *"schema": ?"launch-ready\/report@1"/u],
    ['html', /^<!doctype html>/iu],
    ['md', /^# .*[\s\S]*Not ready: 1 blocker/u],
    ['sarif', /"version": ?"2\.1\.0"/u],
    ['junit', /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites /u],
    ['terminal', /^■ Not ready: 1 blocker\b/u],
  ])('--format %s', async (format, start) => {
    const { stdout, stderr, exitCode } = await replay('--format', format);
    expect([exitCode, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(start);
    expect(stdout).toContain('checkout.harbormarket.shop');
    expect(stdout).not.toMatch(/\u001b/u);
  });

  test('--output writes the report there, --html a page besides, and standard output stays empty', async () => {
    const ended = await replay('--format', 'sarif', '--output', 'report.sarif', '--html', 'report.html');
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toBe('Written: report.sarif\nWritten: report.html\n');
    const sarif = JSON.parse(readFileSync(join(shop.folder, 'report.sarif'), 'utf8')) as {
      version: string;
    };
    expect(sarif.version).toBe('2.1.0');
    const html = readFileSync(join(shop.folder, 'report.html'), 'utf8');
    expect(html).toContain('checkout.harbormarket.shop');
    expect(html).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)=["']?https?:/iu);
  });

  test('a folder that cannot be written to is told in one sentence', async () => {
    shop.file('plain-file', '');
    const ended = await replay('--output', 'plain-file/report.md', '--format', 'md');
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toMatch(/^plain-file\/report\.md: .*\n.*\n.*\(LR_FILE_UNWRITABLE\)\n$/u);
  });
});

describe('AUD-5 exit codes', () => {
  test.each([
    ['a blocker stops the job by default', [], 1],
    ['nothing at or above: ready', ['--only', 'redirects'], 0],
    ['a medium finding passes when only high ones stop', ['--only', 'domain', '--fail-on', 'high'], 0],
    ['and stops when medium is the limit', ['--only', 'domain', '--fail-on', 'medium'], 1],
    ['--fail-on never looks without stopping', ['--fail-on', 'never'], 0],
    ['a wrong severity is a mistake of the user', ['--fail-on', 'worst'], 2],
    ['nothing known about the asked checks', ['--only', 'tls/certificate-expiry', '--from', 'blind.json'], 3],
  ])('%s', async (_story, args, expected) => {
    shop.file('blind.json', blinded(readFileSync(join(shop.folder, 'facts.json'), 'utf8')));
    expect((await replay(...args)).exitCode).toBe(expected);
  });
});

describe('AUD-2 a part of the audit', () => {
  test('--only names a theme or a check, several add up', async () => {
    const report = parseReport(await replay('--json', '--only', 'domain/soa-serial', '--only', 'redirects'));
    const themes = new Set([...report.findings, ...report.passed].map(({ check }) => check.split('/')[0]));
    expect([...themes].toSorted()).toEqual(['domain', 'redirects']);
    expect(signatures(report)).toEqual(['domain/soa-serial zone:harbormarket.shop medium']);
  });

  test('--stage keeps to one stage of the plan', async () => {
    const report = parseReport(await replay('--json', '--stage', 'tls'));
    expect(new Set([...report.findings, ...report.passed].map(({ stage }) => stage))).toEqual(
      new Set(['tls']),
    );
    expect(signatures(report)).toEqual(['tls/certificate-expiry host:checkout.harbormarket.shop blocker']);
  });

  test('only what the asked check needs is collected', async () => {
    const { run, network, folder } = shop;
    const asked = ['--only', 'domain/soa-serial', '--save', 'small.json', '--quiet'];
    await run('audit', 'harbormarket.shop', ...asked, ...network);
    const saved = JSON.parse(readFileSync(join(folder, 'small.json'), 'utf8')) as { facts: { id: string }[] };
    expect(saved.facts.map(({ id }) => id).filter((id) => id.startsWith('tls/'))).toEqual([]);
    expect(existsSync(join(folder, 'launch.yaml'))).toBe(false);
  });
});

/** The same file as if nobody had answered. */
function blinded(text: string): string {
  const file = JSON.parse(text) as { facts: { fact: unknown }[] };
  const fact = { state: 'unknown', reason: 'the cable is cut', remedy: 'plug it in' };
  return JSON.stringify({ ...file, facts: file.facts.map((each) => ({ ...each, fact })) });
}
