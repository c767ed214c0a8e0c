import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines, note } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { counted } from '../../protocols/tls/wording.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import {
  distinctChains,
  missingLink,
  withoutCertificate,
  type Served,
} from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'The server sends every certificate between its own and the root',
  failingTitle: 'An intermediate certificate is missing, phones and API clients refuse the connection',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Desktop browsers often repair the gap, so you see nothing wrong while phones, webhooks and payment callbacks fail.',
  sources: [rfc(8446, '4.4.2'), rfc(5280, '6')],
  needs: { endpoint },
  fix: 'Install the full chain (`fullchain.pem`, not `cert.pem`): your certificate first, then the intermediate named here.',
  effortMinutes: 15,
  reproduce: ({ target }) => sClient(target.name, '-showcerts'),
  judge: (facts, { target }) => {
    const chains = distinctChains(facts.endpoint);
    if (chains.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const broken = chains.find((served) => missingLink(served) === 'incomplete');
    if (broken !== undefined)
      return fail(
        `${counted(broken.chain.certificates.length, 'certificate')} sent, ${missingName(broken)} is missing`,
        {
          evidence: evidenceOf(broken),
          confidence: broken.chain.issuerLookup === 'found' ? 'proven' : 'likely',
        },
      );
    if (chains.every(({ chain }) => chain.isLeafSelfSigned))
      return notApplicable('a certificate signed by itself has no chain');
    if (chains.every((served) => missingLink(served) === 'unknown-root'))
      return notApplicable('nobody here knows the root it should lead to, see tls/certificate-trust');
    const count = Math.max(...chains.map(({ chain }) => chain.path.length));
    return pass(`${counted(count, 'certificate')} from the host up to its root`);
  },
});

function missingName({ chain, leaf }: Served): string {
  const [nearest] = chain.fetchedIssuers;
  const last = chain.certificates[chain.path.at(-1) ?? 0] ?? leaf;
  return nearest?.subject ?? last.issuer;
}

function evidenceOf({ chain, address, handshake }: Served): readonly ReturnType<typeof note>[] {
  return [
    lines(
      'Sent',
      chain.certificates.map(({ subject, issuer }) => `${subject}, issued by ${issuer}`),
    ),
    lines(
      'Not sent, but published by the authority',
      chain.fetchedIssuers.map(({ subject, url }) => `${subject} (${url})`),
    ),
    note(`${address}: ${handshake.authorizationError ?? 'not authorized'}`),
  ];
}
