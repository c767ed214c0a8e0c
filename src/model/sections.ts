import type { Evidence } from './evidence.ts';

/** A small report that is not an audit: an answer, a few figures, sections of evidence. Rendered by `src/report/sections`. */
export interface SectionedPage {
  readonly title: string;
  /** Above the answer: what was looked at. */
  readonly subject: string;
  readonly state: 'ok' | 'warn' | 'bad' | 'unknown';
  /** The answer in one sentence. */
  readonly headline: string;
  readonly numbers: readonly { readonly name: string; readonly value: string }[];
  readonly sections: readonly PageSection[];
  readonly footer: readonly string[];
}

export interface PageSection {
  /** Small letters, digits and dashes: the address within the page. */
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly evidence: readonly Evidence[];
  /** Shown in HTML only, below the evidence. */
  readonly pictures?: readonly PagePicture[];
  /** Shown in HTML only, above the evidence, which holds the same figures as text. */
  readonly charts?: readonly PageChart[];
}

/** Lines over a range. Coordinates are shares of the plot, 0 to 1 from left and from below; null is a gap. */
export interface PageChart {
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly alt: string;
  readonly lines: readonly {
    readonly name: string;
    readonly style: 'solid' | 'dashed' | 'dotted';
    readonly points: readonly (readonly [x: number, y: number | null])[];
  }[];
  /** A level that should not be passed. */
  readonly limit: { readonly y: number; readonly name: string } | null;
  readonly xTicks: readonly { readonly at: number; readonly label: string }[];
  readonly yTicks: readonly { readonly at: number; readonly label: string }[];
}

export interface PagePicture {
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly alt: string;
  /** `data:image/jpeg;base64,...` */
  readonly dataUrl: string;
  readonly widthPx: number;
}

/** `renderSections` of `dist/web/report.js`: the page as one self-contained HTML file. */
export type RenderSections = (page: SectionedPage) => string;
