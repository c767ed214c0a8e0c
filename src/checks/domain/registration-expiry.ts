import { check, fail, page, pass, rfc, unknown, notApplicable, type Severity } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import registration, { type RegistrationFact } from '../../facts/domain/registration.ts';

const dayMs = 86_400_000;
/** Statuses on the way to losing the domain (RFC 3915 section 3.1, RFC 8056). */
const endStatuses = ['pending delete', 'redemption period', 'pending restore'];

export default check({
  title: 'The domain is registered for well over a month',
  failingTitle:
    'The domain’s registration has ended or ends soon: then site and mail are gone, and anybody can buy it',
  requirements: ['AUD-7'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'revenue',
  why: 'An expired domain takes the site, all mail and every login with it; buying it back can be impossible.',
  sources: [rfc(9083, '4.5'), page('ICANN: EPP status codes', 'https://www.icann.org/epp')],
  needs: { registration },
  fix: 'Renew the domain at the registrar now, turn on automatic renewal and check the payment card there.',
  effortMinutes: 15,
  reproduce: ({ target }) => `whois ${target.name} | grep -i expir`,
  judge: ({ registration: seen }, { target, now }) => {
    if (seen.domain !== target.name) return notApplicable(`${seen.domain} is registered by somebody else`);
    const evidence = [lines('Registry', describe(seen))];
    if (!seen.isRegistered)
      return fail(`the registry does not know ${seen.domain}`, { evidence, severity: 'blocker' });
    const ending = seen.statuses.find((status) => endStatuses.includes(status));
    if (ending !== undefined) return fail(`the registry says "${ending}"`, { evidence, severity: 'blocker' });
    if (seen.expiresAt === null)
      return unknown('the registry does not publish the expiry date', 'look it up in the registrar account');
    const days = Math.floor((Date.parse(seen.expiresAt) - now) / dayMs);
    const date = seen.expiresAt.slice(0, 10);
    if (days < 0) return fail(`it expired ${-days} days ago, on ${date}`, { evidence, severity: 'blocker' });
    const severity = severityOf(days);
    if (severity === null) return pass(`${days} days left, until ${date}`);
    return fail(`${days} days left, until ${date}`, { evidence, severity });
  },
});

const severityOf = (days: number): Severity | null => {
  if (days < 14) return 'blocker';
  if (days < 30) return 'high';
  return days < 60 ? 'medium' : null;
};

const describe = (seen: RegistrationFact): readonly string[] => [
  seen.url,
  `registrar ${seen.registrar?.name ?? 'not given'}`,
  `expires ${seen.expiresAt ?? 'not given'}`,
  `status ${seen.statuses.join(', ') || 'not given'}`,
];
