import { fix } from '../../model/fix.ts';
import { isBehindEdge } from '../../protocols/edge/behind.ts';

export default fix({
  title: 'Lead the other front door to the canonical host',
  requirements: ['FIX-3', 'EDGE-2'],
  cures: [
    'redirects/apex-www',
    'redirects/canonical-host',
    'redirects/loop',
    'redirects/path-kept',
    'redirects/query-kept',
    'redirects/permanence',
    'redirects/chain-length',
  ],
  needs: {},
  plan: ({ target, check }, _facts, { state, manifest }) => {
    const { domain, canonicalHost } = manifest.product;
    const canonical = canonicalHost ?? domain;
    const twin = canonical === domain ? `www.${domain}` : domain;
    if (canonical !== domain && canonical !== `www.${domain}`) return { wanted: [] };
    // A fault seen at another host is not cured by turning the front doors.
    const isAboutTwin = target.kind === 'site' || target.name === twin;
    if (!isAboutTwin || !isBehindEdge(state, twin)) return { wanted: [] };
    return {
      wanted: [
        {
          resource: 'rule:redirect/lr-canonical-host',
          value: {
            title: `Launch Ready: ${twin} leads to ${canonical}`,
            isEnabled: true,
            match: { hosts: [twin] },
            to: { host: canonical, path: 'same' },
            status: 301,
            keepsQuery: true,
          },
          risk: 'ask',
          why:
            check === 'redirects/loop'
              ? 'The edge answers before the rule that goes round in circles is reached.'
              : 'One site, one address: path and query are kept.',
        },
      ],
    };
  },
});
