import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import declared from '../../facts/redirects/declared.ts';
import type { DeclaredWalk } from '../../facts/redirects/declared.ts';
import { declaredOutcome } from '../../facts/redirects/reading/declared-outcome.ts';
import { isBehindEdge } from '../../protocols/edge/behind.ts';

const allowed = [301, 302, 307, 308] as const;
/** What the audit asks with where a query is to be kept. */
const auditQuery = '?utm_source=launch-ready';

export default fix({
  title: 'Lead declared old addresses where they should',
  requirements: ['FIX-3', 'EDGE-2'],
  cures: ['redirects/declared-old-url', 'redirects/declared-status', 'redirects/declared-query'],
  needs: { seen: declared },
  plan: ({ check }, { seen }, { state, manifest }) => {
    const base = `https://${manifest.product.canonicalHost ?? manifest.product.domain}`;
    return {
      wanted: seen.redirects.flatMap((each): readonly WantedResource[] => {
        if (check === 'redirects/declared-old-url' && declaredOutcome(each).kind !== 'wrong') return [];
        const [from, to] = [URL.parse(each.from, base), URL.parse(each.to, base)];
        if (from === null || to === null || !isBehindEdge(state, from.hostname)) return [];
        // The rule language of the free plan matches host and path; a query cannot be told apart. The audit's own is no part of it.
        const isPlain = from.search === '' || (each.keepsQuery && from.search === auditQuery);
        if (!isPlain || /["\\\s*]/.test(from.pathname)) return [];
        return [ruleFor(each, from, to)];
      }),
    };
  },
});

function ruleFor({ status, keepsQuery }: DeclaredWalk, from: URL, to: URL): WantedResource {
  return {
    resource: `rule:redirect/lr-${slug(from.hostname + from.pathname)}`,
    value: {
      title: `Launch Ready: ${from.hostname}${from.pathname} moved`.slice(0, 200),
      isEnabled: true,
      match: { hosts: [from.hostname], paths: [decodeURI(from.pathname)] },
      to: { host: to.hostname, path: to.pathname + to.search },
      status: allowed.find((each) => each === status) ?? 301,
      keepsQuery,
    },
    risk: 'ask',
    why: `launch.yaml says that ${from.pathname} moved to ${to.pathname}.`,
  };
}

/** Short and stable: readable words and a checksum that keeps long addresses apart. */
function slug(text: string): string {
  let sum = 0;
  for (const char of text) sum = (Math.imul(sum, 31) + char.charCodeAt(0)) >>> 0;
  return `${text
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 48)}-${sum.toString(36)}`;
}
