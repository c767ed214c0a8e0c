import { isDeepStrictEqual } from 'node:util';
import type { JudgeContext, Verdict } from '../../src/model/check.ts';
import type { CollectContext } from '../../src/model/collector.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { FactsFile } from '../../src/model/facts-file.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { targetKey, type Target } from '../../src/model/target.ts';
import { answerText, noting, type Asked } from './asked.ts';
import type { AuditPlugins } from './audit-world.ts';
import { isDoubtful, isTouchedBy, type Change } from './changed.ts';

/** What a whole run asked, and what it was told, by collector or check and target. */
export interface Notes {
  readonly asked: Map<string, Asked>;
  readonly judged: Map<string, { readonly values: unknown; readonly verdict: Verdict }>;
}

export interface Memory extends Notes {
  readonly file: FactsFile;
}

/** What a fault may have touched. */
export interface FaultReach {
  readonly change: Change;
  /** Themes that ask nothing of what it breaks. */
  readonly unrelated: ReadonlySet<string>;
}

type Collect = (context: CollectContext) => Promise<Fact<unknown>>;
type Judge = (values: unknown, context: JudgeContext) => Verdict;

/** Collectors and checks that note what they ask and what they are told. */
export const noted = (plugins: AuditPlugins, { asked, judged }: Notes): AuditPlugins => ({
  collectors: looking(plugins.collectors, (id, collect) => async (context) => {
    const note = noting(context);
    asked.set(keyOf(id, context.target), note.asked);
    return collect(note.context);
  }),
  checks: judging(plugins.checks, (id, judge) => (values, context) => {
    const verdict = judge(values, context);
    judged.set(keyOf(id, context.target), { values, verdict });
    return verdict;
  }),
});

/** The same that look and judge again only if what they asked then, or what they were given, is another now. */
export const remembering = (plugins: AuditPlugins, memory: Memory, reach: FaultReach): AuditPlugins => ({
  collectors: looking(plugins.collectors, rememberingFacts(memory, reach)),
  checks: judging(plugins.checks, (id, judge) => (values, context) => {
    const before = memory.judged.get(keyOf(id, context.target));
    const isAsBefore =
      before !== undefined &&
      changedSections(memory.file.manifest, context.manifest).size === 0 &&
      isDeepStrictEqual(before.values, values);
    return isAsBefore ? before.verdict : judge(values, context);
  }),
});

function rememberingFacts(
  { file, asked }: Memory,
  { change, unrelated }: FaultReach,
): (id: string, collect: Collect) => Collect {
  const known = new Map(file.facts.map(({ id, target, fact }) => [keyOf(id, target), fact]));
  return (id, collect) => async (context) => {
    const key = keyOf(id, context.target);
    const [fact, before] = [known.get(key), asked.get(key)];
    if (fact === undefined || before === undefined) return collect(context);
    if (unrelated.has(id.split('/')[0] ?? id)) return fact;
    const isAsBefore =
      !isTouchedBy(change, before) &&
      before.sections.isDisjointFrom(changedSections(file.manifest, context.manifest)) &&
      isDeepStrictEqual(before.inputs, context.inputs) &&
      (await isResolvedAsBefore(change, before, context));
    return isAsBefore ? fact : collect(context);
  };
}

async function isResolvedAsBefore(
  change: Change,
  { resolved }: Asked,
  { outside }: CollectContext,
): Promise<boolean> {
  const same = await Promise.all(
    [...resolved].map(async ([question, answer]) => {
      const [name = '', type = ''] = question.split(' ');
      if (!isDoubtful(change, name, answer)) return true;
      return answerText(await outside.dns.resolve(name, type)) === answer;
    }),
  );
  return same.every(Boolean);
}

const keyOf = (id: string, target: Target): string => `${id} ${targetKey(target)}`;

const looking = (
  collectors: AuditPlugins['collectors'],
  dress: (id: string, collect: Collect) => Collect,
): AuditPlugins['collectors'] =>
  collectors.map(({ id, definition }) => ({
    id,
    definition: {
      ...definition,
      collect: dress(definition.yields.id, (context) => definition.collect(context as never)),
    },
  }));

const judging = (
  checks: AuditPlugins['checks'],
  dress: (id: string, judge: Judge) => Judge,
): AuditPlugins['checks'] =>
  checks.map(({ id, definition }) => ({
    id,
    definition: {
      ...definition,
      judge: dress(id, (values, context) => definition.judge(values as never, context)),
    },
  }));

/** Each world listens for its mail elsewhere. */
const textOf = (section: unknown): string => JSON.stringify(section).replaceAll(/"port":\d+/gu, '"port":0');

const keptSections = new WeakMap<Manifest, ReadonlySet<string>>();

/** Sections of the manifest that say something else than those of the one manifest all others are held against. */
function changedSections(before: Manifest, after: Manifest): ReadonlySet<string> {
  const kept = keptSections.get(after);
  if (kept !== undefined) return kept;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Manifest)[];
  const changed = new Set(keys.filter((key) => textOf(before[key] ?? null) !== textOf(after[key] ?? null)));
  keptSections.set(after, changed);
  return changed;
}
