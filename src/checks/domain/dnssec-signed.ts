import { check, fail, pass, rfc, unknown } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import dnssec from '../../facts/domain/dnssec.ts';

export default check({
  title: 'The domain is signed with DNSSEC',
  failingTitle: 'The domain is not signed with DNSSEC',
  requirements: ['DNS-6'],
  stage: 'dns',
  target: 'zone',
  severity: 'low',
  impact: 'security',
  why: 'Answers about an unsigned domain can be forged on the way, and mail encryption by DANE is out of reach.',
  sources: [rfc(9364, '1'), rfc(4035, '5')],
  needs: { seen: dnssec },
  fix: 'Turn DNSSEC on at the DNS provider and hand its DS record to the registrar, in this order.',
  effortMinutes: 20,
  reproduce: ({ target }) => `dig ${target.name} DS +short; dig ${target.name} DNSKEY +short`,
  judge: ({ seen }) => {
    if (seen.ds === null)
      return unknown('the DS question to the parent zone was not answered', `dig ${seen.zone} DS`);
    if (seen.ds.length > 0) return pass(`${seen.ds.length} DS records at the parent`);
    const keys = seen.servers
      .flatMap((each) => each.dnskey ?? [])
      .filter((record) => record.type === 'DNSKEY');
    const evidence = [
      note(`DS at the parent: none. DNSKEY in the zone: ${keys.length === 0 ? 'none' : 'present'}.`),
    ];
    if (keys.length > 0)
      return fail('the zone is signed but the registrar holds no DS record, so nobody checks it', {
        evidence,
      });
    return fail('no DS record at the parent, no keys in the zone', { evidence });
  },
});
