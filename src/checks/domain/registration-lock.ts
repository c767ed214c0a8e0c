import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import registration from '../../facts/domain/registration.ts';

export default check({
  title: 'The domain is locked against transfer',
  failingTitle: 'The domain can be transferred away: one stolen mailbox is enough',
  requirements: ['AUD-7'],
  stage: 'dns',
  target: 'zone',
  severity: 'medium',
  impact: 'security',
  why: 'Whoever gets into the registrar mailbox can move the domain to another owner within hours.',
  sources: [rfc(5731, '2.3'), rfc(8056, '2')],
  needs: { registration },
  fix: 'Turn on the transfer lock ("clientTransferProhibited") in the registrar account, and two-factor login there.',
  effortMinutes: 5,
  reproduce: ({ target }) => `whois ${target.name} | grep -i status`,
  judge: ({ registration: seen }, { target }) => {
    if (seen.domain !== target.name) return notApplicable(`${seen.domain} is registered by somebody else`);
    if (!seen.isRegistered) return notApplicable('not registered: domain/registration-expiry');
    const locks = seen.statuses.filter((status) => status.endsWith('transfer prohibited'));
    if (locks.length > 0) return pass(locks.join(', '));
    if (!publishesLocks(seen.domain, seen.statuses))
      return notApplicable('this registry does not publish transfer locks');
    return fail(`no transfer lock among: ${seen.statuses.join(', ') || 'no status'}`, {
      evidence: [lines('Statuses', [seen.url, ...seen.statuses])],
    });
  },
});

/** Generic top-level domains always do; of the two-letter ones only those that show any lock or hold. */
const publishesLocks = (domain: string, statuses: readonly string[]): boolean =>
  (domain.split('.').at(-1) ?? '').length > 2 ||
  statuses.some((status) => /(prohibited|hold|period)$/.test(status));
