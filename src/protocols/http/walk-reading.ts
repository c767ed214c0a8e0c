import type { Evidence } from '../../model/evidence.ts';
import { lines } from '../../model/evidence.ts';
import type { Hop, Walk } from './walk.ts';

/** The answer of the last address, or null when there was none. */
export const landed = (walk: Walk): Extract<Walk['end'], { kind: 'landed' }> | null =>
  walk.end.kind === 'landed' ? walk.end : null;

/** The first address itself did not answer: nothing about redirects is known. */
export const isSilent = (walk: Walk): boolean => walk.hops.length === 0 && walk.end.kind === 'failed';
export const isEndless = (walk: Walk): boolean => walk.end.kind === 'loop' || walk.end.kind === 'too-long';

export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : url);
export const isHttps = (url: string): boolean => url.startsWith('https:');

/** Hops whose target has another scheme or another host. */
export const crossings = (walk: Walk): readonly (Hop & { readonly to: string })[] =>
  walk.hops.flatMap((hop) =>
    hop.to !== null && new URL(hop.to).origin !== new URL(hop.url).origin ? [{ ...hop, to: hop.to }] : [],
  );

/** The redirects that form a loop, in order. */
export const loopHops = (walk: Walk): readonly Hop[] =>
  walk.end.kind === 'loop' ? walk.hops.slice(walk.end.from) : [];

/** `301 http://a/ -> https://a/`, one line a hop, then where it ended. */
export function walkLines(walk: Walk): readonly string[] {
  const hops = walk.hops.map((hop) => `${hop.status} ${hop.url} -> ${hop.to ?? hop.location ?? 'nowhere'}`);
  return [...hops, endLine(walk)];
}

function endLine({ end }: Walk): string {
  switch (end.kind) {
    case 'landed':
      return `${end.status} ${end.url}`;
    case 'loop':
      return `loop: ${end.url} was asked before`;
    case 'too-long':
      return `given up at ${end.url}`;
    case 'failed':
      return `no answer from ${end.url}: ${end.message}`;
    case 'broken':
      return `${end.url}: the Location ${end.problem}`;
  }
}

export const walkEvidence = (walk: Walk): Evidence => lines(`${walk.method} ${walk.start}`, walkLines(walk));

/** `curl` that shows every hop the way we saw it. */
export const curlWalk = (url: string): string =>
  `curl -sSkIL --max-redirs 20 -o /dev/null -D - -X GET '${url.replaceAll("'", '%27')}'`;
