import type { SpfWalk } from './cost.ts';
import type { SpfIssue } from './lint.ts';
import type { SpfNode, SpfTerm } from './tree.ts';

/** Who else is let in: "all" with the wrong sign, huge ranges, ranges every customer of a host shares. */
export function authorityIssues({ nodes, terms }: SpfWalk): readonly SpfIssue[] {
  const issues = nodes.flatMap(allIssues);
  for (const { domain, term } of terms)
    if (term.isReached) issues.push(...wide(domain, term), ...shared(domain, term));
  return issues;
}

function allIssues(node: SpfNode): readonly SpfIssue[] {
  if (node.state !== 'record') return [];
  const { domain } = node;
  const all = node.terms.find((term) => term.kind === 'all' && term.isReached);
  if (all?.qualifier === '+')
    return [
      {
        id: 'plus-all',
        level: 'danger',
        domain,
        message: `"${all.text}" lets the whole internet send`,
        section: '5.1',
        at: all.at,
      },
    ];
  // The end of an included record is without effect (section 5.2).
  if (node.via === 'include') return [];
  if (all?.qualifier === '?')
    return [
      {
        id: 'neutral-all',
        level: 'warning',
        domain,
        message: `"${all.text}" says nothing about strangers`,
        section: '5.1',
        at: all.at,
      },
    ];
  if (all !== undefined || node.terms.some((term) => term.kind === 'redirect')) return [];
  return [
    {
      id: 'no-all',
      level: 'warning',
      domain,
      message: 'the record ends without "all" or "redirect", so strangers are neutral',
      section: '4.7',
    },
  ];
}

function wide(domain: string, term: SpfTerm): readonly SpfIssue[] {
  if (term.qualifier !== '+') return [];
  return term.networks.filter(isWide).map((network) => ({
    id: 'wide-network',
    level: 'danger',
    domain,
    message: `"${term.text}" authorises ${network}, ${sizeOf(network)}`,
    section: '11.4',
    at: term.at,
  }));
}

const prefixOf = (network: string): number => Number(network.slice(network.lastIndexOf('/') + 1));
const isWide = (network: string): boolean => prefixOf(network) < (network.includes(':') ? 32 : 16);
const sizeOf = (network: string): string =>
  network.includes(':')
    ? `2^${128 - prefixOf(network)} addresses`
    : `${2 ** (32 - prefixOf(network))} addresses`;

/** Web hosts whose SPF names machines that thousands of unrelated customers send from. */
const sharedHosts: readonly string[] = [
  'websitewelcome.com',
  'spf.web-hosting.com',
  'secureserver.net',
  'bluehost.com',
  'hostgator.com',
  'spf.mail.hostinger.com',
  'relay.mailchannels.net',
  '_spf.perfora.net',
  '_spf.kundenserver.de',
  'spf.unifiedlayer.com',
];

function shared(domain: string, term: SpfTerm): readonly SpfIssue[] {
  const target = term.child?.domain;
  const isShared =
    term.kind === 'include' &&
    target !== undefined &&
    sharedHosts.some((host) => target === host || target.endsWith(`.${host}`));
  if (!isShared) return [];
  const message = `"${term.text}" authorises web servers shared with all other customers of that host`;
  return [{ id: 'shared-host', level: 'warning', domain, message, section: '11.4', at: term.at }];
}
