import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';

export default check({
  title: 'Name server names are real hosts, not aliases',
  failingTitle: 'A name server’s name is an alias: some resolvers refuse it',
  requirements: ['DNS-2', 'DNS-3'],
  stage: 'dns',
  target: 'zone',
  severity: 'medium',
  impact: 'revenue',
  why: 'The standard forbids it, so part of the internet treats that server as missing.',
  sources: [rfc(2181, '10.3')],
  needs: { servers },
  fix: 'Point the NS record at the name at the end of the alias, or give the name server’s name its own A and AAAA records.',
  effortMinutes: 15,
  reproduce: ({ target }) => `for n in $(dig ${target.name} NS +short); do dig $n CNAME +short; done`,
  judge: ({ servers: seen }) => {
    const aliases = seen.names.filter((each) => each.aliases.length > 0);
    const [first] = aliases;
    if (first === undefined) return pass(`${seen.names.length} name server names, none an alias`);
    return fail(`${first.name} is an alias of ${first.aliases.join(' -> ')}`, {
      evidence: [
        lines(
          'Aliases',
          aliases.map((each) => `${each.name} -> ${each.aliases.join(' -> ')}`),
        ),
      ],
    });
  },
});
