import type { ProjectEvidence } from './evidence.ts';

/** A package the project names, and the file that names it. */
export interface NamedPackage {
  readonly name: string;
  readonly file: string;
}

/** Names of the packages of every language in the tree. Broken files name none. */
export function packagesOf({ texts }: ProjectEvidence): readonly NamedPackage[] {
  return Object.entries(texts).flatMap(([file, text]) => namesIn(file, text).map((name) => ({ name, file })));
}

function namesIn(file: string, text: string): readonly string[] {
  const base = file.slice(file.lastIndexOf('/') + 1);
  switch (base) {
    case 'package.json':
      return ['dependencies', 'devDependencies'].flatMap((key) =>
        Object.keys(objectAt(jsonObject(text), key)),
      );
    case 'composer.json':
      return Object.keys(objectAt(jsonObject(text), 'require'));
    case 'Gemfile':
      return all(text, /^\s*gem\s+["']([\w-]+)["']/gm);
    case 'requirements.txt':
      return all(text, /^([A-Za-z][\w.-]*)/gm).map((name) => name.toLowerCase());
    case 'pyproject.toml':
      return all(text, /^\s*["']?([A-Za-z][\w.-]*)(?:\[[^\]]*\])?\s*(?:[=<>~!]=?|["'])/gm).map((name) =>
        name.toLowerCase(),
      );
    case 'go.mod':
      return all(text, /^\s*(?:require\s+)?([\w.-]+\.[a-z]+\/[\w./-]+)\s+v/gm);
    default:
      return [];
  }
}

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : [name]));

/** The object a JSON text holds; an empty one for anything else. */
export function jsonObject(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

export function objectAt(
  value: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const inner = value[key];
  return isObject(inner) ? inner : {};
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
