import { collector } from '../../model/collector.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import { unknownFact } from '../../model/fact.ts';
import entry from '../../facts/redirects/entry.ts';
import { answering } from '../../facts/redirects/reading/gate.ts';
import landing from '../../facts/redirects/landing.ts';
import type { Landing } from '../../facts/redirects/landing.ts';
import { readPageHead, readRefresh } from '../../protocols/http/page-head.ts';
import { landed } from '../../protocols/http/walk-reading.ts';
import { field, fields } from './walking/walk.ts';

const maxPageBytes = 512 * 1024;

/** Fetches the page at the end of `https://host/` once. */
export default collector({
  yields: landing,
  inputs: { entry },
  limits: { timeoutMs: 15_000 },
  async collect({ inputs, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const known = (value: Landing, source: string) => ({
      state: 'known' as const,
      value,
      source,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    });
    if (!inputs.entry.isAsked) return known({ isPage: false, why: inputs.entry.why }, 'manifest and DNS');
    const { https } = inputs.entry;
    const answer = answering(https);
    if (answer === 'not reached' && https.end.kind === 'failed')
      return unknownFact(https.end.message, `curl -sSkI '${https.start}'`);
    if (answer === 'dead') return known({ isPage: false, why: 'https does not answer' }, 'redirect walk');
    if (answer === 'no tls') return known({ isPage: false, why: 'the TLS handshake fails' }, 'redirect walk');
    const end = landed(https);
    if (end === null) return known({ isPage: false, why: 'https does not lead to a page' }, 'redirect walk');
    const options = { isCertificateRequired: false, maxBodyBytes: maxPageBytes, signal };
    const page = await outside.http.request({
      url: end.url,
      headers: [['accept', 'text/html,*/*;q=0.8']],
      ...options,
    });
    if (!page.ok) return unknownFact(page.error.message, `curl -sS '${end.url}'`);
    return known(pageOf(page.value), end.url);
  },
});

function pageOf(response: HttpResponse): Landing {
  const { url, status } = response;
  const type = (field(response, 'content-type') ?? '').toLowerCase();
  if (!type.includes('html'))
    return { isPage: false, why: `the answer is ${type || 'of no type'}, not a page` };
  const head = readPageHead(new TextDecoder().decode(response.body), url);
  const header = field(response, 'refresh');
  return {
    isPage: true,
    url,
    status,
    canonical: [...head.canonical, ...canonicalFields(fields(response, 'link'), url)].slice(0, 10),
    ogUrl: head.ogUrl,
    refresh: head.refresh ?? (header === null ? null : readRefresh(header, url)),
  };
}

/** `Link: <https://...>; rel="canonical"` (RFC 8288 section 3). */
function canonicalFields(values: readonly string[], base: string): readonly (string | null)[] {
  return values
    .slice(0, 20)
    .flatMap((value) => value.slice(0, 4000).split(/,(?=\s*<)/))
    .filter((link) => /;\s*rel\s*=\s*"?[^";]*\bcanonical\b/i.test(link))
    .map((link) => /<([^>]*)>/.exec(link)?.[1] ?? '')
    .map((reference) => (URL.canParse(reference, base) ? new URL(reference, base).href : null));
}
