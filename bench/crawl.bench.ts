import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchLine } from './run.ts';

interface Crawled {
  readonly pages: number;
  readonly limits: readonly string[];
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** A site of 2,000 pages on loopback, crawled and read by us, beside GNU Wget fetching the same pages recursively. */
export async function bench(): Promise<readonly BenchLine[]> {
  const site = spawn(process.execPath, [join(import.meta.dirname, 'crawl/site.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const url = `http://127.0.0.1:${await portOf(site)}/`;
    const ours = crawl(url);
    const peer = wget(url);
    process.stderr.write(
      `${ours.pages} pages in ${Math.round(ours.wallMs)} ms, ${Math.round(ours.cpuMs)} ms of CPU, ` +
        `${Math.round(ours.peakMb)} MB at most ${ours.limits.join('; ')}\n`,
    );
    const perSecond = (ours.pages * 1000) / ours.wallMs;
    return [
      {
        name: 'crawl-2000-pages',
        figure: `${Math.round(perSecond)}/s,${Math.round(ours.peakMb)}MB`,
        peer: peer === null ? '-' : `wget:${Math.round(peer)}/s`,
        ratio: peer === null ? '-' : (perSecond / peer).toFixed(1),
      },
    ];
  } finally {
    site.stdin?.end();
  }
}

const crawl = (url: string): Crawled =>
  // Guarantee: crawler-process.ts prints exactly this shape.
  JSON.parse(
    execFileSync(process.execPath, [join(import.meta.dirname, 'crawl/crawler-process.ts'), url], {
      encoding: 'utf8',
    }),
  ) as Crawled;

/** Pages a second of wget, which keeps the files and does not read what they say; null where it is not installed. */
function wget(url: string): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'bench-wget-'));
  const startedMs = performance.now();
  const { status } = spawnSync('wget', ['-q', '-r', '-l', 'inf', '-e', 'robots=off', '-P', folder, url]);
  const wallMs = performance.now() - startedMs;
  rmSync(folder, { recursive: true });
  // Status 8: some answers were errors, here the missing script and logo.
  return status === 0 || status === 8 ? 2_000_000 / wallMs : null;
}

const portOf = (site: ChildProcess): Promise<number> =>
  new Promise((resolve) => site.stdout?.once('data', (data: Buffer) => resolve(Number(data.toString()))));
