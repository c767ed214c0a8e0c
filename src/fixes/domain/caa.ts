import { fix } from '../../model/fix.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { every } from '../../model/need.ts';
import { caaDomainsOf } from '../../protocols/hosting/certificate-authorities.ts';
import { isIssuerAllowed } from '../../protocols/zone/caa.ts';
import { setIn, wantedSet } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Allow the authorities whose certificates are live, and nobody else',
  requirements: ['FIX-1', 'DNS-6', 'EDGE-3'],
  cures: ['domain/caa-presence', 'domain/caa-issuer'],
  needs: { endpoints: every(endpoint) },
  plan: ({ target, check }, { endpoints }, { state, zone }) => {
    const own = setIn(state, target.name, 'CAA');
    // CAA counts from the nearest name up (RFC 8659 section 3): what stands at the zone is widened there.
    const name = own === null ? zone : target.name;
    const values = setIn(state, name, 'CAA')?.values ?? [];
    const records = values.map((value) => ({ name, type: 'CAA', ttlSeconds: 300, value }));
    const live = endpoints.flatMap(({ target: host, fact }) => {
      const chain = fact.state === 'known' ? fact.value.chains[0] : undefined;
      const leaf = chain?.certificates[0];
      return leaf === undefined || chain?.isLeafSelfSigned === true || !isBelowName(host.name, name)
        ? []
        : [leaf.issuer];
    });
    const domains = [...new Set(live)].map(caaDomainsOf);
    // An authority we do not know by its CAA name would be locked out by a new set.
    if (domains.length === 0 || domains.some((each) => each.length === 0)) return { wanted: [] };
    const missing = domains.filter(
      (each) => records.length === 0 || !isIssuerAllowed(records, { domains: each, isWildcard: false }),
    );
    const fresh = missing.map(([first = '']) => `0 issue "${first}"`);
    // `issue ";"` forbids everybody (RFC 8659 section 4.2); beside a name it means nothing.
    const kept = values.filter((value) => !/^\d+ issue ";"$/.test(value));
    const next = [...new Set([...kept, ...fresh])];
    if (fresh.length === 0 || (check === 'domain/caa-presence' && values.length > 0)) return { wanted: [] };
    return {
      wanted: [
        {
          ...wantedSet(state, { name, type: 'CAA' }, next),
          risk: 'safe',
          why: `The certificates in use come from ${[...new Set(missing.map(([first]) => first))].join(', ')}.`,
        },
      ],
    };
  },
});

const isBelowName = (host: string, name: string): boolean => host === name || host.endsWith(`.${name}`);
