import { asList, fieldOf, parsed, textOf } from './apple.ts';

/** What `assetlinks.json` says (Google Digital Asset Links specification v1). */
export interface AndroidLinks {
  /** Packages that may open links, with at least one usable fingerprint. */
  readonly packages: readonly string[];
  readonly problems: readonly string[];
}

const handlesUrls = 'delegate_permission/common.handle_all_urls';
const maxStatements = 100;
const maxProblems = 20;
/** SHA-256 as 32 pairs of capital hex digits with colons; Android compares text. */
const fingerprint = /^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/;
const packageName = /^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+$/;

/** Reads the file's JSON text; never throws. `null`: no JSON at all. */
export function readAndroidLinks(text: string): AndroidLinks | null {
  const value = parsed(text);
  if (value === undefined) return null;
  const packages: string[] = [];
  const problems: string[] = [];
  if (!Array.isArray(value)) return { packages, problems: ['it is no list of statements'] };
  for (const statement of value.slice(0, maxStatements)) {
    const relations = asList(fieldOf(statement, 'relation'));
    const target = fieldOf(statement, 'target');
    if (fieldOf(target, 'namespace') !== 'android_app') continue;
    if (!relations.includes(handlesUrls)) continue;
    const name = fieldOf(target, 'package_name');
    const found = targetProblems(name, asList(fieldOf(target, 'sha256_cert_fingerprints')));
    problems.push(...found);
    if (typeof name === 'string' && found.length === 0) packages.push(name);
  }
  if (packages.length === 0 && problems.length === 0)
    problems.push('no statement lets an Android app open links (handle_all_urls)');
  return { packages: [...new Set(packages)], problems: problems.slice(0, maxProblems) };
}

function targetProblems(name: unknown, fingerprints: readonly unknown[]): readonly string[] {
  if (typeof name !== 'string' || !packageName.test(name)) return [`${textOf(name)} is no package name`];
  if (fingerprints.length === 0) return [`${name} has no certificate fingerprint`];
  const wrong = fingerprints.find((each) => typeof each !== 'string' || !fingerprint.test(each));
  return wrong === undefined
    ? []
    : [`${name}: ${textOf(wrong)} is no SHA-256 fingerprint (32 pairs of capital hex digits with colons)`];
}
