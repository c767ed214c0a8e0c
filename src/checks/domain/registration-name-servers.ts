import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import delegation from '../../facts/domain/delegation.ts';
import registration from '../../facts/domain/registration.ts';

export default check({
  title: 'The registrar’s name servers are the live ones',
  failingTitle: 'The registrar lists other name servers than those in use: a change is stuck or half done',
  requirements: ['AUD-7', 'DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'operability',
  why: 'Either a change never reached the zone above, or soon everything moves to servers nobody prepared.',
  sources: [rfc(9083, '5.3')],
  needs: { registration, delegation },
  fix: 'Wait an hour after a change; if it stays, save the list of name servers at the registrar again.',
  effortMinutes: 15,
  reproduce: ({ target }) => `whois ${target.name} | grep -i 'name server'; dig ${target.name} NS +trace`,
  judge: ({ registration: seen, delegation: live }, { target }) => {
    if (seen.domain !== target.name) return notApplicable(`${seen.domain} is registered by somebody else`);
    if (seen.nameServers.length === 0) return notApplicable('the registry does not publish name servers');
    if (live.nameServers.length === 0) return notApplicable('not delegated: domain/delegation-presence');
    const [listed, used] = [seen.nameServers.toSorted(), live.nameServers.toSorted()];
    if (listed.join(' ') === used.join(' '))
      return pass(`${used.length} name servers, the same in both places`);
    return fail(`the registration names ${listed.join(', ')}, the live delegation ${used.join(', ')}`, {
      evidence: [
        table(
          'Name servers',
          ['Where', 'Names'],
          [
            ['registration', listed.join(', ')],
            [`live, from ${live.parent}`, used.join(', ')],
          ],
        ),
      ],
    });
  },
});
