import { readdirSync } from 'node:fs';

/** `npm run bench [name]`: every `bench/*.bench.ts`, each ending in lines `name figure peer ratio`. */
export interface BenchLine {
  readonly name: string;
  readonly figure: string;
  /** What it is measured against in the same run: a peer or a floor. `-` where neither is installed. */
  readonly peer: string;
  readonly ratio: string;
}

const wanted = process.argv.slice(2);
const files = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.bench.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(name)));

if (files.length === 0) {
  process.stderr.write(`There is no bench ${wanted.join(' ')}.\n`);
  process.exitCode = 2;
}

const lines: BenchLine[] = [];
for (const file of files) {
  process.stderr.write(`bench ${file.replace('.bench.ts', '')} …\n`);
  const module = (await import(`./${file}`)) as { readonly bench: () => Promise<readonly BenchLine[]> };
  lines.push(...(await module.bench()));
}
process.stdout.write(
  lines.map((line) => `${line.name} ${line.figure} ${line.peer} ${line.ratio}\n`).join(''),
);
