import { z } from 'zod';
import { maxAdvisories, parsed, severityOf, type Advisory } from './advisory.ts';

/** `composer audit --format=json`. */
export function parseComposerAudit(text: string): readonly Advisory[] | null {
  const advisory = z.object({
    packageName: z.string().optional(),
    title: z.string().nullish(),
    severity: z.string().nullish(),
  });
  const report = parsed(
    text,
    z.object({
      advisories: z.union([
        z.record(z.string(), z.union([z.array(advisory), z.record(z.string(), advisory)])),
        z.array(z.never()),
      ]),
    }),
  );
  if (report === null) return null;
  return Object.entries(report.advisories)
    .flatMap(([name, list]) =>
      Object.values(list).map((each: z.infer<typeof advisory>) => ({
        name,
        title: each.title ?? 'known vulnerability',
        severity: severityOf(each.severity ?? 'high'),
        isFixable: true,
      })),
    )
    .slice(0, maxAdvisories);
}

/** `pip-audit --format json`: no severities, so each is high. */
export function parsePipAudit(text: string): readonly Advisory[] | null {
  const report = parsed(
    text,
    z.object({
      dependencies: z.array(
        z.object({
          name: z.string(),
          vulns: z.array(z.object({ id: z.string(), fix_versions: z.array(z.string()) })).optional(),
        }),
      ),
    }),
  );
  if (report === null) return null;
  return report.dependencies
    .flatMap(({ name, vulns }) =>
      (vulns ?? []).map(({ id, fix_versions: fixes }): Advisory => ({
        name,
        title: id,
        severity: 'high',
        isFixable: fixes.length > 0,
      })),
    )
    .slice(0, maxAdvisories);
}

/** `bundle-audit check --format json`. */
export function parseBundleAudit(text: string): readonly Advisory[] | null {
  const result = z.object({
    gem: z.object({ name: z.string() }).optional(),
    advisory: z.object({ title: z.string().nullish(), criticality: z.string().nullish() }).optional(),
  });
  const report = parsed(text, z.object({ results: z.array(result) }));
  if (report === null) return null;
  return report.results
    .map(({ gem, advisory }): Advisory => ({
      name: gem?.name ?? 'gem',
      title: advisory?.title ?? 'known vulnerability',
      severity: severityOf(advisory?.criticality ?? 'high'),
      isFixable: true,
    }))
    .slice(0, maxAdvisories);
}

/** `cargo audit --json`. */
export function parseCargoAudit(text: string): readonly Advisory[] | null {
  const entry = z.object({
    advisory: z.object({ title: z.string() }),
    package: z.object({ name: z.string() }),
    versions: z.object({ patched: z.array(z.string()) }).optional(),
  });
  const report = parsed(text, z.object({ vulnerabilities: z.object({ list: z.array(entry) }) }));
  if (report === null) return null;
  return report.vulnerabilities.list
    .map((each): Advisory => ({
      name: each.package.name,
      title: each.advisory.title,
      severity: 'high',
      isFixable: (each.versions?.patched.length ?? 0) > 0,
    }))
    .slice(0, maxAdvisories);
}

/** `govulncheck -format json`: JSON objects one after the other. Only what the program calls closes; what it merely brings is told. */
export function parseGovulncheck(text: string): readonly Advisory[] | null {
  const trace = z.array(z.object({ module: z.string().optional(), function: z.string().optional() }));
  const message = z.object({
    config: z.object({ scanner_name: z.string().optional() }).optional(),
    osv: z.object({ id: z.string(), summary: z.string().optional() }).optional(),
    finding: z.object({ osv: z.string(), fixed_version: z.string().optional(), trace }).optional(),
  });
  const objects = text
    .split(/\n(?=\{)/)
    .slice(0, 50_000)
    .map((each) => parsed(each, message));
  if (!objects.some((each) => each?.config !== undefined)) return null;
  const titles = new Map(
    objects.flatMap((each) =>
      each?.osv === undefined ? [] : [[each.osv.id, each.osv.summary ?? each.osv.id]],
    ),
  );
  const found = new Map<string, Advisory>();
  for (const each of objects) {
    if (each?.finding === undefined) continue;
    const {
      osv,
      fixed_version: fixed,
      trace: [first],
    } = each.finding;
    const isCalled = first?.function !== undefined;
    if (!isCalled && found.has(osv)) continue;
    const name = first?.module ?? 'the standard library';
    const severity = isCalled ? 'high' : 'low';
    found.set(osv, { name, title: titles.get(osv) ?? osv, severity, isFixable: fixed !== undefined });
  }
  return [...found.values()].slice(0, maxAdvisories);
}

/** `mix deps.audit --format json` (mix_audit). */
export function parseMixAudit(text: string): readonly Advisory[] | null {
  const advisory = z.object({
    package: z.string(),
    title: z.string().nullish(),
    severity: z.string().nullish(),
    first_patched_versions: z.array(z.string()).nullish(),
  });
  const report = parsed(text, z.object({ vulnerabilities: z.array(z.object({ advisory })) }));
  return report === null
    ? null
    : report.vulnerabilities.slice(0, maxAdvisories).map(({ advisory: each }) => ({
        name: each.package,
        title: each.title ?? 'known vulnerability',
        severity: severityOf(each.severity ?? 'high'),
        isFixable: (each.first_patched_versions?.length ?? 0) > 0,
      }));
}

/** `dotnet list package --vulnerable --include-transitive --format json`. It does not tell fixed versions. */
export function parseDotnetAudit(text: string): readonly Advisory[] | null {
  const hole = z.object({ severity: z.string(), advisoryurl: z.string().optional() });
  const packages = z
    .array(z.object({ id: z.string(), vulnerabilities: z.array(hole).optional() }))
    .optional();
  const framework = z.object({ topLevelPackages: packages, transitivePackages: packages });
  const project = z.object({ frameworks: z.array(framework).optional() });
  const report = parsed(text, z.object({ version: z.number(), projects: z.array(project) }));
  if (report === null) return null;
  return report.projects
    .flatMap(({ frameworks }) => frameworks ?? [])
    .flatMap(({ topLevelPackages, transitivePackages }) => [
      ...(topLevelPackages ?? []),
      ...(transitivePackages ?? []),
    ])
    .flatMap(({ id, vulnerabilities }) =>
      (vulnerabilities ?? []).map((each): Advisory => ({
        name: id,
        title: each.advisoryurl ?? 'known vulnerability',
        severity: severityOf(each.severity),
        isFixable: true,
      })),
    )
    .slice(0, maxAdvisories);
}
