import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { templates } from './templates.ts';

/** `npm run new check mail/spf-lookups`: the file and its test, with the blanks to fill. */
const root = new URL('..', import.meta.url).pathname;
const [kind = '', id = ''] = process.argv.slice(2);
const template = templates[kind];

if (template === undefined || !/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(id)) {
  process.stderr.write(`Usage: npm run new <${Object.keys(templates).join('|')}> <theme/name>\n`);
  process.exitCode = 2;
} else {
  for (const [path, text] of template(id)) create(path, text);
}

function create(path: string, text: string): void {
  const full = join(root, path);
  if (existsSync(full)) {
    process.stderr.write(`${path} exists already; nothing was written over it.\n`);
    process.exitCode = 2;
    return;
  }
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  process.stdout.write(`${path}\n`);
}
