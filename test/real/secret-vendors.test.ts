import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ParsedOptions, type CommandContext } from '../../src/cli/command.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import type { ScanDocument } from '../../src/cli/scan/document.ts';
import { run } from '../../src/cli/scan/run.ts';
import { allRules } from '../../src/protocols/secrets/all-rules.ts';
import { verificationRows } from '../../src/protocols/secrets/data/verification-table.ts';
import { fillTemplate } from '../../src/protocols/secrets/example.ts';
import { seededPick } from '../../src/protocols/secrets/seeded-pick-sample.ts';
import { SecretScanner } from '../../src/protocols/secrets/scanner.ts';
import { opensslAuthority, type OpensslAuthority } from './certificates.ts';
import type { HttpsDouble } from './vendors/https-double.ts';
import { keyHosts, keyVendors } from './vendors/key-vendors.ts';
import { startKeyVendors, type HeldKey, type KeyRing } from './vendors/keys.ts';

interface Planted {
  readonly rule: string;
  readonly line: string;
  readonly value: string;
}

/** One line of a file for each rule whose vendor can be asked, with the value our scanner takes out of it. */
const planted: readonly Planted[] = verificationRows
  .flatMap(({ rules }) => rules)
  .map((rule, index) => {
    const { example } = allRules.find(({ id }) => id === rule) ?? { example: '' };
    const line = fillTemplate(example, seededPick(index + 1));
    const match = new SecretScanner()
      .scan(Buffer.from(line), { now: 0 })
      .find((each) => each.rule.id === rule);
    if (match === undefined) throw new Error(`${rule}: its example is not found`);
    return { rule, line, value: match.value };
  });

