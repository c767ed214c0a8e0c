import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillTemplate } from '../src/protocols/secrets/example.ts';
import { SecretScanner } from '../src/protocols/secrets/scanner.ts';
import { seededPick } from '../src/protocols/secrets/seeded-pick-sample.ts';
import type { BenchLine } from './run.ts';

const bundleCount = 24;
const bundleBytes = 600_000;
const historyCommits = 120;
/** Blobs of the history given to the published scanner: enough for a rate, as it is slow. */
const peerBlobs = 8;
const memoryLimitMb = 300;

/** Minified code made of the words bundles are made of, with a secret every 50 KB. */
function bundle(seed: number): Buffer {
  const pick = seededPick(seed);
  const words = [
    'function(e,t){',
    'return ',
    'var r=',
    'this.state',
    '.map(function(e){',
    '}',
    ';',
    'Object.assign({},',
    'null===',
    '.prototype.',
    'a',
    'b',
    'c0',
    '=>',
    '!0',
    '(0,n.jsx)("div",{className:"',
    'void 0',
    'e.props.',
    '&&',
    '||',
  ];
  const rare = [
    '"https://cdn.shop.test/a.js"',
    '"use strict";',
    'e.token',
    'n.secret=',
    'password:',
    '"Bearer "+',
    'api_key',
    'key:',
    'type:"password"',
  ];
  const parts: string[] = [];
  for (let size = 0, next = 50_000; size < bundleBytes;) {
    const part =
      size > next
        ? `"${fillTemplate('ghp_{30b62}{crc}', pick)}"`
        : ((pick(60) === 0 ? rare[pick(rare.length)] : words[pick(words.length)]) ?? '') +
          fillTemplate('{3a}', pick);
    if (size > next) next += 50_000;
    parts.push(part);
    size += part.length;
  }
  return Buffer.from(parts.join(''), 'latin1');
}

interface Timed {
  readonly mbPerSecond: number;
  readonly found: number;
}

/** Best of three by processor time: the machine is shared. */
function best(bytes: number, work: () => number): Timed {
  let fastest = { mbPerSecond: 0, found: 0 };
  for (let round = 0; round < 3; round += 1) {
    const started = process.cpuUsage();
    const found = work();
    const used = process.cpuUsage(started);
    const mbPerSecond = bytes / (used.user + used.system);
    if (mbPerSecond > fastest.mbPerSecond) fastest = { mbPerSecond, found };
  }
  return fastest;
}

/** The same keywords over the same files on one thread, without deciding anything: what reading for words costs at least. */
function ripgrep(folder: string, keywords: readonly string[], bytes: number): number | null {
  writeFileSync(join(folder, 'keywords.txt'), `${keywords.join('\n')}\n`);
  return childRate(folder, 'rg -j1 -a -i -F -c --no-ignore -f keywords.txt bundles', bytes);
}

