import type { TemplatePaths } from './paths.ts';

/** A journey as launch.yaml writes it. */
export interface JourneyDocument {
  readonly id: string;
  readonly title: string;
  readonly after?: string;
  readonly steps: readonly object[];
}

/** Pure: the paths of the product in, the journey out. */
export type Template = (at: TemplatePaths) => JourneyDocument;
