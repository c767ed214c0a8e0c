import { collector } from '../../model/collector.ts';
import plainLogin from '../../facts/headers/plain-login.ts';
import crawl from '../../facts/pages/crawl.ts';
import { scanPage } from '../../protocols/html/page-scan.ts';
import { ask, bodyText } from '../pages/crawling/asking.ts';
import { isHtml } from '../pages/crawling/reading.ts';

const maxPages = 5;

/** Asks for pages with a password field at their plain address. */
export default collector({
  yields: plainLogin,
  inputs: { crawl },
  limits: { timeoutMs: 20_000 },
  async collect({ inputs, target, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const found = inputs.crawl.isCrawled ? inputs.crawl.pages : [];
    const asked = found.filter((page) => page.forms.some((form) => form.hasPassword)).slice(0, maxPages);
    const pages = await Promise.all(
      asked.map(async ({ url }) => {
        const plainUrl = url.replace(/^https:/, 'http:');
        const answer = await ask({ http: outside.http, signal }, plainUrl, { maxBodyBytes: 512 * 1024 });
        if (!answer.ok) return { url, plainUrl, status: null, hasPassword: false };
        const { forms } = scanPage(isHtml(answer.value) ? bodyText(answer.value) : '');
        return {
          url,
          plainUrl,
          status: answer.value.status,
          hasPassword: forms.some((form) => form.hasPassword),
        };
      }),
    );
    return {
      state: 'known',
      value: { pages },
      source: `http://${target.name}/`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});
