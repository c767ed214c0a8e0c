import { collector } from '../../model/collector.ts';
import type { CollectContext } from '../../model/collector.ts';
import addresses from '../../facts/domain/addresses.ts';
import entry from '../../facts/redirects/entry.ts';
import type { Entry } from '../../facts/redirects/entry.ts';
import { isEndless, isSilent } from '../../protocols/http/walk-reading.ts';
import type { Walk } from '../../protocols/http/walk.ts';
import { webExpectation } from '../../protocols/http/web-host.ts';
import { walk, walkTwice } from './walking/walk.ts';
import type { Walking } from './walking/walk.ts';

/** Exists nowhere, asks for nothing; the parameter values show damage to escapes and to non-ASCII letters. */
const probe = '/launch-ready-probe?utm_source=launch-ready&token=a%2Fb%3D%C3%A9';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

/** At most seven short GET walks a host, six side by side. */
export default collector({
  yields: entry,
  inputs: { addresses },
  limits: { timeoutMs: 60_000 },
  async collect(context) {
    const { target, manifest, inputs, outside } = context;
    const startedMs = outside.clock.monotonicMs();
    const value = await lookAt(context, refusal(webExpectation(manifest, target.name), inputs.addresses));
    return {
      state: 'known',
      value,
      source: `http://${target.name}/ and https://${target.name}/`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

function refusal(
  expected: ReturnType<typeof webExpectation>,
  found: { readonly ipv4: readonly string[]; readonly ipv6: readonly string[] },
): string | null {
  if (expected === 'none') return 'this host is not for the web';
  return found.ipv4.length + found.ipv6.length === 0 ? 'the name has no address' : null;
}

async function lookAt(
  { target, inputs, outside, signal }: CollectContext<{ addresses: typeof addresses }>,
  why: string | null,
): Promise<Entry> {
  if (why !== null) return { isAsked: false, why };
  const walking: Walking = { http: outside.http, signal };
  const host = target.name;
  const hasIpv6 = inputs.addresses.ipv6.length > 0;
  // Side by side: who waits for one walk before the next pays every round trip twice.
  const [http, https, httpProbe, httpsProbe, onPhone, overIpv6] = await Promise.all([
    walkTwice(walking, `http://${host}/`),
    walkTwice(walking, `https://${host}/`),
    walk(walking, `http://${host}${probe}`),
    walk(walking, `https://${host}${probe}`),
    walk(walking, `https://${host}/`, { userAgent: phone }),
    hasIpv6 ? walk(walking, `http://${host}/`, { family: 6 }) : null,
  ]);
  const endless = [https, http, httpsProbe, httpProbe].find(isEndless);
  return {
    isAsked: true,
    host,
    http,
    https,
    httpProbe,
    httpsProbe,
    phone: isSilent(https) || isEndless(https) ? null : onPhone,
    ipv6: isSilent(http) || isEndless(http) ? null : reachable(overIpv6),
    withCookies: endless === undefined ? null : await walk(walking, endless.start, { keepsCookies: true }),
  };
}

/** A dead IPv6 path is the domain theme's to report, and often ours. */
const reachable = (walked: Walk | null): Walk | null => (walked === null || isSilent(walked) ? null : walked);
