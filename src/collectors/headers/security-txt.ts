import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import securityTxt from '../../facts/headers/security-txt.ts';
import type { SecurityTxt } from '../../facts/headers/security-txt.ts';
import { mediaType } from '../../protocols/http/fields.ts';
import { landed } from '../../protocols/http/walk-reading.ts';
import { ask, bodyText } from '../pages/crawling/asking.ts';
import { walk } from '../redirects/walking/walk.ts';

/** RFC 9116: `/.well-known/security.txt` of the canonical host. */
export default collector({
  yields: securityTxt,
  inputs: {},
  limits: { timeoutMs: 15_000 },
  async collect({ manifest, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const { canonicalHost, domain } = manifest.product;
    const start = `https://${canonicalHost ?? domain}/.well-known/security.txt`;
    const asking = { http: outside.http, signal };
    // Readers follow redirects (RFC 9116 section 3).
    const end = landed(await walk(asking, start));
    if (end === null) return unknownFact(`${start} leads nowhere`, `curl -sSLi '${start}'`);
    const { url } = end;
    const answer = await ask(asking, url, { maxBodyBytes: 64 * 1024 });
    if (!answer.ok) return unknownFact(answer.error.message, `curl -sSi '${url}'`);
    const text = bodyText(answer.value);
    const values = (name: string): readonly string[] =>
      [...text.matchAll(new RegExp(`^${name}:[ \\t]*(\\S.{0,300})$`, 'gim'))].map(([, value = '']) =>
        value.trim(),
      );
    const value: SecurityTxt = {
      url,
      status: answer.value.status,
      isText: mediaType(answer.value.headers) === 'text/plain',
      contacts: values('Contact').slice(0, 5),
      expires: values('Expires')[0] ?? null,
    };
    return {
      state: 'known',
      value,
      source: url,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});
