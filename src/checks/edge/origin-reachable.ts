import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import origins from '../../facts/edge/origins.ts';

export default check({
  title: 'The origin does not answer around the delivery network',
  failingTitle: 'The origin answers everybody directly, around the delivery network',
  requirements: ['EDGE-6'],
  stage: 'edge',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'Firewall, rate limits and flood protection of the network in front are walked around with one address.',
  sources: [
    page(
      'Cloudflare: protect your origin server',
      'https://developers.cloudflare.com/fundamentals/security/protect-your-origin-server/',
    ),
  ],
  needs: { origins },
  fix: 'Let the origin answer the delivery network’s addresses only, or use a tunnel or authenticated origin pulls; change the address when it is known.',
  effortMinutes: 60,
  reproduce: ({ target, manifest }) => {
    const address = manifest.hosts.find((host) => host.name === target.name)?.origins[0] ?? '<origin>';
    return `curl -sSk --resolve ${target.name}:443:${address} 'https://${target.name}/' | head`;
  },
  judge: ({ origins: seen }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    const open = seen.answers.filter(({ serves }) => serves === 'same');
    const [first] = open;
    if (first === undefined) return pass(`${seen.answers.length} known addresses do not show the site`);
    return fail(`${first.address} (from the ${first.from}) serves the same page over ${first.scheme}`, {
      evidence: [
        table(
          'Asked for the host’s own page',
          ['address', 'known from', 'answers'],
          seen.answers.map(({ address, from, serves, status }) => [
            address,
            from,
            serves === 'none'
              ? 'nothing'
              : `${status}, ${serves === 'same' ? 'the same page' : 'something else'}`,
          ]),
        ),
      ],
    });
  },
});
