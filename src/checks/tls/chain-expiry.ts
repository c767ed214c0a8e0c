import { check, fail, notApplicable, pass, rfc, type Verdict } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import { distinctChains, withoutCertificate, type Served } from '../../protocols/tls/endpoint-view.ts';
import { dayText, spanText } from '../../protocols/tls/lifetime.ts';

const soonMs = 30 * 86_400_000;

export default check({
  title: 'Every intermediate certificate is within its dates',
  failingTitle:
    'An intermediate certificate has expired or is about to, clients that need it refuse the site',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Your own certificate may be new, but a dead link above it stops phones and servers all the same.',
  sources: [rfc(5280, '6.1.3')],
  needs: { endpoint },
  fix: 'Download the authority’s current intermediate and install it in place of the old one.',
  effortMinutes: 20,
  reproduce: ({ target }) => sClient(target.name, '-showcerts'),
  judge: (facts, { target, now }) => {
    const chains = distinctChains(facts.endpoint);
    if (chains.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const verdicts = chains.map((served) => judgeChain(served, now));
    return verdicts.find(({ outcome }) => outcome === 'fail') ?? verdicts[0] ?? pass('nothing was sent');
  },
});

function judgeChain({ chain }: Served, now: number): Verdict {
  const above = chain.certificates.map((certificate, index) => ({ ...certificate, index })).slice(1);
  if (above.length === 0) return notApplicable('only the host’s own certificate was sent');
  const bad = above.filter(({ notAfter }) => notAfter < now + soonMs);
  const first = bad.toSorted((a, b) => a.notAfter - b.notAfter)[0];
  if (first === undefined) return pass(`${above.length} above the host’s own, all good for 30 days`);
  const isUsed = chain.path.includes(first.index);
  const isOver = first.notAfter < now;
  const when = isOver
    ? `expired ${spanText(now - first.notAfter)} ago`
    : `expires on ${dayText(first.notAfter)}`;
  return fail(`${first.commonName ?? first.subject} ${when}`, {
    evidence: [
      lines(
        'Sent above the host’s own',
        above.map((one) => `${one.subject}: until ${dayText(one.notAfter)}`),
      ),
    ],
    severity: isUsed ? (isOver ? 'blocker' : 'high') : isOver ? 'medium' : 'low',
  });
}
