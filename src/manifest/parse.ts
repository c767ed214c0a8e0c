import { dirname } from 'node:path';
import type { Manifest } from '../model/manifest.ts';
import { anchored } from '../model/secret-reference.ts';
import { profileByName } from '../profiles/load.ts';
import { applyOverrides } from '../profiles/overrides.ts';
import { readDocument, type SourceDocument } from './document.ts';
import { explainIssues } from './issues.ts';
import { pathText, problemMaker, type ManifestProblem, type Wrong } from './problem.ts';
import { textsBelow } from './raw.ts';
import { referenceProblems } from './references.ts';
import { manifestSchema } from './schema.ts';
import { secretRefError } from './schema/scalars.ts';
import { isSecretKey, looksLikeSecret } from './secrets.ts';
import { toManifest } from './to-model.ts';
import { valueProblems } from './values.ts';

const maxProblems = 200;

/**
 * `launch.yaml` -> Manifest. Never throws. `manifest` is null exactly when there are problems; they come all at once,
 * in the order of the file. `fileName` is shown, and relative `file:` references begin in its folder.
 */
export function parseManifest(
  text: string,
  fileName: string,
): { readonly manifest: Manifest | null; readonly problems: readonly ManifestProblem[] } {
  const make = problemMaker(text, fileName);
  const read = readDocument(text);
  if (!read.ok) {
    return { manifest: null, problems: read.faults.map((fault) => make({ ...fault, path: [] })) };
  }
  const { document } = read;
  const parsed = manifestSchema.safeParse(document.value);
  const manifest = parsed.success ? toManifest(anchoredTexts(parsed.data, dirname(fileName))) : null;
  const wrong = withoutEchoes([
    ...secretProblems(document),
    ...(parsed.success ? [] : explainIssues(parsed.error.issues, document)),
    ...referenceProblems(document),
    ...valueProblems(document),
    ...(manifest === null ? [] : overrideProblems(manifest, document)),
  ]);
  const problems = wrong
    .slice(0, maxProblems)
    .map(make)
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { manifest: problems.length === 0 ? manifest : null, problems };
}

/** The same value with every relative `file:` reference beginning in the folder. Depth and count are the reader's. */
function anchoredTexts<T>(value: T, folder: string): T {
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') return anchored(each, folder);
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, child]) => [key, walk(child)]));
  };
  // Texts stay texts: the shape is the one that came in.
  return folder === '.' ? value : (walk(value) as T);
}

function secretProblems(document: SourceDocument): readonly Wrong[] {
  return textsBelow(document.value).flatMap(({ path, value }): readonly Wrong[] => {
    const isFreeOption = path.includes('options') && isSecretKey(String(path.at(-1)));
    if (!looksLikeSecret(value) && !(isFreeOption && !/^(?:env|file):./.test(value))) return [];
    const place = document.valueAt(path);
    return [
      {
        code: 'LR_MANIFEST_SECRET',
        path,
        text: `looks like a secret. It ${secretRefError}`,
        place,
        isSecret: true,
      },
    ];
  });
}

/** One sentence a place: a secret is not also complained about as a wrong value. */
function withoutEchoes(all: readonly Wrong[]): readonly Wrong[] {
  const secret = new Set(all.filter((each) => each.isSecret === true).map((each) => pathText(each.path)));
  const seen = new Set<string>();
  return all.filter((each) => {
    const path = pathText(each.path);
    const key = secret.has(path) ? path : `${path} ${each.text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function overrideProblems(manifest: Manifest, document: SourceDocument): readonly Wrong[] {
  const { problems } = applyOverrides(profileByName(manifest.profile), manifest.overrides);
  return problems.map(({ path, text, kind }) => {
    const isFlat = Object.hasOwn((document.value as { overrides: object }).overrides, path);
    const full = ['overrides', ...(isFlat ? [path] : path.split('.'))];
    const place = kind === 'unknown path' ? document.keyAt(full) : document.valueAt(full);
    return { code: 'LR_MANIFEST_OVERRIDE', path: ['overrides', path], text, place };
  });
}
