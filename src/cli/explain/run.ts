import type { CheckPlugin } from '../../engine/judge.ts';
import { impliedManifest } from '../../manifest/implied.ts';
import { unixMs } from '../../model/brand.ts';
import { tokenOf } from '../../model/need.ts';
import { target, type TargetKind } from '../../model/target.ts';
import { profileByName } from '../../profiles/load.ts';
import { loadChecks, selectChecks } from '../audit/plugins.ts';
import { exitCodes, type CommandRun } from '../command.ts';

export const run: CommandRun = async (context, input) => {
  await using outside = await context.openOutside({});
  const [wanted] = input.arguments;
  const all = await loadChecks(outside.files);
  const chosen = selectChecks(all, { only: wanted === undefined ? [] : [wanted], stage: undefined });
  if (input.options.isOn('json')) context.stdout(`${JSON.stringify(chosen.map(explained), null, 2)}\n`);
  else context.stdout(chosen.length === 1 && chosen[0] !== undefined ? inFull(chosen[0]) : asList(chosen));
  return exitCodes.ready;
};

const exampleNames: Readonly<Record<TargetKind, string>> = {
  site: 'example.com',
  zone: 'example.com',
  host: 'www.example.com',
  page: 'https://www.example.com/',
  mailDomain: 'example.com',
  repository: '.',
  database: 'main',
  endpoint: 'POST https://api.example.com/login',
};

/** Everything the metadata says, as JSON. */
function explained({ id, definition }: CheckPlugin): Record<string, unknown> {
  const { title, failingTitle, requirements, stage, severity, impact, why, sources, fix, effortMinutes } =
    definition;
  const reproduce = exampleReproduce({ id, definition });
  const needs = Object.values(definition.needs).map((need) => tokenOf(need).id);
  const about = definition.target;
  return {
    id,
    title,
    failingTitle,
    about,
    requirements,
    stage,
    severity,
    impact,
    why,
    sources,
    needs,
    fix,
    effortMinutes,
    reproduce,
  };
}

export function exampleReproduce({ definition }: CheckPlugin): string {
  return definition.reproduce({
    target: target(definition.target, exampleNames[definition.target]),
    manifest: impliedManifest('example.com'),
    profile: profileByName('custom'),
    now: unixMs(0),
  });
}

function inFull(plugin: CheckPlugin): string {
  const { id, definition } = plugin;
  const facts = Object.values(definition.needs).map((need) => tokenOf(need).id);
  return [
    `${id}: ${definition.title}`,
    '',
    `When it fails   ${definition.failingTitle} (${definition.severity}, costs ${definition.impact})`,
    `Why it matters  ${definition.why}`,
    `What to do      ${definition.fix} (about ${definition.effortMinutes} min)`,
    `See it yourself ${exampleReproduce(plugin)}`,
    `Judged for      each ${definition.target}, from ${facts.join(', ') || 'the manifest'}`,
    `Sources         ${definition.sources.map((source) => `${source.label} <${source.url}>`).join('\n                ')}`,
    `Serves          ${definition.requirements.join(', ')}; stage ${definition.stage}`,
    '',
  ].join('\n');
}

function asList(plugins: readonly CheckPlugin[]): string {
  const width = Math.max(...plugins.map((each) => each.id.length));
  const rows = plugins.map(
    ({ id, definition }) => `${id.padEnd(width)}  ${definition.severity.padEnd(7)}  ${definition.title}`,
  );
  return `${rows.join('\n')}\n\n${plugins.length} checks. One in full: launch-ready explain ${plugins[0]?.id ?? ''}\n`;
}
