import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient, showLeaf } from '../../protocols/tls/commands.ts';
import {
  distinctLeaves,
  isPubliclyTrusted,
  withoutCertificate,
  type Served,
} from '../../protocols/tls/endpoint-view.ts';
import { renewalOf } from '../../protocols/tls/issuers.ts';
import { comingRules, dayText, lifetimeDays } from '../../protocols/tls/lifetime.ts';

export default check({
  title: 'It is known how the certificate renews itself',
  failingTitle:
    'The certificate seems to be renewed by hand, which the coming lifetimes make a monthly chore',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'low',
  impact: 'operability',
  why: 'Certificates renewed by hand are the commonest cause of a site going dark on a weekend.',
  sources: [
    page(
      'CA/Browser Forum ballot SC-081v3: lifetimes shrink to 47 days by 2029',
      'https://cabforum.org/2025/04/11/ballot-sc081v3-introduce-schedule-of-reducing-validity-and-data-reuse-periods/',
    ),
  ],
  needs: { endpoint },
  fix: 'Move to ACME (certbot, Caddy, the CDN’s own certificates) and watch the expiry date.',
  effortMinutes: 60,
  reproduce: ({ target }) => showLeaf(target.name, '-issuer -dates'),
  judge: (facts, { target, now }) => {
    const leaves = distinctLeaves(facts.endpoint);
    if (leaves.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const open = leaves.filter(isPubliclyTrusted);
    if (open.length === 0)
      return notApplicable('renewal of private or untrusted certificates cannot be told from outside');
    const paths = open.map((served) => ({ served, path: renewalOf(served.leaf) }));
    const manual = paths.find(({ path }) => path.kind === 'by-hand');
    if (manual !== undefined) {
      const days = Math.round(lifetimeDays(manual.served.leaf));
      return fail(`${manual.path.issuer} issued it for ${days} days, ${outlook(manual.served, now)}`, {
        evidence: [lines('Certificate', [manual.served.leaf.subject, manual.served.leaf.issuer])],
        confidence: 'possible',
      });
    }
    const unclear = paths.find(({ path }) => path.kind === 'unknown');
    if (unclear !== undefined)
      return unknown(
        `who renews the certificate of ${unclear.path.issuer}, and how`,
        'ask the person who installed it, and write the answer into the manifest',
      );
    return pass([...new Set(paths.map(({ path }) => path.how))].join('; '));
  },
});

function outlook({ leaf }: Served, now: number): string {
  const [next] = comingRules(lifetimeDays(leaf), now);
  return next === undefined
    ? 'and it ends like any other'
    : `from ${dayText(next.from)} on ${next.days} days are the most`;
}
