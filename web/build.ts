import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin, Rolldown } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const project = fileURLToPath(new URL('..', import.meta.url));
const outputFolder = join(project, 'dist/web');
/** The web UI: `dist/web/app/index.html` and `assets/*`, names with a hash. */
const appRoot = join(root, 'app');
const stampFile = join(outputFolder, 'built-from.txt');

/** Pages rendered to a string by Node: `dist/web/<name>.js`. */
const serverPages: Readonly<Record<string, string>> = { report: 'pages/report-document.tsx' };

/** Builds `dist/web` unless it was built from exactly these sources. About a second; nothing is left half-written. */
export async function buildWeb(): Promise<'built' | 'fresh'> {
  const digest = digestOfSources();
  if (readIfThere(stampFile) === digest) return 'fresh';
  const { build } = await import('vite');
  const bundle = async (config: InlineConfig): Promise<Rolldown.RolldownOutput> => {
    const output = await build({ ...shared, ...config, build: { ...shared.build, ...config.build } });
    if (Array.isArray(output) && output[0] !== undefined) return output[0];
    if ('output' in output) return output;
    throw new Error('Vite gave no output');
  };
  const assets = await reportAssets(bundle);
  const pages = await bundle({
    plugins: [virtualModule('virtual:report-assets', assets)],
    // The page libraries are devDependencies, so they go into the file.
    ssr: { noExternal: true },
    build: { ssr: true, rolldownOptions: { input: serverPages } },
  });
  const app = await bundle({ root: appRoot, publicDir: false });
  mkdirSync(join(outputFolder, 'app/assets'), { recursive: true });
  for (const file of pages.output) write(file.fileName, file.type === 'chunk' ? file.code : file.source);
  writeApp(app);
  write('built-from.txt', digest);
  return 'built';
}

/** Assets first: an index is never there before what it names. Those of an earlier build go last. */
function writeApp({ output }: Rolldown.RolldownOutput): void {
  const isIndex = (name: string): boolean => name === 'index.html';
  for (const file of output.toSorted((a, b) => Number(isIndex(a.fileName)) - Number(isIndex(b.fileName))))
    write(`app/${file.fileName}`, file.type === 'chunk' ? file.code : file.source);
  const current = new Set(output.map(({ fileName }) => basename(fileName)));
  for (const name of readdirSync(join(outputFolder, 'app/assets')))
    if (!current.has(name)) rmSync(join(outputFolder, 'app/assets', name));
}

const shared = {
  root,
  configFile: false,
  logLevel: 'error',
  // The same files whoever builds: Vite would otherwise ask NODE_ENV, which a test runner sets.
  mode: 'production',
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { development: false } },
  build: { write: false, modulePreload: { polyfill: false }, target: 'es2024', cssTarget: 'esnext' },
} as const satisfies InlineConfig;

type Bundle = (config: InlineConfig) => Promise<Rolldown.RolldownOutput>;

/** Style and script of the report as text, with the hashes its content security policy names. */
async function reportAssets(bundle: Bundle): Promise<Readonly<Record<string, string>>> {
  const entry = (input: string): InlineConfig => ({
    build: { rolldownOptions: { input: join(root, input) } },
  });
  const scripts = await bundle(entry('scripts/report-page.ts'));
  const styles = await bundle(entry('styles/report.css'));
  const script = scripts.output
    .map((file) => (file.type === 'chunk' ? file.code : ''))
    .join('')
    .trim();
  const style = styles.output
    .map((file) => (file.type === 'asset' ? String(file.source) : ''))
    .join('')
    .trim();
  if (script === '' || style === '') throw new Error('the report page lost its style or script');
  return { style, script, styleHash: hashOf(style), scriptHash: hashOf(script) };
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

function virtualModule(id: string, values: Readonly<Record<string, string>>): Plugin {
  const code = Object.entries(values)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
    .join('\n');
  return {
    name: `launch-ready:${id}`,
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (source) => (source === `\0${id}` ? code : null),
  };
}

function digestOfSources(): string {
  const hash = createHash('sha256').update(readFileSync(join(project, 'package-lock.json')));
  for (const path of sourceFiles(root))
    hash.update(relative(root, path)).update('\0').update(readFileSync(path));
  return hash.digest('hex');
}

const sourceFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|tsx|css|html|json)$/u.test(entry.name))
    .filter((entry) => !/\.test\.tsx?$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function write(name: string, content: string | Uint8Array): void {
  const path = join(outputFolder, name);
  const temporary = `${path}.${process.pid}.new`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stderr.write(`dist/web: ${await buildWeb()}\n`);