// DEP-1: `scan --verify`, the whole command over real HTTPS, against doubles that hold keys.
describe('vendors asked whether a key works', () => {
  const ring: KeyRing = { keys: new Map<string, HeldKey>(), weather: 'well', seen: [] };
  let folder = '';
  let authority: OpensslAuthority;
  let vendors: HttpsDouble;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'launch-ready-verify-'));
    authority = opensslAuthority('http://issuers.example/');
    vendors = await startKeyVendors(ring, authority.issue({ names: keyHosts, from: -1, until: 30 }));
    writeFileSync(join(folder, 'ca.pem'), `${authority.intermediatePem}\n${authority.rootPem}`);
    planted.forEach(({ line }, index) => writeFileSync(join(folder, `f${index}.conf`), `${line}\n`));
  });
  beforeEach(() => {
    ring.keys.clear();
    ring.weather = 'well';
    ring.seen.length = 0;
  });
  afterAll(async () => {
    await vendors[Symbol.asyncDispose]();
    authority[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  async function scan(
    options: { readonly json?: boolean; readonly signal?: AbortSignal; readonly isAsked?: boolean } = {},
  ): Promise<{ readonly text: string; readonly document: ScanDocument | null }> {
    let [stdout, stderr] = ['', ''];
    const context: CommandContext = {
      stdout: (text) => void (stdout += text),
      stderr: (text) => void (stderr += text),
      terminal: { isTty: false, isErrorTty: false, columns: 80, hasColour: false },
      cwd: folder,
      version: '0.0.0',
      signal: options.signal ?? new AbortController().signal,
      openOutside: openRealOutside,
      ask: async () => null,
      readStdin: async () => '',
    };
    const given = {
      verify: options.isAsked ?? true,
      json: options.json ?? true,
      verbose: true,
      map: vendors.maps,
      resolver: vendors.resolvers,
      ca: [join(folder, 'ca.pem')],
      allowPrivate: true,
    };
    await run(context, { arguments: [folder], options: new ParsedOptions(given) });
    const document = given.json && stdout !== '' ? (JSON.parse(stdout) as ScanDocument) : null;
    return { text: `${stdout}\n${stderr}`, document };
  }

  const states = (document: ScanDocument | null): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      [...(document?.findings ?? []), ...(document?.notes ?? [])]
        .filter(({ rule }) => planted.some((each) => each.rule === rule))
        .map(({ rule, verified }) => [rule, verified] as const),
    );
  const all = (state: (rule: string) => string): Readonly<Record<string, unknown>> =>
    Object.fromEntries(planted.map(({ rule }) => [rule, state(rule)]));
  const issue = (state: HeldKey['state']): void => {
    for (const { rule, value } of planted) ring.keys.set(value, { rule, state });
  };
  const told = (document: ScanDocument | null): readonly string[] =>
    (document?.notLookedAt ?? []).filter((text) => text.includes(' did not tell '));

  it('without --verify nobody is asked', async () => {
    await scan({ isAsked: false });
    expect(ring.seen).toEqual([]);
  });

  it('every vendor’s living key is told to work, and only that vendor saw it', async () => {
    issue('live');
    const { document, text } = await scan();
    expect(states(document)).toEqual(all(() => 'works'));
    expect(told(document)).toEqual([]);
    expect(ring.seen).toHaveLength(planted.length);
    for (const { rule, value } of planted) {
      const { host = '' } = keyVendors.find(({ rules }) => rules.includes(rule)) ?? {};
      const saw = ring.seen.filter((each) => each.text.includes(value));
      expect([rule, saw.map(({ method, names }) => [method, ...names])]).toEqual([
        rule,
        [['GET', host, host]],
      ]);
      expect(text).not.toContain(value);
    }
  });

  it('a key taken back is told as refused the next time', async () => {
    issue('revoked');
    expect(states((await scan()).document)).toEqual(all(() => 'refused'));
  });

  it('a key never issued is refused, but where the answer may mean another kind of key', async () => {
    const { document } = await scan();
    // A user's question about a token that may be an account's.
    expect(states(document)).toEqual(all((rule) => (rule === 'cloudflare-token' ? 'unclear' : 'refused')));
  });

  it('a key that lives but may not ask this works all the same', async () => {
    issue('restricted');
    const hasSuch = (rule: string): boolean =>
      keyVendors.some(({ rules, restricted }) => restricted !== undefined && rules.includes(rule));
    expect(states((await scan()).document)).toEqual(all((rule) => (hasSuch(rule) ? 'works' : 'refused')));
  });

  it('the terminal never shows a value, whatever the vendor says', async () => {
    issue('live');
    const { text } = await scan({ json: false });
    expect(text).toContain('the vendor accepts it: it works now');
    for (const { value } of planted) expect(text).not.toContain(value);
  });

  it.each(['down', 'page', 'wall', 'redirect', 'broken', 'huge'] as const)(
    'vendors with weather “%s” say nothing about any key',
    async (weather) => {
      issue('live');
      ring.weather = weather;
      const { document, text } = await scan();
      expect(states(document)).toEqual(all(() => 'unclear'));
      expect(told(document)).not.toEqual([]);
      expect(ring.seen.every(({ names: [server, host] }) => server === host && keyHosts.includes(host))).toBe(
        true,
      );
      for (const { value } of planted) expect(text).not.toContain(value);
    },
  );

  it('a vendor that says “too many” is not asked again in this run', async () => {
    issue('live');
    ring.weather = 'too many';
    const { document } = await scan();
    expect(ring.seen.map(({ names: [, host] }) => host).toSorted()).toEqual(keyHosts.toSorted());
    expect(told(document)).toContain(
      'api.github.com did not tell whether 3 secrets work: it was not asked again',
    );
  });

  it('a vendor that never answers does not hold an interrupted scan', async () => {
    ring.weather = 'hangs';
    const stop = new AbortController();
    const scanning = scan({ signal: stop.signal });
    while (ring.seen.length === 0) await delay(10);
    stop.abort();
    expect((await scanning).text.trim()).toBe('');
  });
});
