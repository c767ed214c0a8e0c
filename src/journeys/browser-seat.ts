import type { BrowserVisit } from '../model/outside-browser.ts';

/** The browser of one journey: opened by its first browser step, kept with its cookies until the journey ends. */
export class BrowserSeat implements AsyncDisposable {
  visit: BrowserVisit | null = null;

  async [Symbol.asyncDispose](): Promise<void> {
    const { visit } = this;
    this.visit = null;
    await visit?.[Symbol.asyncDispose]();
  }
}
