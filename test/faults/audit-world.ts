import { collectFacts } from '../../src/engine/collect.ts';
import type { CheckPlugin } from '../../src/engine/judge.ts';
import type { CollectorPlugin } from '../../src/engine/levels.ts';
import { makeReport } from '../../src/engine/report.ts';
import { seedTargets } from '../../src/engine/targets.ts';
import { loadChecks, loadCollectors } from '../../src/cli/audit/plugins.ts';
import { manifestOf, profileFor } from '../../src/cli/audit/subject.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import type { FactsFile } from '../../src/model/facts-file.ts';
import type { Report } from '../../src/model/report.ts';
import { registrableDomain } from '../../src/protocols/dns/name.ts';
import { createWorld, type World, type WorldOptions } from '../../src/world/world.ts';

export interface AuditedWorld {
  readonly report: Report;
  readonly file: FactsFile;
}

export interface AuditPlugins {
  readonly checks: readonly CheckPlugin[];
  readonly collectors: readonly CollectorPlugin[];
}

let plugins: AuditPlugins | null = null;

/** What collectors and checks wear while they look and judge. */
type Dress = (plugins: AuditPlugins) => AuditPlugins;

/** Starts the demo internet, audits the shop as the CLI would (its manifest, hints, CA and maps), and stops it. */
export async function auditWorld(options: WorldOptions = {}, dress?: Dress): Promise<AuditedWorld> {
  const world = await createWorld(options);
  try {
    return await audit(world, { isActiveAllowed: true }, dress);
  } finally {
    await world.close();
  }
}

export async function audit(
  world: World,
  consent = { isActiveAllowed: true },
  dress: Dress = (worn) => worn,
): Promise<AuditedWorld> {
  const { rootHints, caPem, maps } = world;
  await using outside = await openRealOutside({ hintsText: rootHints, extraCaPem: [caPem], maps });
  plugins ??= { checks: await loadChecks(outside.files), collectors: await loadCollectors(outside.files) };
  const { checks, collectors } = dress(plugins);
  const manifest = manifestOf(world.manifestText, 'launch.yaml');
  const profile = profileFor(manifest);
  const file = await collectFacts({
    collectors,
    seeds: seedTargets(manifest, registrableDomain(world.domain) ?? world.domain),
    manifest,
    profile,
    outside,
    consent,
    timeoutMs: 30_000,
    tool: 'test',
  });
  const report = makeReport({
    checks,
    file,
    profile,
    now: file.collectedAt,
    version: 'test',
  });
  return { report, file };
}
