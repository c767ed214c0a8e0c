import { createDnsDoor } from '../../src/outside/dns/door.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import { Crawler, sampleBudget } from '../../src/collectors/pages/crawling/crawler.ts';

/** Crawls the address given and says what it took, alone in its process so that its memory is its own. */
await using outside = createOutside({
  dns: (parts) => createDnsDoor({ ...parts, resolvers: ['127.0.0.1#9'] }),
  isPrivateNetworkAllowed: true,
});
const cpuBefore = process.cpuUsage();
const startedMs = performance.now();
const crawled = await new Crawler(
  { http: outside.http, signal: new AbortController().signal },
  outside.clock,
  {
    start: process.argv[2] ?? '',
    declared: [],
    budget: {
      ...sampleBudget,
      pages: 2500,
      perShape: 5000,
      links: 50_000,
      timeMs: 120_000,
      totalBytes: 1024 ** 3,
    },
  },
).run();
const wallMs = performance.now() - startedMs;
const { user, system } = process.cpuUsage(cpuBefore);
process.stdout.write(
  JSON.stringify({
    pages: crawled.pages.length,
    limits: crawled.limits,
    wallMs,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
);
