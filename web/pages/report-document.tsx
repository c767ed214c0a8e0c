import type { ComponentChildren } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import type { RenderReportPage } from '../../src/model/report.ts';
import type { RenderSections } from '../../src/model/sections.ts';
import { script, scriptHash, style, styleHash } from 'virtual:report-assets';
import { ReportPage } from './report.tsx';
import { SectionsPage } from './sections.tsx';

// A square, a triangle and a circle: the states a launch can be in.
const icon =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#2457d6"/><path d="M4.5 8.3l2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="2"/></svg>',
  );

/** Everything is inside the file; the policy lets nothing else in, and of scripts and styles only these two. */
const policy = [
  "default-src 'none'",
  `style-src '${styleHash}'`,
  `script-src '${scriptHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** One self-contained HTML file: opens from disk, from mail, in ten years. Needs no script to be read. */
export const renderReportPage: RenderReportPage = (report, next, pictures = []) =>
  documentOf(
    `${report.subject.product}: ${report.headline}`,
    <ReportPage report={report} next={next} pictures={pictures} />,
  );

/** The same frame around a smaller report. */
export const renderSections: RenderSections = (page) =>
  documentOf(`${page.title}: ${page.headline}`, <SectionsPage page={page} />);

function documentOf(title: string, body: ComponentChildren): string {
  const page = renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href={icon} />
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        {body}
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>,
  );
  return `<!doctype html>\n${page}\n`;
}
