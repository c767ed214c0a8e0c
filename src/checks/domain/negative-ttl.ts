import { check, fail, pass, rfc } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { nobodyServes, soasOf } from '../../protocols/zone/servers.ts';

const maxSeconds = 3600;

export default check({
  title: 'A missing name is forgotten within an hour',
  failingTitle: 'A missing name stays missing for hours: a record you add on launch day is not seen',
  requirements: ['DNS-4'],
  stage: 'dns',
  target: 'zone',
  severity: 'medium',
  impact: 'revenue',
  why: 'Whoever asked for a name before it existed is told "no such name" until this time is over.',
  sources: [rfc(2308, '5')],
  needs: { servers },
  fix: 'Lower the last number of the SOA record (and the SOA’s own TTL) to 300-3600 seconds before the launch.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig does-not-exist.${target.name} A +noall +authority`,
  judge: ({ servers: seen }) => {
    const soa = soasOf(seen.servers)[0]?.soa;
    if (soa === undefined) return nobodyServes;
    const { negativeTtlSeconds, minimumSeconds, ttlSeconds } = soa;
    if (negativeTtlSeconds > maxSeconds)
      return fail(`"no such name" is remembered for ${negativeTtlSeconds} s`, {
        evidence: [
          note(
            `The smaller of the SOA's minimum (${minimumSeconds} s) and its TTL (${ttlSeconds} s) counts.`,
          ),
        ],
      });
    return pass(`"no such name" is remembered for ${negativeTtlSeconds} s`);
  },
});
