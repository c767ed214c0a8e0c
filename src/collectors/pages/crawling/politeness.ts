import type { HttpResponse } from '../../../model/outside-http.ts';
import type { Clock } from '../../../model/outside.ts';
import { fieldValues } from '../../../protocols/http/fields.ts';

const maxPauseSeconds = 5;
const maxRefusals = 3;

/** What a host may ask of a crawler: a pause between requests (Crawl-delay), and to come later (RFC 6585 section 4, RFC 9110 section 10.2.3). */
export class Politeness {
  pauseSeconds: number | null = null;
  private readonly clock: Clock;
  private readonly signal: AbortSignal;
  private refusals = 0;
  private retrySeconds = 0;

  constructor(clock: Clock, signal: AbortSignal) {
    this.clock = clock;
    this.signal = signal;
  }

  /** One request at a time. */
  get isSlow(): boolean {
    return this.pauseSeconds !== null || this.refusals > 0;
  }

  /** Asked to go away more than once: the crawl is over. */
  get isRefused(): boolean {
    return this.refusals >= maxRefusals;
  }

  async pause(): Promise<void> {
    const seconds = Math.min(maxPauseSeconds, Math.max(this.pauseSeconds ?? 0, this.retrySeconds));
    this.retrySeconds = 0;
    if (seconds > 0) await this.clock.sleep(seconds * 1000, this.signal);
  }

  /** 429, and 503 with Retry-After, say nothing about the page but "not now". */
  isAskedToWait({ status, headers }: HttpResponse): boolean {
    const [text] = fieldValues(headers, 'retry-after');
    if (status !== 429 && (status !== 503 || text === undefined)) return false;
    this.refusals += 1;
    this.retrySeconds = /^\d{1,6}$/.test(text ?? '') ? Number(text) : maxPauseSeconds;
    return true;
  }

  told(): readonly string[] {
    return [
      ...(this.pauseSeconds === null
        ? []
        : [`robots.txt asks for a pause of ${this.pauseSeconds} s between requests`]),
      ...(this.refusals === 0
        ? []
        : [`the host asked to wait ${this.refusals} ${this.refusals === 1 ? 'time' : 'times'} (429 or 503)`]),
    ];
  }
}
