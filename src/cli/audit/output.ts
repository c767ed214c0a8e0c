import type { Outside } from '../../model/outside.ts';
import type { Report, ReportPicture } from '../../model/report.ts';
import { UserError } from '../../model/error.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { formats, type Format } from './options.ts';
import { renderReport } from './render.ts';

export interface Printable {
  readonly outside: Outside;
  readonly report: Report;
  /** Pages as a browser showed them, for the HTML report. */
  readonly pictures?: readonly ReportPicture[];
}

/** Prints the report, or writes it where --output says; --html writes the HTML report besides. */
export async function writeOutput(
  context: CommandContext,
  input: CommandInput,
  what: Printable,
): Promise<void> {
  const { options } = input;
  const format = chosenFormat(options.isOn('json') ? 'json' : options.text('format'));
  const target = options.text('output');
  const text = await renderReport(what.report, format, {
    hasColour: context.terminal.hasColour && target === undefined && !options.isOn('plain'),
    columns: context.terminal.columns,
    isVerbose: options.isOn('verbose'),
    pictures: what.pictures ?? [],
  });
  if (target === undefined) context.stdout(text);
  else await writeFile(context, what.outside, { path: target, text });
  const html = options.text('html');
  if (html !== undefined) {
    const page = await renderReport(what.report, 'html', {
      hasColour: false,
      columns: 100,
      isVerbose: true,
      pictures: what.pictures ?? [],
    });
    await writeFile(context, what.outside, { path: html, text: page });
  }
}

const chosenFormat = (text: string | undefined): Format =>
  formats.find((each) => each === text) ?? 'terminal';

export async function writeFile(
  context: CommandContext,
  outside: Outside,
  file: { readonly path: string; readonly text: string },
): Promise<void> {
  const written = await outside.files.write(file.path, file.text);
  if (!written.ok) {
    throw new UserError('LR_FILE_UNWRITABLE', {
      what: `${file.path}: ${written.error.message}`,
      why: 'The result could not be kept.',
      todo: 'Check the folder and its permissions.',
    });
  }
  context.stderr(`Written: ${file.path}\n`);
}
