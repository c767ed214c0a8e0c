import { check, fail, pass, rfc } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import { isHostName } from '../../protocols/dns/name.ts';

export default check({
  title: 'The host name follows the rules for host names',
  failingTitle:
    'The host name has characters a host name may not have: no certificate, and some clients refuse it',
  requirements: ['DNS-3'],
  stage: 'dns',
  target: 'host',
  severity: 'medium',
  impact: 'trust',
  why: 'Certificate authorities do not issue for such names, and some apps and mail systems reject them.',
  sources: [rfc(1123, '2.1')],
  needs: {},
  fix: 'Rename the host: letters, digits and single hyphens inside, up to 63 characters between the dots.',
  effortMinutes: 30,
  reproduce: ({ target }) => `dig ${target.name} A`,
  judge: (_facts, { target }) => {
    if (!isHostName(target.name))
      return fail(`"${target.name}" is no host name`, {
        evidence: [note('Allowed: a-z, 0-9 and hyphens, no hyphen at either end of a label, no underscore.')],
      });
    return pass(target.name);
  },
});
