import { z } from 'zod';
import type { Severity } from '../../model/check.ts';

/** One known hole in a package that is installed. */
export interface Advisory {
  readonly name: string;
  readonly title: string;
  readonly severity: Severity;
  /** A version without it exists. */
  readonly isFixable: boolean;
}

const severities: Readonly<Record<string, Severity>> = {
  critical: 'blocker',
  high: 'high',
  moderate: 'medium',
  medium: 'medium',
  low: 'low',
  info: 'low',
  unknown: 'medium',
};
const severityOf = (text: string | null | undefined): Severity =>
  severities[(text ?? 'unknown').toLowerCase()] ?? 'medium';
const maxAdvisories = 1_000;

function parsed<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    const result = schema.safeParse(JSON.parse(text) as unknown);
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

/** `npm audit --json` (report version 2). Null: it is no such report, for example an error of the registry. */
export function parseNpmAudit(text: string): readonly Advisory[] | null {
  const via = z.union([z.string(), z.object({ title: z.string().optional() })]);
  const entry = z.object({
    name: z.string(),
    severity: z.string(),
    via: z.array(via),
    fixAvailable: z.union([z.boolean(), z.record(z.string(), z.unknown())]).optional(),
  });
  const report = parsed(
    text,
    z.object({ auditReportVersion: z.number(), vulnerabilities: z.record(z.string(), entry) }),
  );
  if (report === null) return null;
  // Packages that only contain a vulnerable one repeat it: those with a title of their own are the holes.
  return Object.values(report.vulnerabilities)
    .flatMap(({ name, severity, via: causes, fixAvailable }) =>
      causes.flatMap((cause) =>
        typeof cause === 'string'
          ? []
          : [
              {
                name,
                title: cause.title ?? 'known vulnerability',
                severity: severityOf(severity),
                isFixable: fixAvailable !== undefined && fixAvailable !== false,
              },
            ],
      ),
    )
    .slice(0, maxAdvisories);
}

/** `pnpm audit --json` and classic `yarn audit --json` (one object a line). */
export function parsePnpmAudit(text: string): readonly Advisory[] | null {
  const advisory = z.object({
    module_name: z.string(),
    title: z.string(),
    severity: z.string(),
    patched_versions: z.string().optional(),
  });
  const report = parsed(text, z.object({ advisories: z.record(z.string(), advisory) }));
  return report === null ? null : Object.values(report.advisories).map(pnpmAdvisory).slice(0, maxAdvisories);
}

const pnpmAdvisory = (each: {
  module_name: string;
  title: string;
  severity: string;
  patched_versions?: string | undefined;
}): Advisory => ({
  name: each.module_name,
  title: each.title,
  severity: severityOf(each.severity),
  isFixable: each.patched_versions !== undefined && each.patched_versions !== '<0.0.0',
});

export function parseYarnAudit(text: string): readonly Advisory[] | null {
  const line = z.object({ type: z.string(), data: z.unknown() });
  const found = text
    .split('\n')
    .slice(0, 20_000)
    .map((each) => (each.trim() === '' ? null : parsed(each, line)));
  if (!found.some((each) => each?.type === 'auditSummary')) return null;
  const advisory = z.object({
    advisory: z.object({
      module_name: z.string(),
      title: z.string(),
      severity: z.string(),
      patched_versions: z.string().optional(),
    }),
  });
  const all = found.flatMap((each) => {
    const data = each?.type === 'auditAdvisory' ? advisory.safeParse(each.data) : null;
    return data?.success === true ? [pnpmAdvisory(data.data.advisory)] : [];
  });
  return [...new Map(all.map((each) => [`${each.name} ${each.title}`, each])).values()].slice(
    0,
    maxAdvisories,
  );
}

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
