import type { RenderSections, SectionedPage } from '../../model/sections.ts';
import { withInertTexts } from '../html/render.ts';

/** One self-contained HTML file. `prerender` is `renderSections` of `dist/web/report.js`; it escapes markup. */
export const renderSectionsHtml = (page: SectionedPage, prerender: RenderSections): string =>
  prerender(withInertTexts(page));
