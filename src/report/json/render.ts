import type { Report } from '../../model/report.ts';
import type { ComparisonDocument } from '../comparison/document.ts';

/** The report itself; `isCompact` gives one line. */
export const renderJson = (report: Report, options: { readonly isCompact?: boolean } = {}): string =>
  `${JSON.stringify(report, null, options.isCompact === true ? 0 : 2)}\n`;

export const renderComparisonJson = (document: ComparisonDocument): string =>
  `${JSON.stringify(document, null, 2)}\n`;
