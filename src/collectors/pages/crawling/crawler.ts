import type { CrawledPage, DoneCrawl } from '../../../facts/pages/crawl.ts';
import type { Clock } from '../../../model/outside.ts';
import { isRedirect } from '../../../protocols/http/redirect-status.ts';
import { fieldValues } from '../../../protocols/http/fields.ts';
import { pageAddress } from '../../../protocols/http/page-address.ts';
import { crawlDelaySeconds, isAllowedByRobots } from '../../../protocols/http/robots.ts';
import { ask } from './asking.ts';
import type { Asking } from './asking.ts';
import { Frontier } from './frontier.ts';
import { Politeness } from './politeness.ts';
import { readAnswer } from './reading.ts';
import { findRobots } from './robots-file.ts';
import type { FoundRobots } from './robots-file.ts';

export interface CrawlBudget {
  readonly pages: number;
  readonly totalBytes: number;
  readonly timeMs: number;
  /** Requests to the host at the same time. */
  readonly width: number;
  readonly links: number;
  readonly perShape: number;
  readonly obeysRobots: boolean;
}

/** Enough to judge headers and caching of a host, small enough for everybody's server. */
export const sampleBudget: CrawlBudget = {
  pages: 60,
  totalBytes: 64 * 1024 * 1024,
  timeMs: 25_000,
  width: 6,
  links: 2000,
  perShape: 12,
  obeysRobots: true,
};

export interface CrawlStart {
  readonly start: string;
  /** Asked whatever robots.txt says: a visitor types them. */
  readonly declared: readonly { readonly url: string; readonly isPrivate: boolean }[];
  readonly budget: CrawlBudget;
}

const agent = 'launch-ready';

/** Walks one host breadth first. Everything it holds is bounded, and what it leaves out is told. */
export class Crawler {
  private readonly asking: Asking;
  private readonly clock: Clock;
  private readonly input: CrawlStart;
  private readonly frontier: Frontier;
  /** By the order in which addresses were found, so that equal sites give equal facts. */
  private readonly pages: (CrawledPage | undefined)[] = [];
  private readonly declared: ReadonlyMap<string | null, CrawlStart['declared'][number]>;
  private readonly links: DoneCrawl['links'] = [];
  private readonly failures: DoneCrawl['failures'] = [];
  private readonly limits = new Set<string>();
  private readonly politeness: Politeness;
  private robots: FoundRobots | null = null;
  private leftByRobots = 0;
  private bytes = 0;
  private deadlineMs = Infinity;

  constructor(asking: Asking, clock: Clock, input: CrawlStart) {
    this.asking = asking;
    this.clock = clock;
    this.input = input;
    this.declared = new Map(input.declared.map((page) => [pageAddress(page.url, input.start), page]));
    this.frontier = new Frontier(input.budget);
    this.politeness = new Politeness(clock, asking.signal);
  }

  async run(): Promise<DoneCrawl> {
    const { start, declared, budget } = this.input;
    this.deadlineMs = this.clock.monotonicMs() + budget.timeMs;
    this.robots = await findRobots(this.asking, start);
    this.obey(this.robots);
    this.frontier.add(start, start);
    for (const page of declared) this.frontier.add(page.url, start);
    await this.walk();
    const { told } = this.robots;
    return {
      isCrawled: true,
      start,
      pages: this.pages.filter((page) => page !== undefined),
      links: this.links,
      robots: { ...told, sitemaps: [...told.sitemaps], left: this.leftByRobots },
      failures: this.failures,
      limits: [...this.limits, ...this.politeness.told(), ...this.frontier.told()],
    };
  }

  private obey({ rules, told, isClosed }: FoundRobots): void {
    if (!this.input.budget.obeysRobots) return;
    this.politeness.pauseSeconds = crawlDelaySeconds(rules, agent);
    if (isClosed)
      this.limits.add(
        `robots.txt ${told.status === null ? 'does not answer' : `answers ${told.status}`}, so only declared pages were asked`,
      );
  }

  /** As many requests at the same time as the budget allows; the next one starts as soon as one is over. */
  private async walk(): Promise<void> {
    const running = new Set<Promise<void>>();
    for (;;) {
      const width = this.politeness.isSlow ? 1 : this.input.budget.width;
      const url = running.size < width && this.mayGoOn() ? this.frontier.next() : null;
      if (url !== null && this.isAllowed(url)) {
        const work: Promise<void> = this.visit(url).finally(() => running.delete(work));
        running.add(work);
      } else if (url === null) {
        if (running.size === 0) return;
        await Promise.race(running);
      }
    }
  }

  private mayGoOn(): boolean {
    const { budget } = this.input;
    if (this.bytes >= budget.totalBytes) this.limits.add(`stopped after ${budget.totalBytes >> 20} MiB`);
    else if (this.clock.monotonicMs() >= this.deadlineMs)
      this.limits.add(`stopped after ${budget.timeMs / 1000} s`);
    else return !this.asking.signal.aborted && !this.politeness.isRefused;
    return false;
  }

  private isAllowed(url: string): boolean {
    const { pathname, search } = new URL(url);
    const isTyped = url === this.input.start || this.declared.has(url);
    if (isTyped || !this.input.budget.obeysRobots) return true;
    const isAllowed =
      this.robots !== null &&
      !this.robots.isClosed &&
      isAllowedByRobots(this.robots.rules, agent, `${pathname}${search}`);
    if (!isAllowed) this.leftByRobots += 1;
    return isAllowed;
  }

  private async visit(url: string): Promise<void> {
    const slot = this.pages.push(undefined) - 1;
    await this.politeness.pause();
    const answer = await ask(this.asking, url);
    if (!answer.ok) {
      if (this.failures.length < 50) this.failures.push({ url, message: answer.error.message.slice(0, 300) });
      return;
    }
    if (this.politeness.isAskedToWait(answer.value)) return;
    this.bytes += answer.value.body.length;
    const declared = this.declared.get(url);
    const origin = url === this.input.start ? 'home' : declared === undefined ? 'linked' : 'declared';
    const { page, links } = readAnswer(answer.value, {
      url,
      origin,
      isPrivate: declared?.isPrivate ?? false,
    });
    this.pages[slot] = page;
    if (page.isCut) this.limits.add(`only the beginning of ${url} was read`);
    if (isRedirect(page.status)) this.follow(fieldValues(page.fields, 'location')[0], url);
    for (const link of links) {
      this.frontier.add(link.to, url);
      if (this.links.length < this.input.budget.links) this.links.push(link);
      else this.limits.add(`${this.input.budget.links} links are kept, there are more`);
    }
  }

  private follow(location: string | undefined, url: string): void {
    if (location !== undefined) this.frontier.add(location, url);
  }
}
