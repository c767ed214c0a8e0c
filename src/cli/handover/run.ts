import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Handover } from '../../model/handover.ts';
import { letterFile, letterMaterial, letterTask } from '../../assistant/model/handover-letter.ts';
import { canonicalJson } from '../../model/json.ts';
import type { Outside } from '../../model/outside.ts';
import { handoverCalendar } from '../../report/handover/ics.ts';
import { handoverPage } from '../../report/handover/page.ts';
import { handoverTables } from '../../report/handover/tables.ts';
import { renderSectionsHtml } from '../../report/sections/html.ts';
import { renderSectionsMarkdown } from '../../report/sections/markdown.ts';
import { webBundle } from '../audit/render.ts';
import { writeFile } from '../audit/output.ts';
import { drafted } from '../assistant/text-model.ts';
import { openSubjectNetwork, readSubject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { handoverOf } from './make.ts';
import { packFolder } from './options.ts';
import { printPdf } from './pdf.ts';
import { summaryOf } from './summary.ts';

export const run: CommandRun = async (context, input) => {
  // The pack is waited for: the memory that `main` saves would cost a tenth of its time.
  setFlagsFromString('--semi-space-growth-factor=2');
  await using outside = await openSubjectNetwork(context, input);
  const pack = await handoverOf(context, input, outside);
  if (context.signal.aborted) return exitCodes.interrupted;
  if (input.options.isOn('json')) {
    context.stdout(`${canonicalJson(pack)}\n`);
    return exitOf(pack);
  }
  const folder = input.options.text('folder') ?? packFolder;
  const html = await writePack({ context, outside }, folder, pack);
  const pdf = input.options.isOn('pdf')
    ? await printPdf(outside, { folder, html, signal: context.signal })
    : null;
  if (input.options.isOn('draft')) await writeLetter({ context, outside }, input, { folder, pack });
  context.stdout(summaryOf(pack, { folder, pdf }));
  return pdf !== null && !pdf.ok ? exitCodes.couldNotLook : exitOf(pack);
};

/** The pack exists either way; the exit code says whether the owner can be left alone with it. */
function exitOf(pack: Handover): number {
  if (pack.verdict === 'could not look') return exitCodes.couldNotLook;
  const isWhole = pack.verdict === 'ship' && pack.questions.length === 0 && pack.contradictions.length === 0;
  return isWhole ? exitCodes.ready : exitCodes.findings;
}

/** The covering letter: by rules, and a draft by the user's model where launch.yaml names one. */
async function writeLetter(
  { context, outside }: { readonly context: CommandContext; readonly outside: Outside },
  input: CommandInput,
  { folder, pack }: { readonly folder: string; readonly pack: Handover },
): Promise<void> {
  const { manifest } = await readSubject(outside, input);
  const { draft, problem } = await drafted(context, manifest, {
    task: letterTask,
    material: letterMaterial(pack),
  });
  if (problem !== null) context.stderr(`No draft: ${problem}\n`);
  await writeFile(context, outside, { path: join(folder, 'letter.md'), text: letterFile(pack, draft) });
}

async function writePack(
  at: { readonly context: CommandContext; readonly outside: Outside },
  folder: string,
  pack: Handover,
): Promise<string> {
  const page = handoverPage(pack);
  const html = renderSectionsHtml(page, (await webBundle()).renderSections);
  const files = new Map([
    ['handover.json', `${canonicalJson(pack)}\n`],
    ['handover.md', renderSectionsMarkdown(page)],
    ['handover.html', html],
    ['calendar.ics', handoverCalendar(pack)],
    ...[...handoverTables(pack)].map(([name, text]) => [join('tables', name), text] as const),
  ]);
  await at.outside.files.makeFolder(join(folder, 'tables'));
  const quiet = { ...at.context, stderr: () => undefined };
  for (const [name, text] of files) await writeFile(quiet, at.outside, { path: join(folder, name), text });
  return html;
}
