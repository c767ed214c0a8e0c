import type { JudgeContext } from '../../../model/check.ts';
import type { Manifest } from '../../../model/manifest.ts';
import type { TargetFact } from '../../../model/need.ts';
import { unixMs } from '../../../model/brand.ts';
import { sampleWalk } from '../../../protocols/http/walk-sample.ts';
import type { Walk } from '../../../protocols/http/walk.ts';
import type { AskedEntry, Entry } from '../entry.ts';

const host = 'shop.test';
const probe = 'launch-ready-probe?utm_source=launch-ready&token=a%2Fb%3D%C3%A9';

/** A healthy apex for tests of checks; `over` replaces single walks. */
export const sampleEntry = (over: Partial<AskedEntry> = {}): AskedEntry => ({
  isAsked: true,
  host,
  http: sampleWalk(`301 http://${host}/ > https://${host}/`, `200 https://${host}/`),
  https: sampleWalk(`200 https://${host}/`),
  httpProbe: sampleWalk(
    `301 http://${host}/${probe} > https://${host}/${probe}`,
    `404 https://${host}/${probe}`,
  ),
  httpsProbe: sampleWalk(`404 https://${host}/${probe}`),
  phone: sampleWalk(`200 https://${host}/`),
  ipv6: null,
  withCookies: null,
  ...over,
});

const unreachable = (url: string): Walk => sampleWalk(`unreachable ${url}`);
/** Our own network is cut: nothing about the host is known. */
export const sampleCut = sampleEntry({
  http: unreachable(`http://${host}/`),
  https: unreachable(`https://${host}/`),
  httpProbe: unreachable(`http://${host}/${probe}`),
  httpsProbe: unreachable(`https://${host}/${probe}`),
  phone: null,
});

/** A judge's surroundings: the declared shop `shop.test` with its www and api, one hop allowed. */
export function sampleContext(
  name = host,
  over: { readonly manifest?: Partial<Manifest>; readonly maxHops?: number } = {},
): JudgeContext {
  const roles = { [host]: 'apex', [`www.${host}`]: 'www', [`api.${host}`]: 'api' };
  const surroundings = {
    target: { kind: 'host', name },
    manifest: {
      isDeclared: true,
      product: { domain: host, canonicalHost: host },
      hosts: Object.entries(roles).map(([each, role]) => ({ name: each, role, isPublic: true })),
      redirects: [],
      routes: [],
      ...over.manifest,
    },
    profile: { redirects: { maxHops: over.maxHops ?? 1, rule: 'one hop at most' } },
    now: 0,
  };
  return surroundings as unknown as JudgeContext;
}

export const entryOf = (name: string, value: Entry): TargetFact<Entry> => ({
  target: { kind: 'host', name },
  fact: { state: 'known', value, source: 'sample', collectedAt: unixMs(0), tookMs: 1 },
});
export const unknownEntryOf = (name: string): TargetFact<Entry> => ({
  target: { kind: 'host', name },
  fact: { state: 'unknown', reason: 'the network is cut', remedy: 'plug it in' },
});
