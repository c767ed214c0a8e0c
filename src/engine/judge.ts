import { unknown, type Check, type JudgeContext, type Verdict } from '../model/check.ts';
import type { UnixMs } from '../model/brand.ts';
import type { Judgement } from '../model/finding.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Needs } from '../model/need.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Profile } from '../model/profile.ts';
import { targetKey, type Target } from '../model/target.ts';
import { unlessDeferred } from './deferral.ts';
import type { FactBook } from './fact-book.ts';

export type CheckPlugin = Plugin<Check<Needs>>;

export interface JudgeRequest {
  readonly checks: readonly CheckPlugin[];
  readonly facts: FactBook;
  readonly manifest: Manifest;
  readonly profile: Profile;
  readonly now: UnixMs;
  /** Ids of fixes by check, for findings whose check names none itself. */
  readonly fixes?: ReadonlyMap<string, readonly string[]>;
}

/** Every check over every target of its kind, ordered by check id and target: the same facts give the same list, byte by byte. */
export function judgeFacts(request: JudgeRequest): readonly Judgement[] {
  const checks = request.checks.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const targets = request.facts.targets.toSorted((a, b) => (targetKey(a) < targetKey(b) ? -1 : 1));
  const selected = new Set(checks.map((each) => each.id));
  const byKind = Map.groupBy(targets, ({ kind }) => kind);
  const { domain } = request.manifest.product;
  return checks.flatMap((each) =>
    (byKind.get(each.definition.target) ?? []).map((target) => ({
      check: each.id,
      target,
      verdict: unlessDeferred(judgeOne(each, target, request), selected, domain),
    })),
  );
}

function judgeOne(plugin: CheckPlugin, target: Target, request: JudgeRequest): Verdict {
  const needed = request.facts.needed(plugin.definition.needs, target);
  if ('missing' in needed)
    return unknown(`${needed.missing.token}: ${needed.missing.reason}`, needed.missing.remedy);
  const context: JudgeContext = {
    target,
    manifest: request.manifest,
    profile: request.profile,
    now: request.now,
  };
  try {
    return plugin.definition.judge(needed.values as never, context);
  } catch (error) {
    return unknown(
      `the check itself failed: ${String(error).slice(0, 200)}`,
      'report this as a bug, with the facts file',
    );
  }
}
