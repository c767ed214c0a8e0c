import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import reach, { type ReachAttempt } from '../../facts/domain/reach.ts';

export default check({
  title: 'The host works over IPv6 where it says so',
  failingTitle: 'The host has IPv6 addresses that do not work: phones on IPv6 wait or fail',
  requirements: ['DNS-1'],
  stage: 'dns',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Browsers try IPv6 first; with a dead address every first page is slower, and some apps and webhooks just fail.',
  sources: [rfc(6540, '2'), rfc(8305, '5')],
  needs: { reach },
  fix: 'Remove the AAAA record, or make the server answer on that address with the same site.',
  effortMinutes: 15,
  reproduce: ({ target }) => `curl -6 -sSI https://${target.name}/`,
  judge: ({ reach: seen }) => {
    const six = seen.attempts.filter((each) => each.family === 6);
    const four = seen.attempts.filter((each) => each.family === 4);
    if (six.length === 0) return notApplicable('no IPv6 address');
    if (six.every((each) => each.isOurs))
      return unknown(
        'this machine has no IPv6',
        `curl -6 -sSI https://${seen.host}/ from a network with IPv6`,
      );
    const evidence = [table('Connections', ['Address', 'Port', 'Result'], seen.attempts.map(rowOf))];
    const dead = six.filter((each) => !each.isOpen && !each.isOurs);
    if (dead.length > 0 && !four.some((each) => each.isOpen))
      return notApplicable('IPv4 does not answer either: the host is down');
    const [first] = dead;
    if (first !== undefined)
      return fail(`${first.address} does not answer (${first.error ?? 'no reason'}), IPv4 does`, {
        evidence,
      });
    const differing = six.find((each) => isWorse(each, four));
    if (differing !== undefined)
      return fail(`over IPv6 the answer is ${differing.status}, over IPv4 ${four[0]?.status}`, { evidence });
    return pass(`${six.length} IPv6 addresses answer`);
  },
});

const rowOf = (each: ReachAttempt): readonly string[] => [
  each.address,
  String(each.port),
  each.isOpen ? `open${each.status === null ? '' : `, HTTP ${each.status}`}` : (each.error ?? 'closed'),
];

/** IPv4 shows the site, IPv6 an error: another machine answers there. */
const isWorse = (six: ReachAttempt, four: readonly ReachAttempt[]): boolean =>
  six.status !== null && six.status >= 400 && four.some((each) => each.status !== null && each.status < 400);
