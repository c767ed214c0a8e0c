import { check, fail, page, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import delegation from '../../facts/domain/delegation.ts';

export default check({
  title: 'The parent zone delegates the domain',
  failingTitle: 'The registry does not delegate the domain: nobody can reach anything under it',
  requirements: ['DNS-2', 'AUD-7'],
  stage: 'dns',
  target: 'zone',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Without a delegation every visit and every mail ends in "no such domain".',
  sources: [
    rfc(1034, '4.2'),
    page(
      'ICANN: why is my domain not resolving',
      'https://www.icann.org/resources/pages/epp-status-codes-2014-06-16-en',
    ),
  ],
  needs: { delegation },
  fix: 'Ask the registrar why the domain is not in the zone above: not registered, expired, on hold, or without name servers.',
  effortMinutes: 60,
  reproduce: ({ target }) => `dig ${target.name} NS +trace`,
  judge: ({ delegation: seen }) => {
    const evidence = [lines('Asked', seen.asked)];
    if (seen.isMissing) return fail(`${seen.parent} says ${seen.zone} does not exist`, { evidence });
    if (seen.nameServers.length === 0)
      return fail(`${seen.parent} names no name servers for ${seen.zone}`, { evidence });
    return pass(`${seen.parent} delegates to ${seen.nameServers.length} name servers`);
  },
});
