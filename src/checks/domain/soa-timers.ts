import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { recogniseNameServer } from '../../protocols/hosting/recognise.ts';
import type { Soa } from '../../protocols/zone/soa.ts';
import { nobodyServes, soasOf } from '../../protocols/zone/servers.ts';

const weekSeconds = 604_800;
const minRefreshSeconds = 1200;

export default check({
  title: 'SOA timers let secondary servers survive an outage',
  failingTitle: 'SOA timers are off: a secondary name server gives up too early, or asks too often',
  requirements: ['DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'low',
  impact: 'operability',
  why: 'When the first server is down over a weekend, a short expire time takes the whole domain with it.',
  sources: [rfc(1912, '2.2')],
  needs: { servers },
  fix: 'Set refresh to 2-12 hours, retry below refresh, expire to 2-4 weeks.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig ${target.name} SOA +short`,
  judge: ({ servers: seen }) => {
    const soa = soasOf(seen.servers)[0]?.soa;
    if (soa === undefined) return nobodyServes;
    const operator = seen.names.map(({ name }) => recogniseNameServer(name)).find((each) => each !== null);
    if (operator !== undefined && operator !== null)
      return notApplicable(`${operator.name} runs the servers and does not depend on these timers`);
    const problems = problemsOf(soa);
    if (problems.length > 0)
      return fail(problems.join('; '), { evidence: [lines('SOA timers', describe(soa))] });
    return pass(
      `refresh ${soa.refreshSeconds} s, retry ${soa.retrySeconds} s, expire ${soa.expireSeconds} s`,
    );
  },
});

const problemsOf = (soa: Soa): readonly string[] => [
  ...(soa.refreshSeconds < minRefreshSeconds ? [`refresh ${soa.refreshSeconds} s is under 20 minutes`] : []),
  ...(soa.retrySeconds >= soa.refreshSeconds
    ? [`retry ${soa.retrySeconds} s is not below refresh ${soa.refreshSeconds} s`]
    : []),
  ...(soa.expireSeconds < weekSeconds ? [`expire ${soa.expireSeconds} s is under 7 days`] : []),
  ...(soa.expireSeconds < soa.refreshSeconds + soa.retrySeconds
    ? [`expire ${soa.expireSeconds} s comes before the first retry`]
    : []),
];

const describe = (soa: Soa): readonly string[] => [
  `refresh ${soa.refreshSeconds} s`,
  `retry ${soa.retrySeconds} s`,
  `expire ${soa.expireSeconds} s`,
];
