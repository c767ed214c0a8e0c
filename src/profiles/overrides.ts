import type { Manifest } from '../model/manifest.ts';
import { nearest, orList } from '../model/nearest.ts';
import type { Profile } from '../model/profile.ts';
import { parseDuration, parseSize } from '../model/units.ts';
import { overridablePaths, type OverridablePath } from './data/overridable.ts';

export type Override = Manifest['overrides'][string];

/** `text` completes "overrides.<path>: ...". */
export interface OverrideProblem {
  readonly path: string;
  readonly kind: 'unknown path' | 'wrong value';
  readonly text: string;
}

/**
 * The profile with the manifest's values in place of its own. Values of paths that end in `Ms`, `Seconds` or `Bytes` may be
 * written with a unit (`2s`, `5m`, `500 kB`); lists are written with commas. A bad override changes nothing and is reported.
 */
export function applyOverrides(
  profile: Profile,
  overrides: Manifest['overrides'],
): { readonly profile: Profile; readonly problems: readonly OverrideProblem[] } {
  const problems: OverrideProblem[] = [];
  let result = profile;
  for (const [path, raw] of Object.entries(overrides)) {
    const rule = Object.hasOwn(overridablePaths, path) ? overridablePaths[path] : undefined;
    if (rule === undefined) {
      problems.push({ path, kind: 'unknown path', text: unknownPath(path) });
      continue;
    }
    const read = readValue(path, raw, rule);
    if (read.ok) result = replaced(result, path, read.value);
    else problems.push({ path, kind: 'wrong value', text: read.text });
  }
  return { profile: result, problems };
}

function unknownPath(path: string): string {
  const known = Object.keys(overridablePaths);
  const [group = ''] = path.split('.');
  const guess = nearest(path, known) ?? known.find((each) => each.endsWith(`.${path.split('.').at(-1)}`));
  const inGroup = known.filter((each) => each.startsWith(`${group}.`));
  const hint =
    guess === undefined
      ? `Use ${orList(inGroup.length > 0 ? inGroup : [...new Set(known.map((each) => each.split('.')[0] ?? each))])}.`
      : `Did you mean ${guess}?`;
  return `is not a value of a profile. ${hint}`;
}

type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly text: string };
const good = (value: unknown): Read => ({ ok: true, value });
const bad = (text: string): Read => ({ ok: false, text });

function readValue(path: string, raw: Override, rule: OverridablePath): Read {
  if (raw === null) return rule.isNullable ? good(null) : bad('cannot be empty.');
  switch (rule.type) {
    case 'number':
      return readNumber(path, raw, rule);
    case 'boolean':
      return typeof raw === 'boolean' ? good(raw) : bad('needs true or false.');
    case 'list':
      return readList(raw, rule.values);
    case 'text':
      if (typeof raw !== 'string') return bad('needs a text.');
      if (rule.values !== undefined && !rule.values.includes(raw)) {
        return bad(`"${raw.slice(0, 60)}" does not exist. Use ${orList(rule.values)}.`);
      }
      return good(raw);
  }
}

function readNumber(path: string, raw: string | number | boolean, rule: OverridablePath): Read {
  const value = typeof raw === 'string' ? withUnit(path, raw) : raw;
  if (typeof value !== 'number' || !Number.isFinite(value)) return bad(`needs ${numberShape(path)}.`);
  const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = rule;
  return value < minimum || value > maximum
    ? bad(`${value} is outside ${minimum} to ${maximum}.`)
    : good(value);
}

function withUnit(path: string, raw: string): number | null {
  if (path.endsWith('Ms')) return parseDuration(raw);
  if (path.endsWith('Bytes')) return parseSize(raw);
  const milliseconds = path.endsWith('Seconds') ? parseDuration(raw) : null;
  return milliseconds === null ? null : milliseconds / 1000;
}

function numberShape(path: string): string {
  if (path.endsWith('Ms')) return 'milliseconds or a length of time like 300ms or 2s';
  if (path.endsWith('Seconds')) return 'seconds or a length of time like 30s or 5m';
  if (path.endsWith('Bytes')) return 'bytes or a size like 500 kB';
  return 'a number';
}

function readList(raw: string | number | boolean, values: readonly string[] | undefined): Read {
  if (typeof raw !== 'string') return bad('needs a list.');
  const items = raw.split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()]));
  const stranger = values === undefined ? undefined : items.find((item) => !values.includes(item));
  if (stranger === undefined) return good(items);
  return bad(`"${stranger.slice(0, 60)}" does not exist. Use ${orList(values ?? [])}.`);
}

/** Paths have one or two parts, and all of them exist: `overridablePaths` is checked against the type by its test. */
function replaced(profile: Profile, path: string, value: unknown): Profile {
  const [group = '', key] = path.split('.');
  if (key === undefined) return { ...profile, [group]: value };
  const inner = Object.entries(profile).find(([name]) => name === group)?.[1] as object;
  return { ...profile, [group]: { ...inner, [key]: value } };
}
