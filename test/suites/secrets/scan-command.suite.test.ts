import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ParsedOptions, type CommandContext } from '../../../src/cli/command.ts';
import { openRealOutside } from '../../../src/cli/real-outside.ts';
import type { ScanDocument } from '../../../src/cli/scan/document.ts';
import { run } from '../../../src/cli/scan/run.ts';
import { fillTemplate } from '../../../src/protocols/secrets/example.ts';
import { seededPick } from '../../../src/protocols/secrets/seeded-pick-sample.ts';

const made = (template: string, seed = 1): string => fillTemplate(template, seededPick(seed));
const token = made('ghp_{30b62}{crc}');
const stripe = made('sk_live_{24b62}', 2);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launch-ready-scan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@kiln.example', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
function commit(message: string): void {
  git('add', '-A');
  git('commit', '-qm', message);
}

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}
async function scan(
  options: Readonly<Record<string, unknown>> = {},
  more: { readonly path?: string; readonly stdin?: string; readonly answer?: string } = {},
): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  const context: CommandContext = {
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    terminal: { isTty: false, isErrorTty: false, columns: 80, hasColour: false },
    cwd: folder,
    version: '0.0.0',
    signal: new AbortController().signal,
    openOutside: openRealOutside,
    ask: async () => more.answer ?? null,
    readStdin: async () => more.stdin ?? '',
  };
  const input = {
    arguments: more.path === undefined ? [] : [more.path],
    options: new ParsedOptions(options),
  };
  const code = await run(context, input);
  expect(stdout + stderr, 'a secret was printed').not.toMatch(new RegExp(`${token}|${stripe}`));
  return { code, stdout, stderr };
}
const jsonOf = async (options: Readonly<Record<string, unknown>> = {}, more = {}): Promise<ScanDocument> =>
  JSON.parse((await scan({ ...options, json: true }, more)).stdout) as ScanDocument;
const placesOf = ({ findings }: ScanDocument): readonly string[] =>
  findings.map(({ rule, path, line }) => `${rule} ${path}:${line}`);

