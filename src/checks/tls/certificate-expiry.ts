import { check, fail, page, pass, rfc, type Severity } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient, showLeaf } from '../../protocols/tls/commands.ts';
import { distinctLeaves, withoutCertificate, type Served } from '../../protocols/tls/endpoint-view.ts';
import { dayText, lifetimeDays, shareLeft, spanText } from '../../protocols/tls/lifetime.ts';

export default check({
  title: 'The certificate is not near its end',
  failingTitle: 'The certificate has expired or its renewal is overdue',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'On the day it expires every visitor meets a full-page warning and every app and webhook stops.',
  sources: [
    rfc(5280, '4.1.2.5'),
    page(
      'Let’s Encrypt: renew at one third of the lifetime left',
      'https://letsencrypt.org/docs/integration-guide/',
    ),
  ],
  needs: { endpoint },
  fix: 'Renew the certificate now and find out why the automatic renewal did not run.',
  effortMinutes: 30,
  reproduce: ({ target }) => showLeaf(target.name, '-dates'),
  judge: (facts, { target, now }) => {
    const leaves = distinctLeaves(facts.endpoint);
    const worst = leaves.toSorted((a, b) => a.leaf.notAfter - b.leaf.notAfter)[0];
    if (worst === undefined) return withoutCertificate(facts.endpoint, sClient(target.name));
    const share = shareLeft(worst.leaf, now);
    const severity = severityOf(share);
    const left = spanText(worst.leaf.notAfter - now);
    const life = `${Math.round(lifetimeDays(worst.leaf))} days`;
    if (severity === null) return pass(`${left} of ${life} left (${percent(share)})`);
    const found =
      share === 0
        ? `it expired ${left} ago, on ${dayText(worst.leaf.notAfter)}`
        : `${left} of ${life} left (${percent(share)}), and it has not been renewed`;
    return fail(found, { evidence: [dates(leaves)], severity });
  },
});

/** By share of the lifetime, so that certificates of 6, 47 and 398 days are held to the same bar. */
function severityOf(share: number): Severity | null {
  if (share === 0) return 'blocker';
  if (share < 0.1) return 'high';
  return share < 1 / 3 ? 'medium' : null;
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`;

const dates = (leaves: readonly Served[]): ReturnType<typeof table> =>
  table(
    'Certificates',
    ['address', 'from', 'until', 'issuer'],
    leaves.map(({ address, leaf }) => [
      address,
      dayText(leaf.notBefore),
      dayText(leaf.notAfter),
      leaf.issuer,
    ]),
  );
