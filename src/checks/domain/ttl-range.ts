import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import hostAnswers from '../../facts/domain/host-answers.ts';
import { ownTtls } from '../../protocols/zone/ttl.ts';

const minSeconds = 30;
const maxSeconds = 86_400;

export default check({
  title: 'Stable names are remembered for a sensible time',
  failingTitle: 'A stable name’s TTL is extreme: look-ups on every click, or mistakes that last for days',
  requirements: ['DNS-4'],
  stage: 'dns',
  target: 'host',
  severity: 'low',
  impact: 'operability',
  why: 'Very short times cost a look-up per visit; very long ones keep a mistake alive after you repaired it.',
  sources: [rfc(1912, '2.2')],
  needs: { answers: hostAnswers },
  fix: 'Use 300 to 3600 seconds for names that rarely change.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig ${target.name} A +norecurse +noall +answer @<name server>`,
  judge: ({ answers }, { manifest, target }) => {
    const declared = manifest.hosts.find((host) => host.name === target.name);
    if (declared?.isChanging === true) return notApplicable('about to move: domain/ttl-launch');
    const rows = ownTtls(answers);
    if (rows.length === 0) return unknown('no record of the name was seen', `dig ${target.name} A`);
    const odd = rows.find((row) => row.ttlSeconds < minSeconds || row.ttlSeconds > maxSeconds);
    if (odd !== undefined)
      return fail(`${odd.type} is remembered for ${odd.ttlSeconds} s`, {
        evidence: [
          table(
            'TTL',
            ['Type', 'Seconds'],
            rows.map((row) => [row.type, String(row.ttlSeconds)]),
          ),
        ],
      });
    return pass(rows.map((row) => `${row.type} ${row.ttlSeconds} s`).join(', '));
  },
});
