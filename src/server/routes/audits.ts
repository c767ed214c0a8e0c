import { z } from 'zod';
import { compareReports } from '../../engine/compare.ts';
import { reportSchema } from '../../model/report.ts';
import type { Report } from '../../model/report.ts';
import { nextStep } from '../../report/next-step.ts';
import { recordAction } from '../audit-trail.ts';
import { reportIn } from '../audits/audit-desk.ts';
import type { AuditRow, AuditView, ComparisonView, FixPlanView } from '../contract.ts';
import { Refused, notFound } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import type { Server } from '../server.ts';

const rowsShown = 50;

export default routes(
  {
    method: 'GET',
    path: '/api/audit',
    access: 'viewer',
    about: 'the newest audit and the list of earlier ones',
    handle: async ({ server }) => json(await auditView(server)),
  },
  {
    method: 'GET',
    path: '/api/audit/runs/:id',
    access: 'viewer',
    about: 'one report',
    handle: async ({ server, param }) => json(await reportOf(server, param('id'))),
  },
  {
    method: 'GET',
    path: '/api/audit/compare',
    access: 'viewer',
    about: 'what changed between two audits',
    handle: async ({ server, query }) =>
      json(await comparison(server, { before: query('before') ?? '', after: query('after') ?? '' })),
  },
  {
    method: 'POST',
    path: '/api/audit/runs',
    access: 'editor',
    about: 'start an audit here, or keep a report made elsewhere',
    maxBodyBytes: 16 * 1024 * 1024,
    handle: async ({ server, caller, body }) => {
      const given = await body(
        z.object({ report: z.looseObject({ schema: z.literal(reportSchema) }).optional() }),
      );
      const run = given.report === undefined ? null : await server.audits.keep(checked(given.report));
      const action = run === null ? 'started an audit' : 'sent a report';
      if (run === null && !server.audits.start())
        throw new Refused(409, 'not-now', {
          message: server.audits.canRun ? 'An audit is under way.' : 'There is no launch.yaml here to audit.',
        });
      await recordAction(server, caller, { action, subject: run ?? 'here' });
      return json({ isRunning: server.audits.isRunning(), run }, 202);
    },
  },
  {
    method: 'GET',
    path: '/api/plan',
    access: 'viewer',
    about: 'what to do in which order, from the newest audit',
    handle: async ({ server }) => json(await fixPlan(server)),
  },
);

/** The model's readers check what they read; here only what would break the pages is refused. */
function checked(report: unknown): Report {
  const read = reportIn(JSON.stringify(report));
  const shape = z.object({
    headline: z.string().max(1_000),
    collectedAt: z.number(),
    findings: z.array(z.looseObject({ fingerprint: z.string(), title: z.string() })).max(20_000),
    waived: z.array(z.looseObject({ fingerprint: z.string() })),
    passed: z.array(z.looseObject({ check: z.string() })),
    unknown: z.array(z.looseObject({ check: z.string() })),
    counts: z.record(z.string(), z.number()),
  });
  if (read === null || !shape.safeParse(read).success)
    throw new Refused(422, 'invalid', { message: 'This is no report of launch-ready audit --json.' });
  return read;
}

async function newest(
  server: Server,
): Promise<{ readonly row: AuditRow | null; readonly report: Report | null }> {
  const [row] = await server.audits.rows(1);
  return { row: row ?? null, report: row === undefined ? null : await server.audits.report(row.id) };
}

async function auditView(server: Server): Promise<AuditView> {
  const { report } = await newest(server);
  return {
    runs: await server.audits.rows(rowsShown),
    report,
    next: report === null ? null : nextStep(report),
    canRun: server.audits.canRun,
    isRunning: server.audits.isRunning(),
  };
}

async function reportOf(server: Server, id: string): Promise<Report> {
  const report = await server.audits.report(id);
  if (report === null) throw notFound('audit');
  return report;
}

async function comparison(
  server: Server,
  ids: { readonly before: string; readonly after: string },
): Promise<ComparisonView> {
  const rows = await server.audits.rows(500);
  const [before, after] = [ids.before, ids.after].map((id) => rows.find((row) => row.id === id));
  if (before === undefined || after === undefined) throw notFound('audit');
  const [older, newer] = await Promise.all([reportOf(server, before.id), reportOf(server, after.id)]);
  return { before, after, comparison: compareReports(older, newer) };
}

async function fixPlan(server: Server): Promise<FixPlanView> {
  const { row, report } = await newest(server);
  if (report === null)
    return { run: null, headline: 'Nothing was audited yet', next: null, plan: null, findings: [] };
  const tasks = report.plan.slots.flatMap((slot) => slot.tasks);
  const named = new Set(tasks.map(({ finding }) => finding));
  const minutes = tasks.reduce((sum, task) => sum + task.minutes, 0);
  return {
    run: row,
    headline:
      tasks.length === 0
        ? 'Nothing to repair'
        : `${tasks.length === 1 ? 'One repair' : `${tasks.length} repairs`}, about ${Math.max(1, Math.round(minutes / 60))} h`,
    next: nextStep(report),
    plan: report.plan,
    findings: report.findings.filter(({ fingerprint }) => named.has(fingerprint)),
  };
}
