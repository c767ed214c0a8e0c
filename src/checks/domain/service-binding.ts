import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import addresses from '../../facts/domain/addresses.ts';
import hostAnswers from '../../facts/domain/host-answers.ts';
import { serviceOf } from '../../protocols/dns/rdata.ts';
import { canonicalIp } from '../../protocols/hosting/networks-of.ts';
import { recordsIn } from '../../protocols/zone/answers.ts';

export default check({
  title: 'The HTTPS record agrees with the addresses',
  failingTitle: 'The HTTPS record hints at other addresses than the host has',
  requirements: ['DNS-1', 'DNS-3'],
  stage: 'dns',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'Browsers that use the hint go to the old server, others to the new one.',
  sources: [rfc(9460, '7.3')],
  needs: { answers: hostAnswers, addresses },
  fix: 'Set ipv4hint and ipv6hint to the host’s addresses, or remove the hints.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} HTTPS +short; dig ${target.name} A +short`,
  judge: ({ answers, addresses: seen }) => {
    const records = recordsIn(answers.others['HTTPS'], 'HTTPS').filter((each) => each.name === answers.host);
    const services = records.flatMap((record) => serviceOf(record) ?? []);
    if (services.length === 0) return notApplicable('no HTTPS record');
    const own = new Set([...seen.ipv4, ...seen.ipv6].map(canonicalIp));
    const hints = services
      .filter((each) => each.target === '.' || each.target === answers.host)
      .flatMap(({ params }) => [params['ipv4hint'] ?? '', params['ipv6hint'] ?? ''])
      .flatMap((list) => list.split(','))
      .filter((hint) => hint !== '');
    const strays = hints.filter((hint) => !own.has(canonicalIp(hint)));
    if (strays.length > 0)
      return fail(`the hint ${strays.join(', ')} is none of the host’s ${own.size} addresses`, {
        evidence: [
          lines(
            'HTTPS records',
            records.map((record) => record.value),
          ),
        ],
      });
    return pass(`${services.length} HTTPS records, ${hints.length} hints agree`);
  },
});
