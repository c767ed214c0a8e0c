import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient, showLeaf } from '../../protocols/tls/commands.ts';
import { distinctLeaves, withoutCertificate } from '../../protocols/tls/endpoint-view.ts';
import { dayText, spanText } from '../../protocols/tls/lifetime.ts';

const hourMs = 3_600_000;

export default check({
  title: 'The certificate is already valid',
  failingTitle: 'The certificate is not valid yet, browsers stop visitors with a warning',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Until its first day comes, every visitor meets a full-page warning.',
  sources: [rfc(5280, '4.1.2.5')],
  needs: { endpoint },
  fix: 'Put the previous certificate back, or have one issued that starts today; check the clock of the server that asked for it.',
  effortMinutes: 20,
  reproduce: ({ target }) => showLeaf(target.name, '-startdate'),
  judge: (facts, { target, now }) => {
    const leaves = distinctLeaves(facts.endpoint);
    if (leaves.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const early = leaves.filter(({ leaf }) => leaf.notBefore > now);
    const [first] = early;
    if (first !== undefined)
      return fail(
        `it begins in ${spanText(first.leaf.notBefore - now)}, on ${dayText(first.leaf.notBefore)}`,
        {
          evidence: [
            lines(
              'Addresses',
              early.map(({ address, leaf }) => `${address}: ${leaf.subject}`),
            ),
          ],
        },
      );
    const fresh = leaves.find(({ leaf }) => leaf.notBefore > now - hourMs);
    if (fresh !== undefined)
      return fail('it began less than an hour ago, visitors whose clock is slow see it as not yet valid', {
        evidence: [lines('Begins', [new Date(fresh.leaf.notBefore).toISOString()])],
        severity: 'low',
        confidence: 'possible',
        fix: 'Wait an hour before sending people to the site.',
      });
    return pass(`valid since ${dayText(Math.max(...leaves.map(({ leaf }) => leaf.notBefore)))}`);
  },
});
