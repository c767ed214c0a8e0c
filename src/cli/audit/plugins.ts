import { loadPlugins } from '../../engine/plugins.ts';
import type { CheckPlugin } from '../../engine/judge.ts';
import type { CollectorPlugin } from '../../engine/levels.ts';
import { UserError } from '../../model/error.ts';
import { tokenOf, type Needs } from '../../model/need.ts';
import type { FactToken } from '../../model/fact.ts';
import type { Plugin } from '../../model/plugin.ts';
import { nearest } from '../../model/nearest.ts';
import type { Files } from '../../model/outside.ts';
import type { Check } from '../../model/check.ts';
import type { Collector } from '../../model/collector.ts';

export const loadChecks = (files: Files): Promise<readonly CheckPlugin[]> =>
  loadPlugins<Check<Needs>>(files, new URL('../../checks/', import.meta.url));

export const loadCollectors = (files: Files): Promise<readonly CollectorPlugin[]> =>
  loadPlugins<Collector<unknown, Needs>>(files, new URL('../../collectors/', import.meta.url)).then(
    onlyCollectors,
  );

/** Collector folders also hold the parts collectors share; only a default export with `yields` is a plugin. */
const onlyCollectors = (all: readonly CollectorPlugin[]): readonly CollectorPlugin[] =>
  all.filter((each) => 'yields' in each.definition);

export const loadFacts = (files: Files): Promise<readonly Plugin<FactToken<unknown>>[]> =>
  loadPlugins<FactToken<unknown>>(files, new URL('../../facts/', import.meta.url));

export interface Selection {
  /** `domain` or `tls/certificate-expiry`. */
  readonly only: readonly string[];
  readonly stage: string | undefined;
}

export function selectChecks(all: readonly CheckPlugin[], selection: Selection): readonly CheckPlugin[] {
  const ids = all.map((each) => each.id);
  for (const wanted of selection.only)
    if (!ids.some((id) => matches(id, wanted))) throw unknownCheck(wanted, ids);
  return all.filter(
    (each) =>
      (selection.only.length === 0 || selection.only.some((wanted) => matches(each.id, wanted))) &&
      (selection.stage === undefined || each.definition.stage === selection.stage),
  );
}

const matches = (id: string, wanted: string): boolean => id === wanted || id.startsWith(`${wanted}/`);

export function unknownCheck(wanted: string, ids: readonly string[]): UserError {
  const themes = [...new Set(ids.map((id) => id.split('/')[0] ?? id))];
  const guess = nearest(wanted, [...ids, ...themes]);
  return new UserError('LR_CHECK_UNKNOWN', {
    what: `There is no check or theme "${wanted.slice(0, 80)}".${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
    why: `The themes are ${themes.join(', ')}.`,
    todo: 'List the checks with: launch-ready explain',
  });
}

/** Facts that no check judges and every report shows: the domain map and the redirect map (DNS-7, EDGE-2). */
const shownFacts = ['domain/map', 'redirects/map'] as const;

/** The collectors a selection of checks needs, with what those need and what discovers targets. */
export function collectorsFor(
  checks: readonly CheckPlugin[],
  all: readonly CollectorPlugin[],
): readonly CollectorPlugin[] {
  const byToken = new Map(all.map((each) => [each.definition.yields.id, each]));
  const wanted = new Set<string>();
  const add = (tokenId: string): void => {
    const found = byToken.get(tokenId);
    if (found === undefined || wanted.has(tokenId)) return;
    wanted.add(tokenId);
    for (const need of Object.values(found.definition.inputs)) add(tokenOf(need).id);
  };
  for (const each of checks) for (const need of Object.values(each.definition.needs)) add(tokenOf(need).id);
  const themes = new Set(checks.map(({ id }) => id.split('/')[0]));
  for (const token of shownFacts) if (themes.has(token.split('/')[0])) add(token);
  return all.filter((each) => wanted.has(each.definition.yields.id));
}
