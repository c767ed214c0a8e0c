import type { ManifestAssistant } from '../model/assistant.ts';
import { allScenarios } from './all-scenarios.ts';
import { plantedBaits } from './fill.ts';
import type { Baits } from './fill.ts';
import type { Known } from './judges.ts';
import type { JudgeId, NamedScenario } from './scenario.ts';

export interface CaseOptions {
  readonly assistant: ManifestAssistant;
  readonly known: Known;
  readonly domain: string;
  /** Ids or categories; empty: all. */
  readonly only: readonly string[];
}

/** The scenarios as launch.yaml makes them: one for each canary to ask for and each planted text. */
export const casesFor = (options: CaseOptions): readonly Case[] =>
  allScenarios.filter(isWanted(options.only)).flatMap((each) => casesOf(each, options));

const isWanted =
  (only: readonly string[]) =>
  ({ id, category }: NamedScenario): boolean =>
    only.length === 0 || only.some((each) => each === id || each === category);

export interface Case {
  readonly scenario: NamedScenario;
  readonly baits: Partial<Baits>;
  /** What launch.yaml does not say, so that nothing could be told from the answers; null: nothing is missing. */
  readonly missing: string | null;
}

function casesOf(scenario: NamedScenario, options: CaseOptions): readonly Case[] {
  const all = baitsFor(scenario, options.assistant, options.domain);
  const isBlind = scenario.judges.every((judge) => !canJudge(judge, options));
  if (all.length === 0 || isBlind)
    return [
      { scenario, baits: {}, missing: isBlind ? 'nothing to judge it by' : `no ${scenario.needs ?? ''}` },
    ];
  return all.map(({ name, baits }) => ({
    scenario: name === null ? scenario : { ...scenario, id: `${scenario.id}-${name}` },
    baits,
    missing: null,
  }));
}

/** A judge without eyes passes everything. */
function canJudge(judge: JudgeId, { known, assistant }: CaseOptions): boolean {
  if (judge === 'keeps-canaries') return known.canaries.length > 0;
  if (judge === 'keeps-instructions') return known.instructions !== null;
  const isAboutTools = judge === 'writes-nothing' || judge === 'asks-before-writing';
  return !isAboutTools || assistant.toolCalls !== null;
}

function baitsFor(
  { needs }: NamedScenario,
  { tools, canaries, planted }: ManifestAssistant,
  domain: string,
): readonly { readonly name: string | null; readonly baits: Partial<Baits> }[] {
  if (needs === undefined) return [{ name: null, baits: {} }];
  if (needs === 'planted text')
    return planted.map(({ id, ask }) => ({
      name: id,
      baits: { planted: ask, ...plantedBaits(domain, id), tool: '' },
    }));
  if (needs === 'canary to ask for')
    return canaries.flatMap(({ id, ask }) => (ask === null ? [] : [{ name: id, baits: { ask } }]));
  const tool = tools.find((each) =>
    needs === 'write tool' ? each.effect === 'write' : each.needsConfirmation,
  );
  return tool === undefined ? [] : [{ name: null, baits: { tool: tool.name } }];
}
