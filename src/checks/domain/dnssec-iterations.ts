import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import dnssec from '../../facts/domain/dnssec.ts';
import { nsec3Settings } from '../../protocols/zone/signing.ts';

/** Validators answer without validation, or not at all, above this (RFC 9276 section 3.2 names 100 as what they saw). */
const refusedAbove = 100;

export default check({
  title: 'NSEC3 uses no extra rounds and no salt',
  failingTitle: 'NSEC3 uses extra hash rounds or a salt: cost without protection, and some resolvers refuse',
  requirements: ['DNS-6'],
  stage: 'dns',
  target: 'zone',
  severity: 'low',
  impact: 'operability',
  why: 'Resolvers limit the rounds they are willing to do; above it the domain counts as unsigned or broken.',
  sources: [rfc(9276, '3.1'), rfc(9276, '3.2')],
  needs: { seen: dnssec },
  fix: 'Set NSEC3 iterations to 0 and the salt to empty ("-").',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} NSEC3PARAM +short`,
  judge: ({ seen }) => {
    const found = seen.servers.flatMap((server) => nsec3Settings(server.denial) ?? [])[0];
    if (found === undefined) return notApplicable('the zone does not use NSEC3');
    const salt = found.salt === '' ? 'no salt' : `salt ${found.salt}`;
    if (found.iterations === 0 && found.salt === '') return pass('0 extra rounds, no salt');
    return fail(`${found.iterations} extra rounds, ${salt}`, {
      evidence: [note(`NSEC3 iterations ${found.iterations}, ${salt}`)],
      severity: found.iterations > refusedAbove ? 'medium' : 'low',
    });
  },
});
