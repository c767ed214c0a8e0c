import type { CrawledPage, DoneCrawl } from '../../../facts/pages/crawl.ts';
import type { Clock } from '../../../model/outside.ts';
import { isRedirect } from '../../../protocols/http/redirect-status.ts';
import { fieldValues } from '../../../protocols/http/fields.ts';
import { pageAddress } from '../../../protocols/http/page-address.ts';
import { isAllowedByRobots, readRobots } from '../../../protocols/http/robots.ts';
import type { Robots } from '../../../protocols/http/robots.ts';
import { ask, bodyText } from './asking.ts';
import type { Asking } from './asking.ts';
import { Frontier } from './frontier.ts';
import { readAnswer } from './reading.ts';

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
  private readonly pages: CrawledPage[] = [];
  private readonly links: DoneCrawl['links'] = [];
  private readonly failures: DoneCrawl['failures'] = [];
  private readonly limits = new Set<string>();
  private robots: Robots = { groups: [], sitemaps: [] };
  private robotsStatus: number | null = null;
  private leftByRobots = 0;
  private bytes = 0;
  private deadlineMs = Infinity;

  constructor(asking: Asking, clock: Clock, input: CrawlStart) {
    this.asking = asking;
    this.clock = clock;
    this.input = input;
    this.frontier = new Frontier(input.budget);
  }

  async run(): Promise<DoneCrawl> {
    const { start, declared, budget } = this.input;
    this.deadlineMs = this.clock.monotonicMs() + budget.timeMs;
    await this.readRobots();
    this.frontier.add(start, start);
    for (const page of declared) this.frontier.add(page.url, start);
    for (let batch = this.batch(); batch.length > 0; batch = this.batch())
      await Promise.all(batch.map(async (url) => this.visit(url)));
    return {
      isCrawled: true,
      start,
      pages: this.pages,
      links: this.links,
      robots: { status: this.robotsStatus, sitemaps: [...this.robots.sitemaps], left: this.leftByRobots },
      failures: this.failures,
      limits: [...this.limits, ...this.frontier.told()],
    };
  }

  private async readRobots(): Promise<void> {
    const answer = await ask(this.asking, new URL('/robots.txt', this.input.start).href, {
      maxBodyBytes: 512_000,
    });
    if (!answer.ok) return;
    this.robotsStatus = answer.value.status;
    if (answer.value.status === 200) this.robots = readRobots(bodyText(answer.value));
  }

  private batch(): readonly string[] {
    const batch: string[] = [];
    while (batch.length < this.input.budget.width && this.mayGoOn()) {
      const url = this.frontier.next();
      if (url === null) break;
      if (this.isAllowed(url)) batch.push(url);
    }
    return batch;
  }

  private mayGoOn(): boolean {
    const { budget } = this.input;
    if (this.bytes >= budget.totalBytes) this.limits.add(`stopped after ${budget.totalBytes >> 20} MiB`);
    else if (this.clock.monotonicMs() >= this.deadlineMs)
      this.limits.add(`stopped after ${budget.timeMs / 1000} s`);
    else return !this.asking.signal.aborted;
    return false;
  }

  private isAllowed(url: string): boolean {
    const { pathname, search } = new URL(url);
    const isTyped = url === this.input.start || this.declaredPage(url) !== undefined;
    if (isTyped || !this.input.budget.obeysRobots) return true;
    const isAllowed = isAllowedByRobots(this.robots, agent, `${pathname}${search}`);
    if (!isAllowed) this.leftByRobots += 1;
    return isAllowed;
  }

  private declaredPage(url: string): CrawlStart['declared'][number] | undefined {
    return this.input.declared.find((page) => pageAddress(page.url, this.input.start) === url);
  }

  private async visit(url: string): Promise<void> {
    const answer = await ask(this.asking, url);
    if (!answer.ok) {
      if (this.failures.length < 50) this.failures.push({ url, message: answer.error.message.slice(0, 300) });
      return;
    }
    this.bytes += answer.value.body.length;
    const declared = this.declaredPage(url);
    const origin = url === this.input.start ? 'home' : declared === undefined ? 'linked' : 'declared';
    const { page, links } = readAnswer(answer.value, {
      url,
      origin,
      isPrivate: declared?.isPrivate ?? false,
    });
    this.pages.push(page);
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
