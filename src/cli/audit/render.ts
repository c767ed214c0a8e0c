import { UserError } from '../../model/error.ts';
import type { RenderReportPage, Report, ReportPicture } from '../../model/report.ts';
import type { RenderSections } from '../../model/sections.ts';
import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import type { Format } from './options.ts';

export interface RenderOptions {
  readonly hasColour: boolean;
  readonly columns: number;
  readonly isVerbose: boolean;
  /** For the HTML report. */
  readonly pictures?: readonly ReportPicture[];
}

/** The report as text in the asked form. Each renderer is loaded only when it is used. */
export async function renderReport(report: Report, format: Format, options: RenderOptions): Promise<string> {
  switch (format) {
    case 'terminal': {
      const { renderTerminal } = await import('../../report/terminal/render.ts');
      const palette = options.hasColour ? ansiPalette : plainPalette;
      return renderTerminal(report, { palette, columns: options.columns, isVerbose: options.isVerbose });
    }
    case 'json':
      return (await import('../../report/json/render.ts')).renderJson(report);
    case 'md':
      return (await import('../../report/markdown/render.ts')).renderMarkdown(report);
    case 'sarif':
      return (await import('../../report/sarif/render.ts')).renderSarif(report);
    case 'junit':
      return (await import('../../report/junit/render.ts')).renderJunit(report);
    case 'html':
      return (await import('../../report/html/render.ts')).renderHtml(
        report,
        await reportPage(),
        options.pictures,
      );
  }
}

interface WebBundle {
  readonly renderReportPage: RenderReportPage;
  readonly renderSections: RenderSections;
}

/** The prerendered page is bundled beside us: `dist/web` from the repository, `web` from inside the package. */
const bundlePlaces = ['../../../dist/web/report.js', '../../../web/report.js'];

const reportPage = async (): Promise<RenderReportPage> => (await webBundle()).renderReportPage;

/** What `web/build.ts` makes of `web/pages/report-document.tsx`. */
export async function webBundle(): Promise<WebBundle> {
  for (const place of bundlePlaces) {
    const url = new URL(place, import.meta.url);
    const module = await import(url.href).catch(() => null);
    // Guarantee: the bundle is built from the module that exports these.
    if (module !== null) return module as WebBundle;
  }
  throw new UserError('LR_WEB_NOT_BUILT', {
    what: 'The HTML pages are not built.',
    why: 'HTML reports are prerendered from a bundle.',
    todo: 'In a clone, run: npm run build',
  });
}
