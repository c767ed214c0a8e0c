import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestOf } from '../../src/cli/audit/subject.ts';
import type { FactsFile } from '../../src/model/facts-file.ts';
import type { Handover, HandoverLine } from '../../src/model/handover.ts';
import { canonicalJson } from '../../src/model/json.ts';
import { healthyPlan } from '../../src/world/healthy/healthy-plan.ts';
import { manifestText } from '../../src/world/manifest-text.ts';
import { storyNamed, type StoryName } from '../../src/world/story.ts';
import { programArguments } from '../guides/printed-commands.ts';
import { runHere } from './run-here.ts';
import { parseReport } from './launch-ready.ts';

export interface RunbookStep {
  readonly command: string;
  /** What the pack says about it: `judged: 36 checks pass`, `not run: it changes production`, `done by hand`. */
  readonly said: string;
  /** What the command says when it is typed now; null: the pack does not claim that it was run. */
  readonly again: string | null;
}

/** Every step of every runbook of a story's pack, and what each command that is said to have run answers to the same facts. */
export async function runbookSteps(
  story: StoryName,
  file: FactsFile,
  folder: string,
): Promise<readonly RunbookStep[]> {
  const plan = healthyPlan(file.collectedAt);
  const text = manifestText(story, await storyNamed(story), { plan, sinkPort: 2525 });
  const facts = join(folder, `${story}.json`);
  writeFileSync(facts, canonicalJson({ ...file, manifest: manifestOf(text, 'launch.yaml') }));
  const made = await runHere(['handover', '--from', facts, '--json'], { folder });
  const { sections } = JSON.parse(made.stdout) as Handover;
  const lines = sections.find(({ id }) => id === 'runbooks')?.blocks.flatMap((block) => block.lines) ?? [];
  const answers = new Map<string, string>();
  for (const { cells } of lines.filter(isRun)) {
    const command = cells[2] ?? '';
    if (!answers.has(command)) answers.set(command, await judgedBy(command, facts, folder));
  }
  return lines.map((line) => ({
    command: line.cells[2] ?? '',
    said: line.cells[3] ?? '',
    again: isRun(line) ? (answers.get(line.cells[2] ?? '') ?? null) : null,
  }));
}

const isRun = ({ origin }: HandoverLine): boolean => origin === 'measured';

/** `36 checks pass` by the printed command itself, or what it finds. */
async function judgedBy(command: string, facts: string, folder: string): Promise<string> {
  const [args] = programArguments(command);
  if (args === undefined) return `${command} is no command of ours`;
  const report = parseReport(await runHere([...args, '--from', facts, '--json'], { folder }));
  const open = report.unknown.filter(({ severity }) => severity !== 'low');
  const serious = report.findings.filter(({ severity }) => severity !== 'low');
  if (serious.length > 0) return serious.map(({ title }) => title).join('; ');
  if (open.length > 0) return open.map(({ title }) => title).join('; ');
  return `${report.passed.length} checks pass`;
}
