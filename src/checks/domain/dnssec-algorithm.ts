import { check, fail, notApplicable, pass, page, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import dnssec from '../../facts/domain/dnssec.ts';
import { digestType, signingAlgorithm } from '../../protocols/dns/dnssec/algorithms.ts';
import { dsRecords } from '../../protocols/dns/dnssec/keys.ts';

const refused: readonly string[] = ['deprecated', 'notForThis', 'reserved', 'unassigned'];

export default check({
  title: 'DNSSEC uses current algorithms',
  failingTitle: 'DNSSEC uses an algorithm that resolvers are dropping',
  requirements: ['DNS-6'],
  stage: 'dns',
  target: 'zone',
  severity: 'medium',
  impact: 'security',
  why: 'Resolvers treat old algorithms as unsigned or as broken, each in its own way.',
  sources: [page('RFC 9905: deprecating SHA-1 in DNSSEC', 'https://www.rfc-editor.org/rfc/rfc9905')],
  needs: { seen: dnssec },
  fix: 'Roll the keys to ECDSA P-256 (algorithm 13) and publish a SHA-256 DS record.',
  effortMinutes: 60,
  reproduce: ({ target }) => `dig ${target.name} DS +short`,
  judge: ({ seen }) => {
    if (seen.ds === null)
      return unknown('the DS question to the parent zone was not answered', `dig ${seen.zone} DS`);
    const records = dsRecords(seen.ds);
    if (records.length === 0) return notApplicable('not signed: domain/dnssec-signed');
    const algorithms = records.map((ds) => signingAlgorithm(ds.algorithm));
    const old = algorithms.filter(({ standing }) => refused.includes(standing)).map(({ name }) => name);
    // A strong digest beside a weak one is what a roll-over looks like.
    const digests = records.map((ds) => digestType(ds.digestType));
    const weak = digests.some(({ standing }) => standing === 'ok') ? [] : digests.map(({ name }) => name);
    const found = [...new Set([...old, ...weak.map((name) => `${name} digest`)])];
    if (found.length === 0) return pass(algorithms.map(({ name }) => name).join(', '));
    return fail(found.join(', '), {
      evidence: [
        lines(
          'DS at the parent',
          seen.ds.map((record) => record.value),
        ),
      ],
    });
  },
});
