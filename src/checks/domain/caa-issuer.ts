import { check, fail, notApplicable, pass, rfc, unknown, type Verdict } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { every, optional, type TargetFact } from '../../model/need.ts';
import caa from '../../facts/domain/caa.ts';
import endpoint, { type Endpoint } from '../../facts/tls/endpoint.ts';
import { parentOf } from '../../protocols/dns/name.ts';
import { caaDomainsOf } from '../../protocols/hosting/certificate-authorities.ts';
import { caaProblem, isIssuerAllowed } from '../../protocols/zone/caa.ts';

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
  needs: { seen: caa, endpoint: optional(endpoint), everywhere: every(endpoint) },
  fix: 'Add a CAA issue record for the authority in use, and for every authority your delivery network may switch to.',
  effortMinutes: 10,
  reproduce: ({ target }) =>
    `dig ${target.name} CAA +short; openssl s_client -connect ${target.name}:443 </dev/null | openssl x509 -noout -issuer`,
  judge: ({ seen, endpoint: tls, everywhere }) => {
    const { foundAt } = seen;
    if (foundAt === null) return notApplicable('no CAA record: any authority may issue');
    if (tls.state === 'unknown') return unknown(`the live certificate: ${tls.reason}`, tls.remedy);
    const chain = tls.value.chains[0];
    const leaf = chain?.certificates[0];
    if (chain === undefined || leaf === undefined) return notApplicable('no certificate is served');
    if (chain.isLeafSelfSigned) return notApplicable('the certificate is self-signed');
    const issuer = leaf.issuerOrganization ?? leaf.issuer;
    const domains = caaDomainsOf(leaf.issuer);
    if (domains.length === 0 && isDistrusted(tls.value, chain.id))
      return notApplicable(`nobody trusts ${issuer}, see tls/certificate-trust`);
    if (domains.length === 0) return nobodyWeKnow(issuer, chain.isPrivatelyAnchored);
    const isWildcard = leaf.names.dns.includes(`*.${parentOf(seen.host) ?? ''}`);
    if (isIssuerAllowed(seen.records, { domains, isWildcard }))
      return pass(`${issuer} is allowed by the CAA records at ${foundAt}`);
    if (seen.records.some((record) => caaProblem(record) !== null))
      return notApplicable(`a record at ${foundAt} cannot be read, see domain/caa-syntax`);
    // The same authority under the same records is one fault: told where the records stand.
    if (foundAt !== seen.host && issuerAt(everywhere, foundAt) === leaf.issuerHash)
      return notApplicable(`the same authority at ${foundAt}, judged there`);
    return fail(`the live certificate is from ${issuer}, CAA at ${foundAt} does not allow ${domains[0]}`, {
      evidence: [
        lines(
          `CAA at ${foundAt}`,
          seen.records.map((record) => record.value),
        ),
      ],
    });
  },
});

/** A connection showed this chain, and it does not verify. */
const isDistrusted = ({ addresses }: Endpoint, chain: string): boolean =>
  addresses.some(
    ({ outcome }) => outcome.state === 'handshake' && outcome.chain === chain && !outcome.isAuthorized,
  );

const nobodyWeKnow = (issuer: string, isPrivate: boolean): Verdict =>
  isPrivate
    ? notApplicable('the certificate is from a private authority')
    : unknown(`we do not know which CAA name ${issuer} uses`, 'compare with the CAA page of that authority');

function issuerAt(all: readonly TargetFact<Endpoint>[], host: string): string | null {
  const fact = all.find((each) => each.target.name === host)?.fact;
  const leaf = fact?.state === 'known' ? fact.value.chains[0]?.certificates[0] : undefined;
  return leaf?.issuerHash ?? null;
}
