import type { MailReports } from '../../mail/reports/document.ts';
import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import { webBundle } from '../audit/render.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';
import { type ReportsFormat, reportsFormats } from './reports-options.ts';
import { reportsPage } from './reports-page.ts';

/** The answer in the asked form; each renderer is loaded only when it is used. */
export async function renderReports(
  document: MailReports,
  context: CommandContext,
  options: ParsedOptions,
): Promise<string> {
  const format: ReportsFormat = options.isOn('json')
    ? 'json'
    : (reportsFormats.find((each) => each === options.text('format')) ?? 'terminal');
  if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`;
  const page = reportsPage(document, { isVerbose: options.isOn('verbose') });
  switch (format) {
    case 'md':
      return (await import('../../report/sections/markdown.ts')).renderSectionsMarkdown(page);
    case 'html': {
      const { renderSectionsHtml } = await import('../../report/sections/html.ts');
      return renderSectionsHtml(page, (await webBundle()).renderSections);
    }
    case 'terminal': {
      const { renderSectionsTerminal } = await import('../../report/sections/terminal.ts');
      const isColoured =
        context.terminal.hasColour && !options.isOn('plain') && options.text('output') === undefined;
      return renderSectionsTerminal(page, {
        palette: isColoured ? ansiPalette : plainPalette,
        columns: context.terminal.columns,
      });
    }
  }
}
