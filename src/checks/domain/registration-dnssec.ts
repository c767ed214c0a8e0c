import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import delegation from '../../facts/domain/delegation.ts';
import registration from '../../facts/domain/registration.ts';

export default check({
  title: 'Registration and live zone agree on DNSSEC',
  failingTitle: 'The registration and the live zone disagree on DNSSEC: a change is stuck',
  requirements: ['AUD-7', 'DNS-6'],
  stage: 'dns',
  target: 'zone',
  severity: 'medium',
  impact: 'operability',
  why: 'A DS record that appears later, for keys nobody has any more, takes the domain down without warning.',
  sources: [rfc(9083, '5.3')],
  needs: { registration, delegation },
  fix: 'Compare the DS records in the registrar account with the keys of the zone, and remove or add them there.',
  effortMinutes: 20,
  reproduce: ({ target }) => `dig ${target.name} DS +short; whois ${target.name} | grep -i dnssec`,
  judge: ({ registration: seen, delegation: live }, { target }) => {
    if (seen.domain !== target.name) return notApplicable(`${seen.domain} is registered by somebody else`);
    if (seen.isDelegationSigned === null) return notApplicable('the registry does not publish DNSSEC data');
    if (live.ds === null)
      return unknown('the DS question to the parent zone was not answered', `dig ${target.name} DS`);
    const isLive = live.ds.length > 0;
    if (isLive === seen.isDelegationSigned)
      return pass(isLive ? 'signed in both places' : 'unsigned in both places');
    return fail(
      `the registration says ${seen.isDelegationSigned ? 'signed' : 'unsigned'}, the parent zone holds ${live.ds.length} DS records`,
      { evidence: [note(seen.url)] },
    );
  },
});
