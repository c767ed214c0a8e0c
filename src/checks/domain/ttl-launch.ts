import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import hostAnswers from '../../facts/domain/host-answers.ts';
import { ownTtls } from '../../protocols/zone/ttl.ts';

const maxSeconds = 300;

export default check({
  title: 'Names about to move have a short TTL',
  failingTitle:
    'A name about to move is remembered for long: visitors stay at the old place after the switch',
  requirements: ['DNS-4'],
  stage: 'dns',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'For that long after the switch part of the customers still reach the old server, and a rollback takes as long.',
  sources: [rfc(1912, '2.2'), rfc(2308, '5')],
  needs: { answers: hostAnswers },
  fix: 'Lower the TTL to 300 seconds at least one old TTL before the switch; raise it again a day later.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig ${target.name} A +norecurse +noall +answer @<name server>`,
  judge: ({ answers }, { manifest, target }) => {
    const declared = manifest.hosts.find((host) => host.name === target.name);
    if (declared?.isChanging !== true) return notApplicable('this name is not about to move');
    const rows = ownTtls(answers);
    const [longest] = rows.toSorted((a, b) => b.ttlSeconds - a.ttlSeconds);
    if (longest === undefined) return unknown('no record of the name was seen', `dig ${target.name} A`);
    if (longest.ttlSeconds > maxSeconds)
      return fail(`${longest.type} is remembered for ${longest.ttlSeconds} s`, {
        evidence: [
          table(
            'TTL',
            ['Type', 'Seconds'],
            rows.map((row) => [row.type, String(row.ttlSeconds)]),
          ),
        ],
      });
    return pass(`at most ${longest.ttlSeconds} s`);
  },
});
