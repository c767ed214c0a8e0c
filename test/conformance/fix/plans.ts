import { FactBook } from '../../../src/engine/fact-book.ts';
import type { Known } from '../../../src/engine/fix/dangers/known.ts';
import { nothingKnown } from '../../../src/engine/fix/dangers/known.ts';
import { makePlan } from '../../../src/engine/fix/plan/make-plan.ts';
import type { CutoverMode } from '../../../src/engine/fix/plan/cutover.ts';
import { impliedManifest } from '../../../src/manifest/implied.ts';
import { unixMs } from '../../../src/model/brand.ts';
import type { Plan, Provider } from '../../../src/model/fix.ts';
import type { Json } from '../../../src/model/json.ts';
import type { Manifest } from '../../../src/model/manifest.ts';
import type { Resources } from '../../../src/protocols/edge/state.ts';
import { parseZone } from '../../../src/protocols/zone/file/parse.ts';
import { recordSets } from '../../../src/protocols/zone/records/record-set.ts';
import { setResources } from '../../../src/protocols/zone/records/resources.ts';
import { memoryCapabilities } from '../../../src/providers/memory/provider.ts';

export const zone = 'harbour.example';
export const now = unixMs(Date.UTC(2026, 10, 22));

/** Zone lines and edge resources as one state. */
export function stateOf(lines: readonly string[], edge: Readonly<Record<string, Json>> = {}): Resources {
  const parsed = parseZone(['$TTL 3600', ...lines].join('\n'), zone);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return { ...setResources(recordSets(parsed.records)), ...edge };
}

/** Marks the address records of a name as answered by the edge. */
export function proxied(state: Resources, ...names: readonly string[]): Resources {
  return Object.fromEntries(
    Object.entries(state).map(([resource, value]) => {
      const isOurs = names.some((name) =>
        ['A', 'AAAA', 'CNAME'].some((type) => resource === `rrset:${name}./${type}`),
      );
      return [resource, isOurs ? { ...(value as object), isProxied: true, ttlSeconds: 'auto' } : value] as [
        string,
        Json,
      ];
    }),
  );
}

export interface PlanBetween {
  /** Default `zone`. */
  readonly apex?: string;
  readonly before: Resources;
  /** The whole state as wanted. */
  readonly after: Resources;
  readonly manifest?: Manifest;
  readonly known?: Known;
  readonly cutover?: CutoverMode;
  readonly provider?: Pick<Provider, 'id' | 'title' | 'capabilities' | 'quotas'>;
}

/** The plan that leads from one state to another, through every rule of the planner. */
export function planBetween(request: PlanBetween): Plan {
  const { before, after, manifest, known, cutover, provider, apex = zone } = request;
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return makePlan({
    tool: 'test',
    zone: apex,
    provider: provider ?? { id: 'memory', title: 'a state in memory', capabilities: memoryCapabilities },
    state: before,
    findings: [],
    fixes: [],
    desired: ids.map((resource) => ({
      resource,
      value: after[resource] ?? null,
      risk: 'safe',
      why: 'wanted',
    })),
    book: new FactBook([], []),
    known: known ?? nothingKnown,
    manifest: manifest ?? impliedManifest(apex),
    now,
    cutover: cutover ?? 'never',
  });
}
