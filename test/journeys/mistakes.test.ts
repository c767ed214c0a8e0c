import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanEditor } from '../../src/world/plan-editor.ts';
import { PlanEditor as Editor } from '../../src/world/plan-editor.ts';
import { desk, looksLikeCrash, parseReport, shopDesk, type Desk, type Ended } from './launch-ready.ts';

let own: Desk;
beforeAll(() => {
  own = desk();
});
afterAll(() => own[Symbol.asyncDispose]());

/** A mistake of the user: exit 2, nothing on standard output, no stack. */
async function mistake(...args: readonly string[]): Promise<string> {
  const ended = await own.run(...args);
  expect([ended.exitCode, ended.stdout, looksLikeCrash(ended)]).toEqual([2, '', false]);
  return ended.stderr;
}

describe('AUD-5 mistakes are answered in whole sentences', () => {
  test('a command that is nearly one', async () => {
    expect(await mistake('aduit', 'example.com')).toBe(
      "error: unknown command 'aduit'\n(Did you mean audit?)\n(add --help for what it takes)\n",
    );
  });

  test('an option that is nearly one', async () => {
    expect(await mistake('audit', 'example.com', '--formt', 'json')).toBe(
      "error: unknown option '--formt'\n(Did you mean --format?)\n(add --help for what it takes)\n",
    );
  });

  test('a check that is nearly one', async () => {
    expect(await mistake('audit', 'example.com', '--only', 'tls/certificat-expiry')).toMatch(
      /^There is no check or theme "tls\/certificat-expiry"\. Did you mean tls\/certificate-expiry\?\nThe themes are [a-z, ]+\.\n.* \(LR_CHECK_UNKNOWN\)\n$/u,
    );
  });

  test('a manifest: every problem with line, column, caret and suggestion, in one run', async () => {
    own.file(
      'bad.yaml',
      'version: 1\nproduct:\n  name: Shop\n  domain: shop.example\nprofle: ecommerce\nhosts:\n  - name: www.shop.example\n    role: aap\n',
    );
    expect(await mistake('audit', '--manifest', 'bad.yaml')).toBe(`\
bad.yaml:1:1 profile: is missing. Use waitlist, community, booking, mobile, ecommerce or custom. (LR_MANIFEST_MISSING)
  1 | version: 1
    | ^
bad.yaml:5:1 profle: "profle" is not known here. Did you mean profile? (LR_MANIFEST_UNKNOWN_KEY)
  5 | profle: ecommerce
    | ^^^^^^
bad.yaml:8:11 hosts[0].role: "aap" is not a role. Use apex, www, app, api, admin, checkout, auth, assets, status, mail, docs, blog, staging or other. Did you mean app? (LR_MANIFEST_VALUE)
  8 |     role: aap
    |           ^^^
bad.yaml has 3 problems; nothing was looked at.
Correct the lines above; docs/reference/manifest.md has every key. (LR_MANIFEST_INVALID)
`);
  });

  test.each([
    ['an IPv4 address', '192.0.2.1', 'it is an IP address'],
    ['an IPv6 address', '[2001:db8::1]', 'it is an IP address'],
    ['a bare word', 'localhost', 'it has no form of one'],
    ['an empty label', 'shop..example', 'it has no form of one'],
    ['control characters', 'shop\u001b[31m.example', 'it has no form of one'],
  ])('%s is no domain', async (_story, text, why) => {
    const said = await mistake('audit', text);
    expect(said).toMatch(/^".*" is not a domain name: /u);
    expect(said).toContain(`is not a domain name: ${why}.\n`);
    expect(said).not.toContain('\u001b');
    expect(said).toContain('(LR_DOMAIN_INVALID)\n');
  });

  test('no domain and no launch.yaml', async () => {
    expect(await mistake('audit')).toBe(
      'No domain was given and there is no launch.yaml in this folder.\nThere is nothing to look at.\n' +
        'Write one with: launch-ready init example.com, or look without one: launch-ready audit example.com (LR_NOTHING_TO_AUDIT)\n',
    );
  });

  test.each([
    [
      '--map',
      'shop.example=127.0.0.1:1',
      /^--map shop\.example=127\.0\.0\.1:1, column \d+: .*\n.*\n.*\(LR_MAP\)\n$/u,
    ],
    ['--hints', 'nowhere.hints', /^--hints nowhere\.hints: .*\n.*\n.*\(LR_FILE_UNREADABLE\)\n$/u],
    ['--ca', 'nowhere.pem', /^--ca nowhere\.pem: .*\n.*\n.*\(LR_FILE_UNREADABLE\)\n$/u],
    ['--manifest', 'nowhere.yaml', /^--manifest nowhere\.yaml: .*\n.*\n.*\(LR_FILE_UNREADABLE\)\n$/u],
    ['--timeout', 'soon', /^--timeout soon is not a number of seconds\.\n.*\n.*\(LR_TIMEOUT_INVALID\)\n$/u],
  ])('%s %s', async (flag, value, expected) => {
    expect(await mistake('audit', 'example.com', '--quiet', flag, value)).toMatch(expected);
  });

  test('a file of hints or certificates that holds none', async () => {
    own.file('empty', '\u0000\u0001 nothing');
    own.file('almost.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const refused = async (flag: string, name: string): Promise<string> =>
      mistake('audit', 'example.com', '--quiet', '--map', '*:*=refuse', flag, name);
    expect(await refused('--hints', 'empty')).toMatch(
      /^the hints file cannot be used, line 1: .*\(LR_HINTS\)\n$/su,
    );
    expect(await refused('--ca', 'empty')).toMatch(
      /^--ca empty holds no certificate\..*\(LR_CA_INVALID\)\n$/su,
    );
    expect(await refused('--ca', 'almost.pem')).toMatch(/^--ca almost\.pem holds no certificate\./u);
  });
});

describe('AUD-5 help', () => {
  test.each([[['--help']], [['audit', '--help']], [['verify', '--help']], [['help', 'compare']]])(
    '%s answers on standard output, exit 0',
    async (args) => {
      const ended = await own.run(...args);
      expect([ended.exitCode, ended.stderr]).toEqual([0, '']);
      expect(ended.stdout).toMatch(/^Usage: /u);
    },
  );

  test('without a word the help is shown, and it is no success', async () => {
    const ended = await own.run();
    expect(ended.exitCode).toBe(2);
    expect(ended.stdout).toContain('Start with: launch-ready audit example.com');
  });

  test('AUD-2 explain: one check in full, all in a list, as JSON for programs', async () => {
    const one = await own.run('explain', 'tls/certificate-expiry');
    expect(one.stdout).toMatch(/^tls\/certificate-expiry: [\s\S]+Why it matters[\s\S]+Sources[\s\S]+EDGE-3/u);
    const all = JSON.parse((await own.run('explain', '--json')).stdout) as {
      id: string;
      sources: unknown[];
    }[];
    expect(all.length).toBeGreaterThan(80);
    expect(all.filter(({ sources }) => sources.length === 0)).toEqual([]);
  });
});

describe('AUD-1 a world that does not answer', () => {
  const silent = async (domain: string, change: (world: PlanEditor) => PlanEditor): Promise<Ended> => {
    await using shop = await shopDesk({ change: (plan) => change(new Editor(plan)).plan });
    return await shop.run('audit', domain, '--json', ...shop.network);
  };

  test('the domain does not exist: blockers that say so, everything else unknown with a reason', async () => {
    const ended = await silent('nobody-took-this.shop', (world) => world);
    const report = parseReport(ended);
    expect([ended.exitCode, report.verdict, looksLikeCrash(ended)]).toEqual([1, 'pause', false]);
    const blockers = report.findings.filter(({ severity }) => severity === 'blocker');
    expect([...new Set(blockers.map(({ check }) => check))].toSorted()).toEqual([
      'domain/delegation-presence',
      'domain/host-resolution',
      'domain/registration-expiry',
    ]);
    expect(report.unknown.filter(({ text, remedy }) => text === '' || remedy === '')).toEqual([]);
  }, 40_000);

  test('an international name is asked for in the form of the wire', async () => {
    const ended = await silent('Bücher-Hafen.shop', (world) => world);
    expect(parseReport(ended).subject.domain).toBe('xn--bcher-hafen-thb.shop');
    expect(ended.stderr).toContain('Looking at xn--bcher-hafen-thb.shop');
  }, 40_000);

  test('every server of the domain answers SERVFAIL: nobody is called healthy', async () => {
    const ended = await silent('harbormarket.shop', (world) =>
      world.nameServer('ns1', { answers: 'SERVFAIL' }).nameServer('ns2', { answers: 'SERVFAIL' }),
    );
    const report = parseReport(ended);
    expect([ended.exitCode, report.verdict, looksLikeCrash(ended)]).toEqual([1, 'pause', false]);
    expect(report.findings.map(({ check, severity }) => `${check} ${severity}`)).toContain(
      'domain/lame-server blocker',
    );
    expect(report.passed.filter(({ check }) => /^(?:tls|redirects)\//u.test(check))).toEqual([]);
  }, 60_000);

  test('everything is refused: could not look, exit 3, and every unknown says why', async () => {
    const ended = await own.run('audit', 'example.com', '--map', '*:*=refuse', '--json', '--quiet');
    const report = parseReport(ended);
    expect([ended.exitCode, report.verdict, report.findings, looksLikeCrash(ended)]).toEqual([
      3,
      'could not look',
      [],
      false,
    ]);
    expect(report.unknown.length).toBeGreaterThan(100);
    expect(report.unknown.every(({ text, remedy }) => text.length > 10 && remedy.length > 3)).toBe(true);
  });
});