describe('launch-ready scan (DEP-1)', () => {
  it('a path that is not there is named as such, without the words of the system', async () => {
    await expect(scan({}, { path: join(folder, 'nowhere') })).rejects.toThrow(
      `${join(folder, 'nowhere')}: there is no such file or folder`,
    );
  });

  it('finds secrets in a working tree and leaves what git ignores', async () => {
    git('init', '-q');
    put('.gitignore', '.env\nnode_modules/\n');
    put('.env', `STRIPE=${stripe}\n`);
    put('node_modules/a.js', token);
    put('src/a.ts', `// first\nconst token = '${token}';\n`);
    const document = await jsonOf();
    expect(placesOf(document)).toEqual(['github-pat src/a.ts:2']);
    expect(document.findings[0]).toMatchObject({
      confidence: 'proven',
      severity: 'blocker',
      verified: null,
      liveAt: null,
    });
  });

  it('an ignored file that is tracked nevertheless is read', async () => {
    git('init', '-q');
    put('.gitignore', '.env\n');
    put('.env', `STRIPE=${stripe}\n`);
    git('add', '-f', '.env');
    expect(placesOf(await jsonOf())).toEqual(['stripe-live-secret .env:1']);
  });

  it('without git the .gitignore files are followed as well', async () => {
    put('.gitignore', '/dist\n*.log\n!keep.log\n');
    put('dist/a.js', token);
    put('x.log', token);
    put('keep.log', `\n${token}`);
    expect(placesOf(await jsonOf())).toEqual(['github-pat keep.log:2']);
  });

  it('the history gives up what the tree no longer has, with commit, day and path', async () => {
    git('init', '-q', '-b', 'main');
    put('config.js', `x = '${token}'`);
    commit('first');
    const first = git('rev-parse', 'HEAD').trim();
    put('config.js', 'x = process.env.X');
    commit('second');
    git('checkout', '-q', '-b', 'gone');
    put('gone.txt', stripe);
    commit('lost');
    git('checkout', '-q', 'main');
    git('branch', '-qD', 'gone');
    expect(placesOf(await jsonOf())).toEqual([]);
    const document = await jsonOf({ history: true });
    expect(document.findings.map(({ rule, path }) => [rule, path.slice(0, 8)])).toEqual([
      ['github-pat', 'config.j'],
      ['stripe-live-secret', '(object '],
    ]);
    expect(document.findings[0]?.commit).toMatchObject({ commit: first, author: 'Ann' });
  });

  it('a secret in a commit message is one too', async () => {
    git('init', '-q');
    put('a', 'a');
    commit(`use ${token}`);
    expect((await jsonOf({ history: true })).findings[0]?.path).toBe('(commit message)');
  });

  it('a shallow clone is told', async () => {
    git('init', '-q', 'origin');
    execFileSync('git', [
      '-C',
      join(folder, 'origin'),
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@b.c',
      'commit',
      '-q',
      '--allow-empty',
      '-m',
      'one',
    ]);
    execFileSync('git', [
      '-C',
      join(folder, 'origin'),
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@b.c',
      'commit',
      '-q',
      '--allow-empty',
      '-m',
      'two',
    ]);
    git('clone', '-q', '--depth', '1', `file://${join(folder, 'origin')}`, 'copy');
    const { notLookedAt } = await jsonOf({ history: true }, { path: 'copy' });
    expect(notLookedAt).toEqual([
      'this clone is shallow: older commits were not looked at; run git fetch --unshallow',
    ]);
  });

  it('a submodule is another repository: told, never passed over in silence', async () => {
    const library = join(folder, 'library');
    execFileSync('git', ['init', '-q', library]);
    put('library/pay.js', stripe);
    const asAnn = ['-C', library, '-c', 'user.name=Ann', '-c', 'user.email=ann@kiln.example'];
    execFileSync('git', ['-C', library, 'add', '-A']);
    execFileSync('git', [...asAnn, 'commit', '-qm', 'one']);
    git('init', '-q', 'shop');
    git(
      '-C',
      'shop',
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      library,
      'vendor/library',
    );
    const { findings, notLookedAt } = await jsonOf({}, { path: 'shop' });
    expect([findings, notLookedAt]).toEqual([[], ['vendor/library is a submodule: scan it by itself']]);
    const inside = await jsonOf({}, { path: 'shop/vendor/library' });
    expect(placesOf(inside)).toEqual(['stripe-live-secret pay.js:1']);
  });

  it('staged changes are read from the index, not from the files', async () => {
    git('init', '-q');
    put('old.txt', stripe);
    commit('known');
    put('new.txt', token);
    git('add', 'new.txt');
    put('new.txt', 'clean again');
    put('unstaged.txt', stripe);
    const { code, stdout } = await scan({ staged: true, json: true });
    expect([code, placesOf(JSON.parse(stdout) as ScanDocument)]).toEqual([1, ['github-pat new.txt:1']]);
  });

  it('links are not followed, not even in a circle; pipes are left alone', async () => {
    put('a/real.txt', token);
    symlinkSync('..', join(folder, 'a/up'));
    symlinkSync('/etc', join(folder, 'etc'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(placesOf(await jsonOf())).toEqual(['github-pat a/real.txt:1']);
  });

  it('files that are too large or may not be read are told', async () => {
    put('big.txt', `${token}\n`.repeat(200));
    const { notLookedAt } = await jsonOf({ 'max-size': '1kB', maxSize: '1kB' });
    expect(notLookedAt).toEqual([expect.stringContaining('big.txt was not read')]);
  });

  it('UTF-16, latin1 and base64 hide nothing', async () => {
    put('utf16.env', Buffer.from(`\ufeffA=${token}\r\n`, 'utf16le'));
    put('latin1.txt', Buffer.from(`caf\xe9 ${stripe}\n`, 'latin1'));
    put('k8s.yaml', `data:\n  key: ${Buffer.from(made('glpat-{20b62}', 3)).toString('base64')}\n`);
    expect(placesOf(await jsonOf())).toEqual(
      ['github-pat utf16.env:1', 'stripe-live-secret latin1.txt:1', 'gitlab-pat k8s.yaml:2'].toSorted(
        (a, b) => order(a) - order(b),
      ),
    );
  });

  it('archives are opened, bombs and damage are told', async () => {
    put('log.gz', gzipSync(`one\n${token}\n`));
    put('broken.gz', Buffer.concat([gzipSync('x').subarray(0, 12), Buffer.from('garbage')]));
    execFileSync('tar', [
      '-czf',
      join(folder, 'all.tgz'),
      '-C',
      folder,
      'log.gz',
      '--transform',
      's,log.gz,in/log.txt,',
    ]);
    const document = await jsonOf();
    expect(placesOf(document)).toEqual(['github-pat log.gz:2']);
    expect(document.notLookedAt).toEqual(['broken.gz: it is damaged or not supported']);
  });

  it('standard input, logs and build output', async () => {
    git('init', '-q');
    put('.gitignore', 'dist\n');
    put('dist/app.js', `a="${token}"`);
    put('run.log', `key ${stripe}`);
    expect(placesOf(await jsonOf({ stdin: true }, { stdin: `x\n${token}` }))).toEqual([
      'github-pat (standard input):2',
    ]);
    git('add', '.gitignore');
    expect(placesOf(await jsonOf({ build: ['dist'] }))).toContain('github-pat dist/app.js:1');
  });

  it('a comment with a reason allows one, a comment without does not', async () => {
    put(
      'a.ts',
      `// launch-ready-allow: github-pat revoked in 2021\nx = '${token}'\n\ny = '${stripe}' // launch-ready-allow: stripe-live-secret\n`,
    );
    const document = await jsonOf();
    expect(placesOf(document)).toEqual(['stripe-live-secret a.ts:4']);
    expect(document.accepted.map(({ rule, allowed }) => [rule, allowed?.reason])).toEqual([
      ['github-pat', 'revoked in 2021'],
    ]);
  });

  it('a baseline keeps what is known quiet, also when it moves, and nothing else', async () => {
    put('a.ts', token);
    await expect(scan({ writeBaseline: join(folder, '.launch-ready-secrets.json') })).rejects.toMatchObject({
      code: 'LR_BASELINE_INVALID',
    });
    await scan({ writeBaseline: join(folder, '.launch-ready-secrets.json'), reason: 'revoked' });
    expect(readFileSync(join(folder, '.launch-ready-secrets.json'), 'utf8')).not.toContain(token);
    rmSync(join(folder, 'a.ts'));
    put('b/c.ts', `\n\n${token}\n${stripe}`);
    expect(placesOf(await jsonOf())).toEqual(['stripe-live-secret b/c.ts:4']);
    put('.launch-ready-secrets.json', '{"entries":[');
    await expect(scan()).rejects.toMatchObject({ code: 'LR_BASELINE_INVALID' });
  });

  it('publishable and test keys are told and fail nothing', async () => {
    put('a.ts', `${made('pk_live_{24b62}')}\n${made('sk_test_{24b62}')}\n`);
    const { code, stdout } = await scan({ json: true });
    expect([code, (JSON.parse(stdout) as ScanDocument).notes.map(({ kind }) => kind)]).toEqual([
      0,
      ['publishable', 'test'],
    ]);
  });

  it('--fail-on decides the exit code', async () => {
    put('a.ts', token);
    expect((await scan()).code).toBe(1);
    expect((await scan({ failOn: 'never' })).code).toBe(0);
  });

  it('nothing at the path is an error, not a clean scan', async () => {
    await expect(scan({}, { path: 'nowhere' })).rejects.toMatchObject({ code: 'LR_SCAN_PATH' });
    await expect(scan({ history: true })).rejects.toMatchObject({ code: 'LR_SCAN_NOT_A_REPOSITORY' });
    await expect(scan({ staged: true })).rejects.toMatchObject({ code: 'LR_SCAN_NOT_A_REPOSITORY' });
  });

  it('SARIF, JUnit and the terminal name the place and how to rotate', async () => {
    put('a.ts', token);
    const sarif = JSON.parse((await scan({ format: 'sarif' })).stdout) as { runs: { results: object[] }[] };
    expect(sarif.runs[0]?.results[0]).toMatchObject({ ruleId: 'github-pat', level: 'error' });
    expect((await scan({ format: 'junit' })).stdout).toContain('<testcase name="github-pat in a.ts:1"');
    expect((await scan()).stdout).toContain('https://github.com/settings/tokens');
  });
});

describe('scan --install-hook', () => {
  it('is written executable where git looks for it, and again without asking', async () => {
    git('init', '-q');
    await scan({ installHook: true });
    await scan({ installHook: true });
    const path = join(folder, '.git/hooks/pre-commit');
    expect([statSync(path).mode & 0o111, readFileSync(path, 'utf8')]).toEqual([
      0o111,
      expect.stringContaining('scan --staged'),
    ]);
  });

  it('a hook of somebody else stays unless they say yes', async () => {
    git('init', '-q');
    put('.git/hooks/pre-commit', '#!/bin/sh\necho mine\n');
    chmodSync(join(folder, '.git/hooks/pre-commit'), 0o755);
    await expect(scan({ installHook: true })).rejects.toMatchObject({ code: 'LR_HOOK_EXISTS' });
    await scan({ installHook: true }, { answer: 'yes' });
    expect(readFileSync(join(folder, '.git/hooks/pre-commit.before-launch-ready'), 'utf8')).toContain('mine');
  });

  it('a repository cannot run its own programs while it is scanned', async () => {
    git('init', '-q');
    put('a', 'a');
    commit('one');
    git('config', 'core.fsmonitor', `touch ${join(folder, 'ran')}; false`);
    await scan({ history: true });
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });
});

const order = (place: string): number =>
  ['github-pat', 'gitlab-pat', 'stripe-live-secret'].indexOf(place.split(' ')[0] ?? '');
