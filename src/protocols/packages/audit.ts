import { z } from 'zod';
import { hasUpperEnd, maxAdvisories, parsed, severityOf, type Advisory } from './advisory.ts';

/** `npm audit --json` (report version 2). Null: it is no such report, for example an error of the registry. */
export function parseNpmAudit(text: string): readonly Advisory[] | null {
  const via = z.union([
    z.string(),
    z.object({ title: z.string().optional(), severity: z.string().optional() }),
  ]);
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
                severity: severityOf(cause.severity ?? severity),
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

/** Modern `yarn npm audit --json`: one object a line, none where nothing is known; errors are lines of another kind. */
export function parseModernYarnAudit(text: string, exitCode: number | null): readonly Advisory[] | null {
  const children = z.object({
    Issue: z.string(),
    Severity: z.string(),
    'Vulnerable Versions': z.string().optional(),
  });
  const line = z.object({ value: z.string(), children });
  const lines = text.split('\n').filter((each) => each.trim() !== '');
  if (lines.length === 0) return exitCode === 0 ? [] : null;
  const rows = lines.slice(0, maxAdvisories).map((each) => parsed(each, line));
  const read = rows.filter((row) => row !== null);
  return read.length < rows.length
    ? null
    : read.map(({ value, children: told }) => ({
        name: value,
        title: told.Issue,
        severity: severityOf(told.Severity),
        isFixable: hasUpperEnd(told['Vulnerable Versions']),
      }));
}

/** `bun audit --json`: the registry's own answer, advisories by package. */
export function parseBunAudit(text: string): readonly Advisory[] | null {
  const advisory = z.object({
    title: z.string(),
    severity: z.string(),
    vulnerable_versions: z.string().optional(),
  });
  const report = parsed(text, z.record(z.string(), z.array(advisory)));
  if (report === null) return null;
  return Object.entries(report)
    .flatMap(([name, list]) =>
      list.map((each): Advisory => ({
        name,
        title: each.title,
        severity: severityOf(each.severity),
        isFixable: hasUpperEnd(each.vulnerable_versions),
      })),
    )
    .slice(0, maxAdvisories);
}
