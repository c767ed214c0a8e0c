import type { MailTestResult } from '../../../mail/run/result.ts';
import { ansiPalette, plainPalette } from '../../../report/terminal/palette.ts';
import { webBundle } from '../../audit/render.ts';
import type { CommandContext, ParsedOptions } from '../../command.ts';
import { mailTestDocument } from './document.ts';
import { type TestFormat, testFormats } from './options.ts';
import { mailTestPage } from './page.ts';

/** The answer in the asked form; each renderer is loaded only when it is used. */
export async function renderMailTest(
  result: MailTestResult,
  context: CommandContext,
  { options, as }: { readonly options: ParsedOptions; readonly as?: TestFormat },
): Promise<string> {
  const asked = options.isOn('json') ? 'json' : options.text('format');
  const format = as ?? testFormats.find((each) => each === asked) ?? 'terminal';
  if (format === 'json') return `${JSON.stringify(mailTestDocument(result, context.version), null, 2)}\n`;
  const isVerbose = options.isOn('verbose') || format === 'html';
  const page = mailTestPage(result, { isVerbose, version: context.version });
  switch (format) {
    case 'md':
      return (await import('../../../report/sections/markdown.ts')).renderSectionsMarkdown(page);
    case 'html': {
      const { renderSectionsHtml } = await import('../../../report/sections/html.ts');
      return renderSectionsHtml(page, (await webBundle()).renderSections);
    }
    case 'terminal': {
      const { renderSectionsTerminal } = await import('../../../report/sections/terminal.ts');
      const isColoured =
        context.terminal.hasColour && !options.isOn('plain') && options.text('output') === undefined;
      return renderSectionsTerminal(page, {
        palette: isColoured ? ansiPalette : plainPalette,
        columns: context.terminal.columns,
      });
    }
  }
}
