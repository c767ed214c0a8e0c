import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { every, type TargetFact } from '../../model/need.ts';
import hsts, { type Hsts } from '../../facts/tls/hsts.ts';
import { curlHeaders } from '../../protocols/tls/commands.ts';
import { headersOf, unanswered, policyOf, redirectHost } from '../../protocols/tls/hsts-view.ts';

export default check({
  title: 'Browsers are told to use HTTPS only (HSTS)',
  failingTitle: 'Browsers are not told to use HTTPS only: the first request of each visit can be hijacked',
  requirements: ['EDGE-1'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'On shared Wi-Fi a visitor who types the name without https can be kept on a fake plain copy of the site.',
  sources: [rfc(6797, '6.1'), rfc(6797, '7.2')],
  needs: { hsts, hosts: every(hsts) },
  fix: 'Send `Strict-Transport-Security: max-age=31536000` on every HTTPS response; start with a day if you are unsure.',
  effortMinutes: 10,
  reproduce: ({ target }) => `${curlHeaders(`https://${target.name}/`)} | grep -i strict-transport-security`,
  judge: ({ hsts: { https }, hosts }, { target }) => {
    if (https.state === 'failed') return unanswered(https, `https://${target.name}/`);
    const [header] = headersOf(https);
    if (header !== undefined) return pass(`Strict-Transport-Security: ${header.slice(0, 100)}`);
    const parent = coveringParent(target.name, hosts);
    if (parent !== null) return pass(`covered by includeSubDomains of ${parent}`);
    const elsewhere = redirectHost(target.name, https);
    return fail(`no Strict-Transport-Security on https://${target.name}/ (status ${https.status})`, {
      evidence: [lines('Start page', [`status ${https.status}`, `location ${https.location ?? 'none'}`])],
      // Such a host only forwards; what is left is the first request to it.
      ...(elsewhere === null ? {} : { severity: 'low' as const }),
    });
  },
});

/** RFC 6797 section 8.3: a policy with includeSubDomains holds for every name below, once the parent was visited. */
function coveringParent(host: string, hosts: readonly TargetFact<Hsts>[]): string | null {
  const parent = hosts.find(
    ({ target, fact }) =>
      fact.state === 'known' &&
      host.endsWith(`.${target.name}`) &&
      policyOf(fact.value.https)?.header.includesSubDomains === true &&
      (policyOf(fact.value.https)?.header.maxAgeSeconds ?? 0) > 0,
  );
  return parent?.target.name ?? null;
}
