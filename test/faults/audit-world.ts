import { collectFacts } from '../../src/engine/collect.ts';
import type { CheckPlugin } from '../../src/engine/judge.ts';
import type { CollectorPlugin } from '../../src/engine/levels.ts';
import { makeReport } from '../../src/engine/report.ts';
import { seedTargets } from '../../src/engine/targets.ts';
import { loadChecks, loadCollectors } from '../../src/cli/audit/plugins.ts';
import { manifestOf, profileFor } from '../../src/cli/audit/subject.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import type { FactsFile, StoredFact } from '../../src/model/facts-file.ts';
import type { Report } from '../../src/model/report.ts';
import { targetKey } from '../../src/model/target.ts';
import { registrableDomain } from '../../src/protocols/dns/name.ts';
import { createWorld, type World, type WorldOptions } from '../../src/world/world.ts';

export interface AuditedWorld {
  readonly report: Report;
  readonly file: FactsFile;
}

let plugins: {
  readonly checks: readonly CheckPlugin[];
  readonly collectors: readonly CollectorPlugin[];
} | null = null;

/** Facts of another run that stand for what the collectors would find. */
export interface Remembered {
  readonly file: FactsFile;
  /** Whether this fact cannot have changed since. */
  readonly isUntouched: (stored: StoredFact) => boolean;
}

/** Starts the demo internet, audits the shop as the CLI would (its manifest, hints, CA and maps), and stops it. */
export async function auditWorld(
  options: WorldOptions = {},
  remembered: Remembered | null = null,
): Promise<AuditedWorld> {
  const world = await createWorld(options);
  try {
    return await audit(world, { isActiveAllowed: true }, remembered);
  } finally {
    await world.close();
  }
}

/** What was found about a target before is not looked for again; about a new target it is. */
function remembering(
  collectors: readonly CollectorPlugin[],
  { file, isUntouched }: Remembered,
): CollectorPlugin[] {
  const known = new Map(
    file.facts
      .filter((stored) => isUntouched(stored))
      .map(({ id, target, fact }) => [`${id} ${targetKey(target)}`, fact]),
  );
  return collectors.map(({ id, definition }) => ({
    id,
    definition: {
      ...definition,
      collect: async (context) =>
        known.get(`${definition.yields.id} ${targetKey(context.target)}`) ?? definition.collect(context),
    },
  }));
}

export async function audit(
  world: World,
  consent = { isActiveAllowed: true },
  remembered: Remembered | null = null,
): Promise<AuditedWorld> {
  const { rootHints, caPem, maps } = world;
  await using outside = await openRealOutside({ hintsText: rootHints, extraCaPem: [caPem], maps });
  plugins ??= { checks: await loadChecks(outside.files), collectors: await loadCollectors(outside.files) };
  const manifest = manifestOf(world.manifestText, 'launch.yaml');
  const profile = profileFor(manifest);
  const file = await collectFacts({
    collectors: remembered === null ? plugins.collectors : remembering(plugins.collectors, remembered),
    seeds: seedTargets(manifest, registrableDomain(world.domain) ?? world.domain),
    manifest,
    profile,
    outside,
    consent,
    timeoutMs: 30_000,
    tool: 'test',
  });
  const report = makeReport({
    checks: plugins.checks,
    file,
    profile,
    now: file.collectedAt,
    version: 'test',
  });
  return { report, file };
}
