import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import addresses from '../../facts/domain/addresses.ts';

const maxAliases = 4;

export default check({
  title: 'The host needs few aliases to reach an address',
  failingTitle:
    'The host goes through a long chain of aliases: slow first visits, many parties that can break it',
  requirements: ['DNS-1'],
  stage: 'dns',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'Each alias is one more look-up before the first byte and one more company whose mistake takes you down.',
  sources: [rfc(1034, '3.6.2')],
  needs: { addresses },
  fix: 'Point the name at the last alias of the chain, as your provider documents it.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} A`,
  judge: ({ addresses: seen }) => {
    if (seen.chain.length === 0) return notApplicable('no alias');
    const evidence = [
      lines(
        'Aliases',
        seen.chain.map((alias) => `${alias.name} -> ${alias.target}`),
      ),
    ];
    if (seen.chain.length > maxAliases) return fail(`${seen.chain.length} aliases in a row`, { evidence });
    return pass(seen.chain.length === 1 ? 'one alias' : `${seen.chain.length} aliases`);
  },
});
