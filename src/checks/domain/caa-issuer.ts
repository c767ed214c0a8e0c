import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import caa from '../../facts/domain/caa.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { caaDomainsOf } from '../../protocols/hosting/certificate-authorities.ts';
import { isIssuerAllowed } from '../../protocols/zone/caa.ts';

export default check({
  title: 'CAA allows the authority that issued the live certificate',
  failingTitle: 'CAA forbids the authority whose certificate is live: the next renewal fails',
  requirements: ['DNS-6', 'EDGE-3'],
  stage: 'dns',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'The certificate works until it expires, then cannot be renewed, and every visitor meets a warning.',
  sources: [rfc(8659, '3'), rfc(8659, '4.2')],
  needs: { seen: caa, endpoint: optional(endpoint) },
  fix: 'Add a CAA issue record for the authority in use, and for every authority your delivery network may switch to.',
  effortMinutes: 10,
  reproduce: ({ target }) =>
    `dig ${target.name} CAA +short; openssl s_client -connect ${target.name}:443 </dev/null | openssl x509 -noout -issuer`,
  judge: ({ seen, endpoint: tls }) => {
    if (seen.foundAt === null) return notApplicable('no CAA record: any authority may issue');
    if (tls.state === 'unknown') return unknown(`the live certificate: ${tls.reason}`, tls.remedy);
    const chain = tls.value.chains[0];
    const leaf = chain?.certificates[0];
    if (chain === undefined || leaf === undefined) return notApplicable('no certificate is served');
    if (chain.isLeafSelfSigned || chain.isPrivatelyAnchored)
      return notApplicable('the certificate is not from a public authority');
    const issuer = leaf.issuerOrganization ?? leaf.issuer;
    const domains = caaDomainsOf(leaf.issuer);
    if (domains.length === 0)
      return unknown(
        `we do not know which CAA name ${issuer} uses`,
        'compare with the authority’s CAA documentation',
      );
    const isWildcard = leaf.names.dns.some((name) => name === `*.${seen.host.split('.').slice(1).join('.')}`);
    const allowed = isIssuerAllowed(seen.records, { domains, isWildcard });
    if (allowed) return pass(`${issuer} is allowed by the CAA records at ${seen.foundAt}`);
    return fail(
      `the live certificate is from ${issuer}, CAA at ${seen.foundAt} does not allow ${domains[0]}`,
      {
        evidence: [
          lines(
            `CAA at ${seen.foundAt}`,
            seen.records.map((record) => record.value),
          ),
        ],
      },
    );
  },
});