/** MB per second of processor time a command needs, its children included (POSIX `times`); null where it does not run. */
function childRate(folder: string, command: string, bytes: number): number | null {
  try {
    const out = execFileSync('sh', ['-c', `${command} > /dev/null && times`], {
      cwd: folder,
      encoding: 'utf8',
    });
    const children = (out.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g);
    const seconds = [...children].reduce(
      (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
      0,
    );
    return seconds === 0 ? null : bytes / 1e6 / seconds;
  } catch {
    return null;
  }
}

export async function bench(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-bench-'));
  try {
    return [...matcherLines(folder), ...historyLines(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function matcherLines(folder: string): readonly BenchLine[] {
  const bundles = Array.from({ length: bundleCount }, (_each, index) => bundle(index + 1));
  const bytes = bundles.reduce((sum, { length }) => sum + length, 0);
  mkdirSync(join(folder, 'bundles'));
  bundles.forEach((each, index) => writeFileSync(join(folder, 'bundles', `app.${index}.min.js`), each));
  const scanner = new SecretScanner();
  const ours = best(bytes, () =>
    bundles.reduce((sum, each) => sum + scanner.scan(each, { now: 0 }).length, 0),
  );
  const words = best(bytes, () => {
    let seen = 0;
    for (const each of bundles) scanner.compiled.search.scan(each, () => (seen += 1));
    return seen;
  });
  const peer = ripgrep(folder, scanner.compiled.keywords, bytes);
  const peerText = peer === null ? '-' : `ripgrep-keywords-only=${peer.toFixed(0)}MB/s`;
  const ratio = (figure: Timed): string => (peer === null ? '-' : (figure.mbPerSecond / peer).toFixed(2));
  return [
    line(
      'secrets-matcher-minified',
      `${ours.mbPerSecond.toFixed(0)}MB/s,${ours.found}found`,
      peerText,
      ratio(ours),
    ),
    line('secrets-prefilter-minified', `${words.mbPerSecond.toFixed(0)}MB/s`, peerText, ratio(words)),
  ];
}

function historyLines(folder: string): readonly BenchLine[] {
  const repository = join(folder, 'repository');
  const git = (...args: readonly string[]): void =>
    void execFileSync(
      'git',
      ['-c', 'user.name=b', '-c', 'user.email=b@b.example', '-C', repository, ...args],
      { stdio: 'ignore' },
    );
  mkdirSync(repository);
  git('init', '-q');
  const bodies = Array.from({ length: 10 }, (_each, index) => bundle(1_000 + index));
  for (let commit = 0; commit < historyCommits; commit += 1) {
    const body = bodies[commit % bodies.length] ?? Buffer.alloc(0);
    writeFileSync(
      join(repository, `app.${commit % 7}.js`),
      Buffer.concat([Buffer.from(`/*${commit}*/`), body]),
    );
    git('add', '-A');
    git('commit', '-qm', `build ${commit}`);
  }
  git('gc', '-q');
  const { bytes, found, cpuSeconds, peak } = historyScan(repository);
  const rate = bytes / 1e6 / cpuSeconds;
  const figure = `${rate.toFixed(0)}MB/s,${found}found`;
  const against = (name: string, peer: string, peerRate: number | null): BenchLine =>
    line(
      name,
      figure,
      peerRate === null ? '-' : `${peer}=${peerRate.toFixed(peerRate < 10 ? 1 : 0)}MB/s`,
      peerRate === null ? '-' : (rate / peerRate).toFixed(2),
    );
  const unpacked = 'git cat-file --batch-all-objects --batch --unordered';
  writeFileSync(
    join(folder, 'history-keywords.txt'),
    `${new SecretScanner().compiled.keywords.join('\n')}\n`,
  );
  const grep = childRate(repository, `${unpacked} | rg -j1 -a -i -F -c -f ../history-keywords.txt`, bytes);
  return [
    against('secrets-history-vs-secretlint', 'secretlint', secretlintRate(repository)),
    // The ceilings: git unpacking every object, and ripgrep reading them for the keywords and deciding nothing.
    against('secrets-history-vs-ripgrep', 'git|ripgrep-keywords-only', grep),
    against('secrets-history-vs-git', 'git-cat-file-alone', childRate(repository, unpacked, bytes)),
    line(
      'secrets-memory',
      `${peak.toFixed(0)}MB`,
      `limit=${memoryLimitMb}MB`,
      (peak / memoryLimitMb).toFixed(2),
    ),
  ];
}

/** The published scanner over blobs of the same history; processor time of the linting alone, while ours counts its start as well. */
function secretlintRate(repository: string): number | null {
  const program = `
    import { execFileSync } from 'node:child_process';
    import { lintSource } from ${packagePath('@secretlint/core')};
    import { creator } from ${packagePath('@secretlint/secretlint-rule-preset-recommend')};
    const git = (...args) => execFileSync('git', args, { cwd: process.argv[1], encoding: 'latin1', maxBuffer: 1e9 });
    const blobs = git('cat-file', '--batch-all-objects', '--batch-check').split('\\n').filter((each) => each.includes(' blob '));
    const contents = blobs.slice(0, ${peerBlobs}).map((each) => git('cat-file', 'blob', each.split(' ')[0]));
    const started = process.cpuUsage();
    for (const content of contents)
      await lintSource({
        source: { content, filePath: 'app.js', ext: '.js', contentType: 'text' },
        options: { config: { rules: [{ id: creator.meta.id, rule: creator, options: {} }] } },
      });
    const { user, system } = process.cpuUsage(started);
    const bytes = contents.reduce((sum, { length }) => sum + length, 0);
    process.stdout.write(String(bytes / (user + system)));`;
  try {
    return Number(
      execFileSync(process.execPath, ['--input-type=module', '-e', program, repository], {
        encoding: 'utf8',
      }),
    );
  } catch {
    return null;
  }
}

const packagePath = (name: string): string => JSON.stringify(import.meta.resolve(name));

interface HistoryFigures {
  readonly bytes: number;
  readonly found: number;
  readonly cpuSeconds: number;
  readonly peak: number;
}

/** In a process of its own, so that the memory is the scan’s and nobody else’s. */
function historyScan(repository: string): HistoryFigures {
  const from = (path: string): string => JSON.stringify(new URL(`../src/${path}`, import.meta.url).href);
  const program = `
    import { openRealOutside } from ${from('cli/real-outside.ts')};
    import { scanHistory } from ${from('collectors/secrets/history.ts')};
    import { SecretHits } from ${from('collectors/secrets/hits.ts')};
    await using outside = await openRealOutside({});
    const hits = new SecretHits();
    const place = { outside, folder: process.argv[1], signal: new AbortController().signal };
    await scanHistory(place, hits, { maxObjectBytes: 1e9, maxObjects: 1e6 });
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
    process.stdout.write(JSON.stringify({ bytes: hits.bytes, found: hits.hits.length, cpuSeconds, peak: maxRSS / 1024 }));`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', program, repository], {
    encoding: 'utf8',
  });
  return JSON.parse(out) as HistoryFigures;
}

const line = (...[name, figure, peer, ratio]: readonly [string, string, string, string]): BenchLine => ({
  name,
  figure,
  peer,
  ratio,
});
