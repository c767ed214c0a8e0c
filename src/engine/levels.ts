import type { Collector } from '../model/collector.ts';
import { tokenOf, type Needs } from '../model/need.ts';
import type { Plugin } from '../model/plugin.ts';

export type CollectorPlugin = Plugin<Collector<unknown, Needs>>;

/**
 * Orders collectors in levels: one that wants `every` fact of a kind comes a level after those that yield it, so that it sees
 * all targets. Everything inside a level runs as a data-flow graph.
 */
export function collectorLevels(collectors: readonly CollectorPlugin[]): ReadonlyMap<string, number> {
  const byToken = new Map(collectors.map((each) => [each.definition.yields.id, each]));
  const levels = new Map<string, number>();
  const levelOf = (tokenId: string, path: readonly string[]): number => {
    if (path.includes(tokenId))
      throw new Error(`collectors wait for each other: ${[...path, tokenId].join(' -> ')}`);
    const collector = byToken.get(tokenId);
    const settled = levels.get(tokenId);
    if (collector === undefined || settled !== undefined) return settled ?? 0;
    const needs = Object.values(collector.definition.inputs);
    const level = needs.reduce((highest, need) => {
      const step = 'mode' in need && need.mode === 'every' ? 1 : 0;
      return Math.max(highest, levelOf(tokenOf(need).id, [...path, tokenId]) + step);
    }, 0);
    levels.set(tokenId, level);
    return level;
  };
  for (const each of collectors) levelOf(each.definition.yields.id, []);
  return levels;
}
