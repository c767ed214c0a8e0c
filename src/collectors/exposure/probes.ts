import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import probes from '../../facts/exposure/probes.ts';
import type { ExposureProbes } from '../../facts/exposure/probes.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { HostProbe } from './probing/host-probe.ts';

/** About 160 small GETs to a host that has pages of its own; nothing is sent that could change something. */
export default collector({
  yields: probes,
  inputs: { crawl },
  limits: { timeoutMs: 45_000 },
  async collect({ inputs, target, outside, signal, manifest }) {
    const startedMs = outside.clock.monotonicMs();
    const { crawl: seen } = inputs;
    const value: ExposureProbes = seen.isCrawled
      ? await new HostProbe(outside, signal, {
          origin: new URL(seen.start).origin,
          folders: foldersOf(seen),
          isAdmin:
            manifest.hosts.some(({ name, role }) => name === target.name && role === 'admin') ||
            /^(?:admin|backoffice|back-office|intern(?:al)?|ops)\./.test(target.name),
        }).run()
      : { isAsked: false, why: seen.why };
    if (value.isAsked && value.unanswered === value.asked)
      return unknownFact(
        value.stopped ?? 'no question was answered',
        `curl -sSI 'https://${target.name}/.env'`,
      );
    return {
      state: 'known',
      value,
      source: `https://${target.name}/`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

/** Folders of the host its own pages load from. */
function foldersOf(done: DoneCrawl): readonly string[] {
  const { origin } = new URL(done.start);
  const paths = done.pages
    .flatMap((page) => page.loads.map(({ url }) => url))
    .filter((url) => URL.canParse(url) && new URL(url).origin === origin)
    .map((url) => new URL(url).pathname.replace(/[^/]*$/, ''))
    .filter((path) => path !== '/');
  return [...new Set(paths)];
}
