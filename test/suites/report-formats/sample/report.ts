import { unixMs } from '../../../../src/model/brand.ts';
import { severities } from '../../../../src/model/check.ts';
import { reportSchema, type Report } from '../../../../src/model/report.ts';
import { target } from '../../../../src/model/target.ts';
import { edgeBlockers, edgeFindings } from './findings-edge.ts';
import { sampleFinding } from './finding.ts';
import { mailFindings } from './findings-mail.ts';
import { productFindings } from './findings-product.ts';
import { notNow, ownership } from './ownership.ts';
import { samplePlan } from './plan.ts';
import { notApplicable, passed, unknownRows } from './settled.ts';

const findings = [...edgeBlockers, ...mailFindings, ...productFindings, ...edgeFindings].toSorted(
  (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
);
const open = (severity: string): number => findings.filter((each) => each.severity === severity).length;

const waived = [
  sampleFinding({
    check: 'headers/content-security-policy',
    target: target('host', 'www.harbourtable.example'),
    title: 'No Content-Security-Policy limits what scripts may do',
    found: 'no policy on any of 3 pages',
    severity: 'medium',
    impact: 'security',
    stage: 'edge',
    requirements: ['EDGE-5'],
    why: 'One injected script can read everything the visitor types.',
    reproduce: 'curl -sI https://www.harbourtable.example/ | grep -i content-security',
    fix: 'Start with a report-only policy.',
    effortMinutes: 60,
    waiver: {
      check: 'headers/content-security-policy',
      target: null,
      owner: 'Mara Lind',
      reason: 'The tag manager is replaced in January; a policy before that would be written twice.',
      until: '2027-01-31',
    },
  }),
];

/** A whole report as an audit of a booking product six days before its launch would give it. */
export const sampleReport: Report = {
  schema: reportSchema,
  tool: { name: 'launch-ready', version: '0.1.0' },
  subject: {
    product: 'Harbour Table',
    domain: 'harbourtable.example',
    profile: 'booking',
    isDeclared: true,
  },
  collectedAt: unixMs(1_795_315_200_000),
  judgedAt: unixMs(1_795_315_200_000),
  verdict: 'pause',
  headline: `Not ready: ${open('blocker')} blockers, 1 question that could block is unanswered`,
  counts: {
    blocker: open('blocker'),
    high: open('high'),
    medium: open('medium'),
    low: open('low'),
    waived: waived.length,
    passed: passed.length,
    notApplicable: notApplicable.length,
    unknown: unknownRows.length,
  },
  findings,
  waived,
  passed,
  notApplicable,
  unknown: unknownRows,
  plan: samplePlan(findings),
  notNow,
  coverage: {
    targets: [
      target('site', 'harbourtable.example'),
      target('zone', 'harbourtable.example'),
      ...['harbourtable.example', 'www.harbourtable.example', 'app.harbourtable.example'].map((name) =>
        target('host', name),
      ),
      target('host', 'api.harbourtable.example'),
      target('host', 'shop.harbourtable.example'),
      target('mailDomain', 'harbourtable.example'),
      target('page', 'https://www.harbourtable.example/en/'),
      target('page', 'https://www.harbourtable.example/en/search'),
      target('repository', 'harbour-table'),
      target('database', 'bookings'),
    ],
    checksRun: 47,
    requirements: [
      { id: 'DEP-1', judged: 4, unknown: 0 },
      { id: 'DEP-8', judged: 0, unknown: 1 },
      { id: 'DNS-1', judged: 9, unknown: 0 },
      { id: 'DNS-2', judged: 3, unknown: 0 },
      { id: 'EDGE-1', judged: 6, unknown: 0 },
      { id: 'EDGE-3', judged: 9, unknown: 0 },
      { id: 'MAIL-1', judged: 1, unknown: 0 },
      { id: 'MAIL-5', judged: 3, unknown: 1 },
    ],
    notLookedAt: [
      { what: 'Open back ends and rate limits', why: 'active probes need --active, which was not given' },
      { what: 'Private network hosts', why: 'admin.harbourtable.example resolves to 10.0.4.2' },
    ],
  },
  ownership,
  timings: { collectMs: 3217, judgeMs: 12 },
  digests: {
    facts: '5f1c0d2b9e7a4c3388b1d6e0f2a9c47715ab30e2d9c1f4b86e7a02d3c5b9f1e4',
    findings: 'c93b7e10a4d2f86557e1b09c3d8a6f42e1705bc9d3f8a2e64b1c7d905f3e8a26',
  },
};
