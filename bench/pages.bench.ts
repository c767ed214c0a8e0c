import { measured } from './audit/measured.ts';
import type { BenchLine } from './run.ts';

const limitMs = 2000;
/** Everything that is read off pages over plain HTTP; what stands at addresses nobody links to is `exposure`, and asks 170 times a host. */
const pages = 'pages,headers,applinks';
const further = ['cache', 'bundles', 'exposure'];

/** PERF-4 without Chromium: the pages of ten hosts crawled and judged on loopback, and what each further theme adds. */
export async function bench(): Promise<readonly BenchLine[]> {
  const plain = await measured({ themes: pages });
  const lines = [line('pages-ten-hosts-without-chromium', plain.wallMs, plain.cpuMs)];
  for (const theme of further) {
    const more = await measured({ themes: `${pages},${theme}` });
    lines.push(line(`pages-and-${theme}-ten-hosts`, more.wallMs, more.cpuMs));
  }
  return lines;
}

const line = (name: string, wallMs: number, cpuMs: number): BenchLine => ({
  name,
  figure: `${wallMs.toFixed(0)}ms,${cpuMs.toFixed(0)}ms-CPU`,
  peer: `limit-${limitMs}ms`,
  ratio: (wallMs / limitMs).toFixed(2),
});
