import type { MailWaiter } from '../model/journey.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Outside } from '../model/outside.ts';
import type { BrowserSeat } from './browser-seat.ts';
import type { Visitor } from './visitor.ts';

/** What journeys work through; null where this machine has none. */
export interface JourneyParts {
  readonly outside: Outside;
  readonly manifest: Manifest;
  /** Folder that paths of the manifest are seen from. */
  readonly folder: string;
  readonly mail: MailWaiter | null;
  /** Walk here instead of the declared hosts: `https://staging.example.com`. Null: production. */
  readonly baseUrl: string | null;
  /** Where screenshots and HAR files of failures go; null: nowhere. */
  readonly artifactsFolder: string | null;
  /** Sent along with every request: W3C trace context. */
  readonly traceparent: string | null;
}

/** One step at work. */
export interface StepWork {
  readonly parts: JourneyParts;
  readonly visitor: Visitor;
  readonly seat: BrowserSeat;
  /** Aborts when the step's time is over. */
  readonly signal: AbortSignal;
  readonly remainingMs: () => number;
}
