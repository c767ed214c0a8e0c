import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pureNodeModules, rooms } from './rooms.ts';
import { importsOf, sourceFiles } from './source-files.ts';

const files = sourceFiles('src').filter((file) => !file.path.endsWith('.test.ts'));

interface Arrow {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const arrows: readonly Arrow[] = files.flatMap((file) =>
  importsOf(file.text)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier }) => normalize(join(dirname(file.path), specifier)))
    .filter((path) => path.startsWith('src/'))
    .map((path) => ({ file: file.path, from: roomOf(file.path), to: roomOf(path) })),
);

function roomOf(path: string): string {
  return path.split('/')[1] ?? '';
}

describe('the arrows between rooms', () => {
  it('sees the whole tree: a boundary test that saw nothing proves nothing', () => {
    process.stdout.write(`tidy: ${files.length} files, ${arrows.length} imports between them\n`);
    expect(files.length).toBeGreaterThan(100);
    expect(arrows.length).toBeGreaterThan(300);
  });

  it('every folder of src is a room with rules', () => {
    const unknown = [...new Set(files.map((file) => roomOf(file.path)))].filter((room) => !(room in rooms));
    expect(unknown).toEqual([]);
  });

  it('no room imports a room it may not', () => {
    const wrong = arrows.filter(
      ({ from, to }) => from !== to && !(rooms[from]?.mayImport ?? []).includes(to),
    );
    expect(wrong.map(({ file, to }) => `${file} imports ${to}`)).toEqual([]);
  });

  it('nobody imports a room that is closed', () => {
    const wrong = arrows.filter(({ from, to }) => {
      const allowed = rooms[to]?.mayBeImportedBy;
      return from !== to && allowed !== undefined && !allowed.includes(from);
    });
    expect(wrong.map(({ file, to }) => `${file} imports ${to}`)).toEqual([]);
  });

  it('checks do not import each other', () => {
    const wrong = files
      .filter((file) => file.path.startsWith('src/checks/'))
      .flatMap((file) =>
        importsOf(file.text)
          .map(({ specifier }) => normalize(join(dirname(file.path), specifier)))
          .filter((path) => path.startsWith('src/checks/'))
          .map((path) => `${file.path} imports ${path}`),
      );
    expect(wrong).toEqual([]);
  });

  it('pure rooms reach the world only through Outside', () => {
    const wrong = files
      .filter((file) => rooms[roomOf(file.path)]?.isPure === true)
      .flatMap((file) =>
        importsOf(file.text)
          .filter(({ specifier, isTypeOnly }) => !isTypeOnly && specifier.startsWith('node:'))
          .filter(({ specifier }) => !pureNodeModules.includes(specifier))
          .map(({ specifier }) => `${file.path} imports ${specifier}`),
      );
    expect(wrong).toEqual([]);
  });

  it('protocols, facts and checks are quiet: nothing to await', () => {
    const quiet = files.filter((file) =>
      /^src\/(model|protocols|facts|checks|fixes|tools|profiles)\//.test(file.path),
    );
    const wrong = quiet.filter((file) => /\bawait\b|\basync\b/.test(withoutComments(file.text)));
    expect(quiet.length).toBeGreaterThan(50);
    expect(wrong.map((file) => file.path)).toEqual([]);
  });
});

const withoutComments = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/(['"`])(?:\\.|(?!\1)[^\\])*\1/g, '""');
