import { check, fail, notApplicable, pass, rfc, unknown, type Verdict } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import {
  distinctChains,
  isDateError,
  isNameError,
  missingLink,
  withoutCertificate,
  type Served,
} from '../../protocols/tls/endpoint-view.ts';
import { purposeProblem, weaknessOf } from '../../protocols/tls/weakness.ts';

export default check({
  title: 'The certificate comes from an authority browsers trust',
  failingTitle: 'The certificate is not from a trusted authority, browsers stop visitors with a warning',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'A full-page warning stands between every visitor and the product, and apps refuse to connect.',
  sources: [rfc(5280, '6')],
  needs: { endpoint },
  fix: 'Replace it with a certificate of a public authority (ACME is free); pass --ca if a private authority is meant.',
  effortMinutes: 30,
  reproduce: ({ target }) => sClient(target.name, '-verify_return_error'),
  judge: (facts, { target, now }) => {
    const chains = distinctChains(facts.endpoint);
    if (chains.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const verdicts = chains.map((served) => judgeChain(served, now));
    return (
      verdicts.find(({ outcome }) => outcome === 'fail') ??
      verdicts.find(({ outcome }) => outcome === 'unknown') ??
      verdicts.find(({ outcome }) => outcome === 'notApplicable') ??
      pass(`the chain ends at ${anchors(chains)}`)
    );
  },
});

function judgeChain(served: Served, now: number): Verdict {
  const { handshake, chain, leaf } = served;
  const code = handshake.authorizationError;
  if (handshake.isAuthorized || isNameError(code)) return pass(`trusted`);
  const evidence = [
    lines(
      'Chain as sent',
      chain.certificates.map(({ subject, issuer }) => `${subject}, issued by ${issuer}`),
    ),
    lines('Where', [`${served.address}: ${code ?? 'not authorized'}`]),
  ];
  if (chain.isLeafSelfSigned)
    return fail(`the certificate is signed by itself (${leaf.subject})`, { evidence });
  const link = missingLink(served);
  if (link === 'incomplete')
    return notApplicable('a certificate of the chain was not sent, see tls/chain-complete');
  if (link === 'unknown-root')
    return fail(`the chain ends at ${topIssuer(served)}, which no trust store here knows`, { evidence });
  if (isDateError(code)) return hiddenByDates(served, now);
  if (purposeProblem(leaf) !== null)
    return notApplicable('the certificate is not for servers, see tls/certificate-purpose');
  if (chain.certificates.some((certificate) => weaknessOf(certificate) !== null))
    return notApplicable('a key or signature is too weak, see tls/key-strength and tls/signature-algorithm');
  return fail(`the chain does not verify: ${code ?? 'no reason given'}`, { evidence });
}

/** OpenSSL stops at the first date that is over; where the chain leads is then not said. */
function hiddenByDates({ chain, leaf }: Served, now: number): Verdict {
  if (leaf.notAfter < now) return notApplicable('the certificate has expired, see tls/certificate-expiry');
  if (leaf.notBefore > now)
    return notApplicable('the certificate is not valid yet, see tls/certificate-not-yet-valid');
  const above = chain.certificates.slice(1);
  if (above.some(({ notAfter }) => notAfter < now))
    return notApplicable('a certificate above it has expired, see tls/chain-expiry');
  return unknown(
    'whether the chain leads to a trusted root: a certificate in it is outside its dates, and that hides the answer',
    'renew the certificate, then look again',
  );
}

function topIssuer({ chain }: Served): string {
  const top = chain.certificates[chain.path.at(-1) ?? 0];
  return top?.issuerCommonName ?? top?.issuer ?? 'an unnamed issuer';
}

const anchors = (chains: readonly Served[]): string =>
  [
    ...new Set(
      chains.map((served) => `${topIssuer(served)}${served.chain.isPrivatelyAnchored ? ' (--ca)' : ''}`),
    ),
  ].join(', ');
