import { describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Files } from '../../src/model/outside.ts';
import { ok } from '../../src/model/outside.ts';
import { seededRandom } from '../../src/outside/fake/chance.ts';
import { createFakeClock } from '../../src/outside/fake/clock.ts';
import { createFakeFiles } from '../../src/outside/fake/files.ts';
import { createFiles } from '../../src/outside/real/files.ts';

const makers: readonly (readonly [string, () => Files])[] = [
  ['real files', () => createFiles(seededRandom())],
  ['fake files', () => createFakeFiles(createFakeClock())],
];
const missing = { ok: false, error: { kind: 'not-found', code: 'ENOENT' } };

describe.each(makers)('%s', (_name, make) => {
  test('what is written is read back, and a second write replaces it whole', async () => {
    const files = make();
    await using folder = await files.temporaryFolder('lr-files-');
    const path = `${folder.path}/a.txt`;
    expect(await files.write(path, 'first, and longer')).toEqual(ok(undefined));
    expect(await files.write(path, 'second')).toEqual(ok(undefined));
    expect(await files.readText(path)).toEqual(ok('second'));
    expect(await files.list(folder.path)).toEqual(ok([{ name: 'a.txt', kind: 'file' }]));
  });

  test('bytes survive as they are', async () => {
    const files = make();
    await using folder = await files.temporaryFolder('lr-files-');
    await files.write(`${folder.path}/b`, Uint8Array.of(0, 255, 128));
    const read = await files.read(`${folder.path}/b`);
    expect(read.ok && [...read.value]).toEqual([0, 255, 128]);
  });

  test('a file over the limit is refused, one of exactly the limit is read', async () => {
    const files = make();
    await using folder = await files.temporaryFolder('lr-files-');
    const path = `${folder.path}/big`;
    await files.write(path, 'x'.repeat(100));
    expect(await files.readText(path, { maxBytes: 99 })).toMatchObject({ error: { kind: 'too-large' } });
    expect(await files.readText(path, { maxBytes: 100 })).toMatchObject({ ok: true });
  });

  test('what is missing is a value, not an exception', async () => {
    const files = make();
    await using folder = await files.temporaryFolder('lr-files-');
    const path = `${folder.path}/nothing/here`;
    expect(await files.read(path)).toMatchObject(missing);
    expect(await files.write(path, 'x')).toMatchObject(missing);
    expect(await files.list(path)).toMatchObject(missing);
    expect(await files.stat(path)).toMatchObject(missing);
    expect(await files.rename(path, `${folder.path}/b`)).toMatchObject(missing);
    expect(await files.remove(path)).toEqual(ok(undefined));
  });

  test('append adds at the end and makes the file', async () => {
    const files = make();
    await using folder = await files.temporaryFolder('lr-files-');
    const path = `${folder.path}/log`;
    await files.append(path, 'one\n');
    await files.append(path, 'two\n', { isFlushed: true });
    expect(await files.readText(path)).toEqual(ok('one\ntwo\n'));
  });

  test('folders are made with their parents, listed in order and removed with what is in them', async () => {
    const files = make();
    await using folder = await files.temporaryFolder('lr-files-');
    expect(await files.makeFolder(`${folder.path}/c/d`)).toEqual(ok(undefined));
    await files.write(`${folder.path}/a`, '1');
    expect(await files.list(folder.path)).toEqual(
      ok([
        { name: 'a', kind: 'file' },
        { name: 'c', kind: 'folder' },
      ]),
    );
    expect(await files.stat(`${folder.path}/a`)).toMatchObject({ value: { kind: 'file', sizeBytes: 1 } });
    await files.remove(`${folder.path}/c`);
    expect(await files.stat(`${folder.path}/c/d`)).toMatchObject(missing);
  });

  test('a renamed file is at the new place only', async () => {
    const files = make();
    await using folder = await files.temporaryFolder('lr-files-');
    await files.write(`${folder.path}/a`, '1');
    await files.rename(`${folder.path}/a`, `${folder.path}/b`);
    expect(await files.list(folder.path)).toEqual(ok([{ name: 'b', kind: 'file' }]));
  });

  test('a temporary folder is gone after its scope', async () => {
    const files = make();
    let path = '';
    {
      await using folder = await files.temporaryFolder('lr-files-');
      path = folder.path;
      await files.write(`${path}/a`, '1');
    }
    expect(await files.stat(path)).toMatchObject(missing);
  });
});

test('real files: the mode asked for is the mode on disk, whatever the umask', async () => {
  const files = createFiles(seededRandom());
  await using folder = await files.temporaryFolder('lr-files-');
  await files.write(`${folder.path}/secret`, 'x', { mode: 0o600 });
  await files.write(`${folder.path}/script`, 'x', { mode: 0o775 });
  const mode = (name: string): number => statSync(join(folder.path, name)).mode & 0o777;
  expect([mode('secret'), mode('script')]).toEqual([0o600, 0o775]);
});

test('real files: a file without an end is cut off at the limit', async () => {
  const files = createFiles(seededRandom());
  expect(await files.read('/dev/zero', { maxBytes: 1000 })).toMatchObject({ error: { kind: 'too-large' } });
});

test('real files: links are listed as links', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lr-files-'));
  symlinkSync('/nowhere', join(folder, 'l'));
  expect(await createFiles(seededRandom()).list(folder)).toEqual(ok([{ name: 'l', kind: 'link' }]));
  rmSync(folder, { recursive: true });
});
