import { compareReports } from '../../engine/compare.ts';
import { makeReport } from '../../engine/report.ts';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { reportSchema, type Report } from '../../model/report.ts';
import { comparisonDocument, type ComparisonDocument } from '../../report/comparison/document.ts';
import { renderComparisonJson } from '../../report/json/render.ts';
import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import { renderComparisonMarkdown, renderComparisonTerminal } from '../../report/comparison/render.ts';
import { savedFacts } from '../audit/facts-source.ts';
import { loadChecks } from '../audit/plugins.ts';
import { profileFor } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { readOptionFile } from '../network-options.ts';

export const run: CommandRun = async (context, input) => {
  await using outside = await context.openOutside({});
  const [olderPath = '', newerPath = ''] = input.arguments;
  const older = await readReport(context, outside, olderPath);
  const newer = await readReport(context, outside, newerPath);
  if (older.subject.domain !== newer.subject.domain) throw differentProducts(older, newer);
  const changes = compareReports(older, newer);
  context.stdout(print(comparisonDocument(older, newer, changes), context, input));
  return changes.regressed.length > 0 ? exitCodes.findings : exitCodes.ready;
};

function print(document: ComparisonDocument, context: CommandContext, input: CommandInput): string {
  const format = input.options.isOn('json') ? 'json' : input.options.text('format');
  if (format === 'json') return renderComparisonJson(document);
  if (format === 'md') return renderComparisonMarkdown(document);
  const hasColour = context.terminal.hasColour && !input.options.isOn('plain');
  return renderComparisonTerminal(document, {
    palette: hasColour ? ansiPalette : plainPalette,
    columns: context.terminal.columns,
  });
}

/** A saved report as it is, or saved facts judged with this version's checks. */
async function readReport(context: CommandContext, outside: Outside, path: string): Promise<Report> {
  const text = await readOptionFile(outside, 'compare', path);
  if (text.includes(`"${reportSchema}"`)) return JSON.parse(text) as Report;
  const file = await savedFacts(outside, path);
  return makeReport({
    checks: await loadChecks(outside.files),
    file,
    profile: profileFor(file.manifest),
    now: file.collectedAt,
    version: context.version,
  });
}

const differentProducts = (older: Report, newer: Report): UserError =>
  new UserError('LR_COMPARE_PRODUCTS', {
    what: `These are runs of two products: ${older.subject.domain} and ${newer.subject.domain}.`,
    why: 'Findings are told apart by target; between products nothing is the same.',
    todo: 'Give two runs of one product.',
  });
