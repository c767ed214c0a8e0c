import type { RenderReportPage, Report, ReportPicture } from '../../model/report.ts';
import { inertBlock } from '../inert.ts';
import { nextStep } from '../next-step.ts';

/**
 * One self-contained HTML file. `prerender` is `renderReportPage` of `dist/web/report.js` (built by `web/build.ts`); it
 * escapes markup. Characters that act without being markup, such as bidirectional overrides, are made visible here.
 */
export const renderHtml = (
  report: Report,
  prerender: RenderReportPage,
  pictures: readonly ReportPicture[] = [],
): string => prerender(withInertTexts(report), nextStep(report), withInertTexts(pictures.filter(isPicture)));

/** Only what the page's own policy shows: pictures inside the file. */
const isPicture = ({ data }: ReportPicture): boolean =>
  /^data:image\/(?:jpeg|png);base64,[A-Za-z0-9+/]+={0,2}$/.test(data);

/** Every text in a value made inert. */
export function withInertTexts<T>(value: T): T {
  return mapTexts(value) as T; // the shape is kept: only string leaves change, to strings
}

function mapTexts(value: unknown): unknown {
  if (typeof value === 'string') return inertBlock(value);
  if (Array.isArray(value)) return value.map(mapTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mapTexts(child)]));
}
