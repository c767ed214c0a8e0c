import type { BrowserAction } from './journey.ts';
import type { Json } from './json.ts';
import type { Result } from './outside.ts';

/**
 * A Chromium of this machine, driven from outside. Nothing starts before the first visit, everything ends with the door.
 * Its traffic goes where the other doors go: names resolve through the DNS door, address maps and the rule about private
 * networks hold, and `--ca` is trusted.
 */
export interface BrowserDoor {
  /** Looks for an installed browser; starts nothing. `not-found` says how to get one. */
  find(): Promise<Result<BrowserProgram>>;
  /** Opens a visitor of their own: cookies, storage and cache of nobody else. */
  visit(options: VisitOptions): Promise<Result<BrowserVisit>>;
  /** One Lighthouse run of one page, alone in the browser; the report as Lighthouse writes it. */
  lighthouse(options: LighthouseOptions): Promise<Result<Json>>;
}

export interface BrowserProgram {
  readonly path: string;
}

export interface VisitOptions {
  /** `phone`: 390 x 844, touch; `desktop`: 1280 x 900. */
  readonly device: 'phone' | 'desktop';
  /** Slows the line down; absent: as fast as it is. */
  readonly line?: BrowserLine;
  /** How many times slower the processor seems, from 1 to 20. Default 1. */
  readonly processorSlowdown?: number;
  readonly cookies?: readonly {
    readonly name: string;
    readonly value: string;
    readonly url: string;
  }[];
  /** JavaScript run in every document before its own scripts. */
  readonly startScript?: string;
  readonly signal?: AbortSignal;
}

/** A line as Lighthouse simulates it; slow 4G is 150 ms and 1.6 Mbit/s. */
export interface BrowserLine {
  readonly latencyMs: number;
  readonly downloadBytesPerSecond: number;
  readonly uploadBytesPerSecond: number;
}

export interface LighthouseOptions {
  readonly url: string;
  readonly categories: readonly ('performance' | 'accessibility' | 'best-practices' | 'seo')[];
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** What a visitor does; the selectors are those of `BrowserAction`. */
export type BrowserInput = Extract<
  BrowserAction,
  { readonly kind: 'fill' | 'select' | 'click' | 'check' | 'press' }
>;

export interface BrowserVisit extends AsyncDisposable {
  /** Resolves when the document and what it loads at first are there (`load`), redirects followed. */
  goto(url: string, limits: BrowserLimits): Promise<Result<BrowserArrival>>;
  /** Waits until the element is there and can be used. */
  act(input: BrowserInput, limits: BrowserLimits): Promise<Result<null>>;
  /** Where the visitor is now. */
  place(): Promise<Result<BrowserPlace>>;
  /** Visible text of the first element that fits, or of the whole page; at most 100,000 characters. `value` of form fields. */
  text(selector: string | null, limits: BrowserLimits): Promise<Result<string>>;
  /** Now, without waiting. */
  isVisible(selector: string): Promise<Result<boolean>>;
  /** PNG or JPEG of what is visible; of the whole page, at most 6,000 px high, when `isFullPage`. */
  screenshot(options: ScreenshotOptions): Promise<Result<Uint8Array>>;
  /** Value of a JavaScript expression, awaited when it is a promise. */
  evaluate(expression: string, limits: BrowserLimits): Promise<Result<Json>>;
  /** What happened since the visit began; bounded, see `BrowserLog`. */
  log(): BrowserLog;
}

export interface BrowserLimits {
  readonly timeoutMs: number;
}
export interface ScreenshotOptions extends BrowserLimits {
  readonly format: 'png' | 'jpeg';
  readonly isFullPage?: boolean;
}
export interface BrowserArrival {
  /** Final address. */
  readonly url: string;
  /** Of the final answer; null for documents without one (`about:blank`). */
  readonly status: number | null;
}
export interface BrowserPlace {
  readonly url: string;
  readonly title: string;
}

/** At most 1,000 exchanges, 200 messages, 100 errors and 100 issues; `isCut` when there was more. */
export interface BrowserLog {
  readonly exchanges: readonly BrowserExchange[];
  readonly messages: readonly BrowserMessage[];
  /** Uncaught exceptions and rejections. */
  readonly errors: readonly BrowserMessage[];
  readonly mixedContent: readonly MixedContent[];
  readonly isCut: boolean;
}
export interface BrowserExchange {
  readonly url: string;
  readonly method: string;
  /** Chromium's word: `Document`, `Script`, `Stylesheet`, `Image`, `Font`, `Fetch`, `XHR`... */
  readonly type: string;
  readonly status: number | null;
  readonly mediaType: string;
  /** Since the visit began. `endMs` null: not over. */
  readonly startMs: number;
  readonly endMs: number | null;
  /** Bytes on the wire, header fields included. */
  readonly encodedBytes: number;
  /** `net::ERR_...` when it failed; null otherwise. Stopped by the page itself: `net::ERR_ABORTED`. */
  readonly failure: string | null;
  /** Address of the script or page that asked for it, when Chromium knows. */
  readonly initiator: string | null;
  readonly isFromCache: boolean;
}
export interface BrowserMessage {
  readonly level: 'error' | 'warning' | 'info';
  readonly text: string;
  /** `https://host/app.js:12` or empty. */
  readonly at: string;
}
export interface MixedContent {
  readonly url: string;
  readonly page: string;
  /** `blocked`, `upgraded` or `loaded`. */
  readonly outcome: 'blocked' | 'upgraded' | 'loaded';
}
