import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { exchangersOf } from '../../protocols/zone/exchangers.ts';
import { nobodyServes, servingOf } from '../../protocols/zone/servers.ts';

export default check({
  title: '"No mail here" stands alone',
  failingTitle: 'The domain says "no mail here" and names mail servers at once',
  requirements: ['DNS-3'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'deliverability',
  why: 'Some senders refuse to deliver to you, others try: which replies reach you is chance.',
  sources: [rfc(7505, '3')],
  needs: { servers },
  fix: 'Remove the record "0 ." if the domain receives mail, or all other MX records if it does not.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig ${target.name} MX +short`,
  judge: ({ servers: seen }) => {
    if (servingOf(seen.servers).length === 0) return nobodyServes;
    const exchangers = exchangersOf(seen.servers);
    if (!exchangers.some((each) => each.host === '.')) return notApplicable('no null MX');
    if (exchangers.length === 1) return pass('the domain receives no mail, and says so');
    return fail(`"0 ." beside ${exchangers.length - 1} mail servers`, {
      evidence: [
        lines(
          'MX',
          exchangers.map((each) => `${each.preference} ${each.host}`),
        ),
      ],
    });
  },
});
