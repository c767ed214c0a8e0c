import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import mtaSts from '../../facts/mail/mta-sts.ts';
import mx from '../../facts/mail/mx.ts';
import { parseIp } from '../../protocols/mail/ip.ts';
import { isMxCovered } from '../../protocols/mail/mta-sts.ts';
import { policyOf } from '../../protocols/mail/view/mta-sts-view.ts';

export default check({
  title: 'The MTA-STS policy names every mail exchanger',
  failingTitle: 'A mail exchanger is not in the MTA-STS policy: senders refuse to deliver to it',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'blocker',
  impact: 'deliverability',
  why: 'Gmail and Microsoft keep to the policy: mail through that exchanger waits and bounces.',
  sources: [rfc(8461, '4.1')],
  needs: { sts: mtaSts, mx },
  fix: 'Add an mx: line for every exchanger to the policy and change id= in the record.',
  effortMinutes: 15,
  reproduce: ({ target }) =>
    `dig _mta-sts.${target.name} TXT +short; curl -sS https://mta-sts.${target.name}/.well-known/mta-sts.txt`,
  judge: ({ sts, mx: seen }) => {
    const policy = policyOf(sts);
    if (policy === null)
      return notApplicable('there is no readable policy: mail/mta-sts-record, mail/mta-sts-policy');
    // An address in an MX record is no exchanger at all (RFC 5321 section 5.1), and no policy could name it.
    const hosts = seen.exchangers.map(({ host }) => host).filter((host) => parseIp(host) === null);
    const missing = hosts.filter((host) => !isMxCovered(host, policy.mx));
    const [first] = missing;
    if (hosts.length === 0 && seen.exchangers.length > 0)
      return notApplicable('the MX record names an address, not a host: domain/mx-target');
    if (seen.exchangers.length === 0) return notApplicable('there is no mail exchanger');
    if (policy.mode === 'none') return notApplicable('mode: none asks for nothing: mail/mta-sts-mode');
    if (first === undefined) return pass(`${plural(hosts.length, 'exchanger')} covered`);
    return fail(`${first} is not in the policy (mode ${policy.mode ?? ''})`, {
      severity: policy.mode === 'enforce' ? 'blocker' : 'medium',
      evidence: [lines('Policy', policy.mx), lines('Not covered', missing)],
    });
  },
});
