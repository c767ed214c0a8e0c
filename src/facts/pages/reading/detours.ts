import type { Manifest } from '../../../model/manifest.ts';
import { isOwnHost } from '../../../protocols/http/web-host.ts';
import type { DoneCrawl } from '../crawl.ts';

export interface Detour {
  readonly from: string;
  readonly to: string;
  readonly line: number;
  readonly why: string;
  readonly isClear: boolean;
}

/**
 * Links to our own hosts that need a redirect to arrive: http, or a front door visitors are sent on from. Each target once.
 * `doors`: names of those front doors with where they lead.
 */
export function detours(
  links: DoneCrawl['links'],
  manifest: Manifest,
  doors: ReadonlyMap<string, string>,
): readonly Detour[] {
  const found = new Map<string, Detour>();
  for (const { from, to, line } of links) {
    const { hostname, protocol } = new URL(to);
    if (found.has(to) || !isOwnHost(manifest, hostname)) continue;
    if (protocol === 'http:' && from.startsWith('https:'))
      found.set(to, { from, to, line, why: 'it is in clear, https is one hop further', isClear: true });
    else if (doors.has(hostname) && new URL(from).hostname !== hostname)
      found.set(to, {
        from,
        to,
        line,
        why: `visitors are sent on to ${doors.get(hostname) ?? ''}`,
        isClear: false,
      });
  }
  return [...found.values()];
}
