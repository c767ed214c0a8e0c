import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';
import type { ScanDocument } from './document.ts';
import { scanFormats, type ScanFormat } from './options.ts';

/** The result in the asked form; each renderer is loaded only when it is used. */
export async function renderScan(
  document: ScanDocument,
  context: CommandContext,
  options: ParsedOptions,
): Promise<string> {
  const format: ScanFormat = options.isOn('json')
    ? 'json'
    : (scanFormats.find((each) => each === options.text('format')) ?? 'terminal');
  switch (format) {
    case 'json':
      return `${JSON.stringify(document, null, 2)}\n`;
    case 'sarif':
      return (await import('./render-sarif.ts')).renderScanSarif(document);
    case 'junit':
      return (await import('./render-junit.ts')).renderScanJunit(document);
    case 'terminal': {
      const isColoured =
        context.terminal.hasColour && !options.isOn('plain') && options.text('output') === undefined;
      const { renderScanTerminal } = await import('./render-terminal.ts');
      return renderScanTerminal(document, {
        palette: isColoured ? ansiPalette : plainPalette,
        isVerbose: options.isOn('verbose'),
      });
    }
  }
}
