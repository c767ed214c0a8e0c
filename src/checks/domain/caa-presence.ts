import { check, fail, pass, rfc, unknown } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { apexRecords, isTypeKnown, nobodyServes, servingOf } from '../../protocols/zone/servers.ts';

export default check({
  title: 'The domain says who may issue certificates',
  failingTitle: 'Any certificate authority may issue for the domain',
  requirements: ['DNS-6'],
  stage: 'dns',
  target: 'zone',
  severity: 'low',
  impact: 'security',
  why: 'With a CAA record a certificate obtained by trickery from some other authority is refused at the source.',
  sources: [rfc(8659, '3')],
  needs: { servers },
  fix: 'Add CAA records that name the authorities your host and delivery network use, for example 0 issue "letsencrypt.org".',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} CAA +short`,
  judge: ({ servers: seen }) => {
    if (servingOf(seen.servers).length === 0) return nobodyServes;
    if (!isTypeKnown(seen.servers, 'CAA'))
      return unknown('no name server answered the question for CAA', `dig ${seen.zone} CAA`);
    const records = apexRecords(seen.servers, 'CAA');
    if (records.length > 0) return pass(`${records.length} CAA records`);
    return fail('no CAA record', { evidence: [note(`${seen.zone} CAA: no such record at any name server`)] });
  },
});
