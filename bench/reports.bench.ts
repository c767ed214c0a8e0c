import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePile } from './reports/make-pile.ts';
import type { ReadFigures } from './reports/read-process.ts';
import type { BenchLine } from './run.ts';

// MAIL-3: 50 MB of aggregate reports in 10,000 files, read by one process.
const files = 10_000;
const bytes = 51_000_000;
const limits = { seconds: 60, megabytes: 300 } as const;

export async function bench(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-reports-'));
  try {
    const made = makePile(folder, files, bytes);
    const figures = readIn(folder);
    process.stderr.write(
      `${made.files} files, ${(made.xmlBytes / 1e6).toFixed(1)} MB of XML (${(made.packedBytes / 1e6).toFixed(1)} MB on disk): ` +
        `${figures.reports} reports, ${figures.duplicates} duplicates, ${figures.messages} mails, ${figures.senders} senders\n`,
    );
    if (figures.messages !== made.messages) throw new Error('the pile was not read as it was made');
    return [
      line('mail-reports-10000-files-s', figures.wallMs / 1000, limits.seconds),
      line('mail-reports-10000-files-cpu-s', figures.cpuMs / 1000, limits.seconds),
      line('mail-reports-memory-peak-MB', figures.peakMegabytes, limits.megabytes),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const line = (name: string, figure: number, limit: number): BenchLine => ({
  name,
  figure: figure.toFixed(1),
  peer: `limit-${limit}`,
  ratio: (figure / limit).toFixed(2),
});

function readIn(folder: string): ReadFigures {
  const script = fileURLToPath(new URL('./reports/read-process.ts', import.meta.url));
  const done = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  // Guarantee: the script prints exactly this.
  return JSON.parse(done.stdout) as ReadFigures;
}
