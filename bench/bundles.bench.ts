import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { fillTemplate } from '../src/protocols/secrets/example.ts';
import { SecretScanner } from '../src/protocols/secrets/scanner.ts';
import { seededPick } from '../src/protocols/secrets/seeded-pick-sample.ts';
import { SecretStream } from '../src/protocols/secrets/stream.ts';
import type { BenchLine } from './run.ts';

const bundles = 30;
const bundleBytes = 800_000;
const rounds = 12;
const chunkBytes = 64 * 1024;
/** Planted in turn, one every 100 KB: kinds all of the programs know. */
const kinds = ['ghp_{30b62}{crc}', 'xoxb-{12d}-{12d}-{24b62}', 'sk_live_{24b62}', 'SG.{22url}.{43url}'];
/** What one would type: the marks of the same kinds, with the shape of what follows. */
const grepPattern =
  'ghp_[0-9A-Za-z]{36}|xox[bp]-[0-9]{10,13}-[0-9]{10,13}-[0-9A-Za-z]{24}|sk_live_[0-9A-Za-z]{24}|SG\\.[0-9A-Za-z_-]{22}\\.[0-9A-Za-z_-]{43}|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|eyJ[0-9A-Za-z_-]{10,}\\.eyJ[0-9A-Za-z_-]{10,}';

const words =
  'function(e,t){|return |var r=|this.state|.map(function(e){|}|;|Object.assign({},|null===|.prototype.|=>|!0|(0,n.jsx)("div",{className:"|void 0|e.props.|&&'.split(
    '|',
  );
/** What makes a matcher look twice, as often as bundles have it. */
const rare = '"use strict";|e.token|password:|"Bearer "+|key:|api_key|n.secret=|type:"password"'.split('|');

function bundle(seed: number): { readonly bytes: Buffer; readonly planted: number } {
  const pick = seededPick(seed);
  const parts: string[] = [];
  let planted = 0;
  for (let size = 0, next = 100_000; size < bundleBytes;) {
    const isDue = size > next;
    const part = isDue
      ? `x="${fillTemplate(kinds[planted % kinds.length] ?? '', pick)}";`
      : ((pick(60) === 0 ? rare[pick(rare.length)] : words[pick(words.length)]) ?? '') +
        fillTemplate('{3a}', pick);
    if (isDue) [planted, next] = [planted + 1, next + 100_000];
    parts.push(part);
    size += part.length;
  }
  return { bytes: Buffer.from(parts.join(''), 'latin1'), planted };
}

/** MB per second of processor time, the best of twelve: the machine is shared, and the first rounds still compile. */
async function rate(
  bytes: number,
  work: () => number | Promise<number>,
): Promise<{ readonly mb: number; readonly found: number }> {
  let best = { mb: 0, found: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const started = process.cpuUsage();
    const found = await work();
    const { user, system } = process.cpuUsage(started);
    const mb = bytes / (user + system);
    if (mb > best.mb) best = { mb, found };
  }
  return best;
}

/** The streaming matcher over minified bundles, beside `grep -E` with seven patterns and a published scanner in JavaScript. */
export async function bench(): Promise<readonly BenchLine[]> {
  const all = Array.from({ length: bundles }, (_each, index) => bundle(index + 1));
  const bytes = all.reduce((sum, each) => sum + each.bytes.length, 0);
  const planted = all.reduce((sum, each) => sum + each.planted, 0);
  const scanner = new SecretScanner();
  const ours = await rate(bytes, () => all.reduce((sum, each) => sum + streamed(scanner, each.bytes), 0));
  const some = all.slice(0, 3);
  const someBytes = some.reduce((sum, each) => sum + each.bytes.length, 0);
  const published = await rate(someBytes, async () => {
    let found = 0;
    for (const each of some) found += await linted(each.bytes.toString('latin1'));
    return found;
  });
  const files = all.map((each) => each.bytes);
  const greps = Array.from({ length: rounds }, () => grepped(files)).filter((each) => each !== null);
  const grep = greps.toSorted((a, b) => b.mb - a.mb)[0] ?? null;
  const somePlanted = some.reduce((sum, each) => sum + each.planted, 0);
  const figure = `${ours.mb.toFixed(0)}MB/s,${ours.found}of${planted}found,${scanner.compiled.keywords.length}keywords`;
  return [
    {
      name: 'bundles-stream-vs-grep',
      figure,
      peer: grep === null ? '-' : `grep-E-7-patterns=${grep.mb.toFixed(0)}MB/s,${grep.found}found`,
      ratio: grep === null ? '-' : (ours.mb / grep.mb).toFixed(2),
    },
    {
      name: 'bundles-stream-vs-secretlint',
      figure,
      peer: `secretlint=${published.mb.toFixed(1)}MB/s,${published.found}of${somePlanted}found`,
      ratio: (ours.mb / published.mb).toFixed(1),
    },
  ];
}

function streamed(scanner: SecretScanner, bytes: Buffer): number {
  const stream = new SecretStream(scanner, { now: 0 });
  let found = 0;
  for (let at = 0; at < bytes.length; at += chunkBytes)
    found += stream.push(bytes.subarray(at, at + chunkBytes)).length;
  return found + stream.end().length;
}

async function linted(content: string): Promise<number> {
  const result = await lintSource({
    source: { content, filePath: 'app.min.js', ext: '.js', contentType: 'text' },
    options: { config: { rules: [{ id: creator.meta.id, rule: creator, options: {} }] } },
  });
  return result.messages.length;
}

/** One thread, processor time of the child (POSIX `times`); null where there is no grep. */
function grepped(files: readonly Buffer[]): { readonly mb: number; readonly found: number } | null {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-bench-'));
  try {
    files.forEach((bytes, index) => writeFileSync(join(folder, `app.${index}.js`), bytes));
    writeFileSync(join(folder, 'pattern'), `${grepPattern}\n`);
    const out = execFileSync('sh', ['-c', 'LC_ALL=C grep -aohE -f pattern app.*.js | wc -l && times'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const lines = out.trim().split('\n');
    const seconds = [...(lines.at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce(
      (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
      0,
    );
    const bytes = files.reduce((sum, each) => sum + each.length, 0);
    return seconds === 0 ? null : { mb: bytes / 1e6 / seconds, found: Number(lines[0]) };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
