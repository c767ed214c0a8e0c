import { check, fail, notApplicable, page, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import registration from '../../facts/domain/registration.ts';

const holds = ['client hold', 'server hold', 'inactive'];

export default check({
  title: 'The domain is not on hold',
  failingTitle: 'The domain is on hold: the registry took it out of the DNS',
  requirements: ['AUD-7'],
  stage: 'dns',
  target: 'zone',
  severity: 'blocker',
  impact: 'revenue',
  why: 'While it is on hold nobody reaches the site and no mail arrives.',
  sources: [rfc(5731, '2.3'), page('ICANN: EPP status codes', 'https://www.icann.org/epp')],
  needs: { registration },
  fix: 'Ask the registrar why (unpaid, unverified owner address, complaint) and clear it; it can take a day.',
  effortMinutes: 60,
  reproduce: ({ target }) => `whois ${target.name} | grep -i status`,
  judge: ({ registration: seen }, { target, now }) => {
    if (seen.domain !== target.name) return notApplicable(`${seen.domain} is registered by somebody else`);
    if (!seen.isRegistered || (seen.expiresAt !== null && Date.parse(seen.expiresAt) < now))
      return notApplicable('not registered any more: domain/registration-expiry');
    const found = seen.statuses.filter((status) => holds.includes(status));
    if (found.length === 0) return pass(seen.statuses.join(', ') || 'no status published');
    return fail(`the registry says "${found.join('", "')}"`, {
      evidence: [lines('Statuses', [seen.url, ...seen.statuses])],
    });
  },
});
