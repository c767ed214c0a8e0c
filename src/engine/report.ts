import { createHash } from 'node:crypto';
import type { UnixMs } from '../model/brand.ts';
import type { FactsFile } from '../model/facts-file.ts';
import type { Judgement } from '../model/finding.ts';
import { canonicalJson, deepFreeze } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import {
  reportSchema,
  type Coverage,
  type OwnershipRow,
  type Report,
  type SettledJudgement,
  type UnknownJudgement,
} from '../model/report.ts';
import type { Finding } from '../model/finding.ts';
import { FactBook } from './fact-book.ts';
import { findingsOf } from './findings.ts';
import { judgeFacts, type CheckPlugin, type JudgeRequest } from './judge.ts';
import { launchPlan } from './launch-plan.ts';
import { rankFindings } from './rank.ts';
import { countBySeverity, headline, launchVerdict } from './verdict.ts';
import { splitWaived } from './waivers.ts';

export interface ReportRequest {
  readonly checks: readonly CheckPlugin[];
  readonly file: FactsFile;
  readonly profile: Profile;
  /** As of when the facts are judged. */
  readonly now: UnixMs;
  readonly version: string;
  /** How long the judging took is measured by the caller's clock; 0 keeps a replay byte-identical. */
  readonly judgeMs?: number;
  readonly ownership?: (file: FactsFile) => readonly OwnershipRow[];
  readonly notLookedAt?: Coverage['notLookedAt'];
  /** Ids of fixes by check. */
  readonly fixes?: JudgeRequest['fixes'];
}

/** Judges saved facts and lays out everything a reader needs. Pure: same input, same bytes. */
export function makeReport(request: ReportRequest): Report {
  const facts = FactBook.of(request.file);
  const { manifest } = request.file;
  const judging: JudgeRequest = {
    checks: request.checks,
    facts,
    manifest,
    profile: request.profile,
    now: request.now,
    ...(request.fixes === undefined ? {} : { fixes: request.fixes }),
  };
  const judgements = judgeFacts(judging);
  const ranked = rankFindings(findingsOf(judgements, judging), manifest);
  const { open, waived } = splitWaived(ranked, manifest.waivers, request.now);
  const settled = settle(judgements, request.checks);
  const input = {
    findings: open,
    decided: decidedFromFacts(judgements, request.checks),
    unknownBlockers: settled.unknownBlockers,
  };
  const verdict = launchVerdict(input);
  return deepFreeze({
    schema: reportSchema,
    tool: { name: 'launch-ready', version: request.version },
    subject: {
      product: manifest.product.name,
      domain: manifest.product.domain,
      profile: request.profile.name,
      isDeclared: manifest.isDeclared,
    },
    collectedAt: request.file.collectedAt,
    judgedAt: request.now,
    verdict,
    headline: headline(verdict, input),
    counts: {
      ...countBySeverity(open),
      waived: waived.length,
      passed: settled.passed.length,
      notApplicable: settled.notApplicable.length,
      unknown: settled.unknown.length,
    },
    findings: open,
    waived,
    passed: settled.passed,
    notApplicable: settled.notApplicable,
    unknown: settled.unknown,
    plan: launchPlan(open),
    notNow: request.profile.notNow,
    coverage: coverage(request, judgements),
    ownership: request.ownership?.(request.file) ?? [],
    timings: { collectMs: request.file.collectMs, judgeMs: request.judgeMs ?? 0 },
    digests: { facts: sha256(request.file), findings: sha256([...open, ...waived]) },
  });
}

/** Rules about a name's spelling need no facts: they alone do not mean that anything was looked at. */
function decidedFromFacts(judgements: readonly Judgement[], checks: readonly CheckPlugin[]): number {
  const looking = new Set(
    checks.filter((each) => Object.keys(each.definition.needs).length > 0).map((each) => each.id),
  );
  return judgements.filter(
    ({ check, verdict }) => looking.has(check) && (verdict.outcome === 'pass' || verdict.outcome === 'fail'),
  ).length;
}

interface Settled {
  readonly passed: readonly SettledJudgement[];
  readonly notApplicable: readonly SettledJudgement[];
  readonly unknown: readonly UnknownJudgement[];
  readonly unknownBlockers: number;
}

function settle(judgements: readonly Judgement[], checks: readonly CheckPlugin[]): Settled {
  const byId = new Map(checks.map((each) => [each.id, each.definition]));
  const passed: SettledJudgement[] = [];
  const notApplicable: SettledJudgement[] = [];
  const unknown: UnknownJudgement[] = [];
  let unknownBlockers = 0;
  for (const { check, target, verdict } of judgements) {
    const definition = byId.get(check);
    if (definition === undefined) continue;
    const row = { check, title: definition.title, target, stage: definition.stage };
    if (verdict.outcome === 'pass') passed.push({ ...row, text: verdict.found });
    if (verdict.outcome === 'notApplicable') notApplicable.push({ ...row, text: verdict.why });
    if (verdict.outcome === 'unknown') {
      unknown.push({
        ...row,
        text: verdict.missing,
        remedy: verdict.remedy,
        severity: definition.severity,
      });
      if (definition.severity === 'blocker') unknownBlockers += 1;
    }
  }
  return { passed, notApplicable, unknown, unknownBlockers };
}

function coverage(request: ReportRequest, judgements: readonly Judgement[]): Coverage {
  const byId = new Map(request.checks.map((each) => [each.id, each.definition]));
  const rows = new Map<string, { judged: number; unknown: number }>();
  for (const { check, verdict } of judgements) {
    for (const id of byId.get(check)?.requirements ?? []) {
      const row = rows.get(id) ?? { judged: 0, unknown: 0 };
      if (verdict.outcome === 'unknown') row.unknown += 1;
      else row.judged += 1;
      rows.set(id, row);
    }
  }
  return {
    targets: request.file.targets,
    checksRun: request.checks.length,
    requirements: [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, row]) => ({ id, ...row })),
    notLookedAt: request.notLookedAt ?? [],
  };
}

const sha256 = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

export type { Finding };
