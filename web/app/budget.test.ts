import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildWeb } from '../build.ts';

const folder = new URL('../../dist/web/app/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const zippedBytes = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + gzipSync(read(name), { level: 9 }).length, 0);

describe('the first page of the web UI', () => {
  let index = '';
  beforeAll(async () => {
    await buildWeb();
    index = read('index.html');
  });
  const named = (pattern: RegExp): readonly string[] =>
    [...index.matchAll(pattern)].map(([, path = '']) => path.replace(/^\//u, ''));

  it('at most 20 KB of script and 6 KB of style go over the wire', () => {
    const entries = named(/<script[^>]+src="([^"]+)"/gu);
    const styles = named(/<link[^>]+href="([^"]+\.css)"/gu);
    const scripts = new Set(entries);
    for (const name of scripts)
      for (const [, other = ''] of read(name).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/gu))
        scripts.add(`assets/${other}`);
    expect(entries).toHaveLength(1);
    expect(styles).toHaveLength(1);
    const bytes = { script: zippedBytes([...scripts]), style: zippedBytes(styles) };
    process.stdout.write(`web UI, gzipped: ${bytes.script} bytes of script, ${bytes.style} of style\n`);
    expect(bytes.script).toBeLessThanOrEqual(20 * 1024);
    expect(bytes.style).toBeLessThanOrEqual(6 * 1024);
  });

  it('nothing is inline and nothing comes from elsewhere: the policy would refuse it', () => {
    expect(index).not.toMatch(/<style|\son\w+=|\sstyle=|https?:\/\//u);
    expect([...index.matchAll(/<script(?![^>]*\ssrc=)/gu)]).toEqual([]);
  });
});
