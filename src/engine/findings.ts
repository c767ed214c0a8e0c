import { createHash } from 'node:crypto';
import type { Verdict } from '../model/check.ts';
import type { Finding, Judgement } from '../model/finding.ts';
import { targetKey, type Target } from '../model/target.ts';
import type { CheckPlugin, JudgeRequest } from './judge.ts';

/** 12 hex digits over check and target: stable however the wording or the figures change. */
export const fingerprintOf = (check: string, target: Target): string =>
  createHash('sha256')
    .update(`${check}\n${targetKey(target)}`)
    .digest('hex')
    .slice(0, 12);

export function findingsOf(judgements: readonly Judgement[], request: JudgeRequest): readonly Finding[] {
  const byId = new Map(request.checks.map((each) => [each.id, each]));
  return judgements.flatMap((judgement) => {
    const plugin = byId.get(judgement.check);
    if (plugin === undefined || judgement.verdict.outcome !== 'fail') return [];
    return [toFinding(plugin, { target: judgement.target, verdict: judgement.verdict }, request)];
  });
}

interface FailedJudgement {
  readonly target: Target;
  readonly verdict: Extract<Verdict, { outcome: 'fail' }>;
}

function toFinding({ definition, id }: CheckPlugin, judged: FailedJudgement, request: JudgeRequest): Finding {
  const { target, verdict } = judged;
  const context = { target, manifest: request.manifest, profile: request.profile, now: request.now };
  return {
    check: id,
    target,
    title: definition.failingTitle,
    found: verdict.found,
    severity: verdict.severity ?? definition.severity,
    confidence: verdict.confidence ?? 'proven',
    impact: definition.impact,
    stage: definition.stage,
    requirements: definition.requirements,
    why: definition.why,
    evidence: verdict.evidence,
    reproduce: definition.reproduce(context),
    fix: verdict.fix ?? definition.fix,
    fixes: verdict.fixes ?? request.fixes?.get(id) ?? [],
    effortMinutes: definition.effortMinutes,
    sources: definition.sources,
    fingerprint: fingerprintOf(id, target),
  };
}
