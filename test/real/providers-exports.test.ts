import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Resources } from '../../src/protocols/edge/state.ts';
import { caddyFile } from '../../src/providers/export/caddy.ts';
import { nginxFile } from '../../src/providers/export/nginx.ts';
import { hasProgram } from './providers/servers/process.ts';

/** FIX-4: what we print for web servers is read by them without a word. */
const folder = mkdtempSync(join(tmpdir(), 'lr-exports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rule = (match: object, more: object): Resources[string] =>
  ({ title: 'odd; } "title"\n', isEnabled: true, match, ...more }) as Resources[string];
const state: Resources = {
  'rule:redirect/www': rule(
    { hosts: ['www.case.test'] },
    { to: { host: 'case.test', path: 'same' }, status: 301, keepsQuery: true },
  ),
  'rule:redirect/all': rule(
    { hosts: ['*.old.test'] },
    { to: { host: 'case.test', path: 'same' }, status: 308, keepsQuery: false },
  ),
  'rule:redirect/old': rule(
    { hosts: ['case.test'], paths: ['/old', '/blog/*', '/p$1'] },
    { to: { host: 'case.test', path: '/new$2' }, status: 302, keepsQuery: true },
  ),
  'rule:response-headers/safe': rule({}, { set: { 'X-Odd': 'a"b\\c;' }, remove: ['X-Powered-By'] }),
  'rule:rate-limit/lr-sign-in': rule(
    { paths: ['/login'] },
    { requests: 10, perSeconds: 10, blockSeconds: 10 },
  ),
  'rule:waf/lr-files': rule({ hosts: ['case.test'], paths: ['/.env', '/.git/*'] }, { action: 'block' }),
  'rule:cache/assets': rule({ hosts: ['*.case.test'], paths: ['/a/*'] }, { edge: 'origin', browser: 600 }),
};

const read = (program: string, args: readonly string[]): string => {
  const ran = spawnSync(program, args, { encoding: 'utf8', timeout: 60_000 });
  return ran.status === 0 ? 'read' : `${ran.stdout}${ran.stderr}`;
};

test.skipIf(!hasProgram('nginx'))('nginx', () => {
  writeFileSync(join(folder, 'launch-ready.conf'), nginxFile(state));
  const server = `server { listen unix:${folder}/socket; if ($lr_files) { return 403; } }`;
  const main = `pid ${folder}/pid; error_log stderr; events {} http { access_log off; include launch-ready.conf; ${server} }`;
  writeFileSync(join(folder, 'nginx.conf'), main);
  expect(read('nginx', ['-t', '-q', '-p', folder, '-c', join(folder, 'nginx.conf')])).toBe('read');
});

test.skipIf(!hasProgram('caddy'))('Caddy', () => {
  const path = join(folder, 'Caddyfile');
  writeFileSync(path, `${caddyFile(state)}\ncase.example {\n  import launch-ready\n}\n`);
  expect(read('caddy', ['adapt', '--config', path, '--adapter', 'caddyfile'])).toBe('read');
});
