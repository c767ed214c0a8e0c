import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import delegation from '../../facts/domain/delegation.ts';
import servers from '../../facts/domain/servers.ts';
import { bareName, recordsIn } from '../../protocols/zone/answers.ts';
import {
  isServing,
  nobodyServes,
  serverLabel,
  servingOf,
  type Server,
} from '../../protocols/zone/servers.ts';

export default check({
  title: 'Parent and zone name the same name servers',
  failingTitle: 'The registry and the zone name different name servers: visitors get answers from either set',
  requirements: ['DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'revenue',
  why: 'Part of the visitors follow the old servers, so a change reaches some of them and not the others.',
  sources: [rfc(1034, '4.2.2')],
  needs: { delegation, servers },
  fix: 'Make the list at the registrar and the NS records at the top of the zone the same, in every name server.',
  effortMinutes: 20,
  reproduce: ({ target }) => `dig ${target.name} NS +trace; dig ${target.name} SOA +nssearch`,
  judge: ({ delegation: parent, servers: seen }) => {
    const serving = servingOf(seen.servers);
    if (serving.length === 0) return nobodyServes;
    if (parent.nameServers.length === 0) return notApplicable('not delegated: domain/delegation-presence');
    const inZone = [...new Set(serving.flatMap(namesOf))].toSorted();
    const onlyParent = parent.nameServers.filter((name) => !inZone.includes(name));
    const onlyZone = inZone.filter((name) => !parent.nameServers.includes(name));
    const evidence = [table('Name servers', ['Who says', 'Names'], rowsOf(parent, serving))];
    if (onlyParent.length === 0 && onlyZone.length === 0) return sameEverywhere(serving, evidence);
    const isLameOnly = onlyParent.every(
      (name) => !seen.servers.some((each) => each.name === name && isServing(each)),
    );
    if (onlyZone.length === 0 && isLameOnly)
      return notApplicable(`${onlyParent.join(', ')} does not answer for the zone: domain/lame-server`);
    const found = [
      ...(onlyParent.length > 0 ? [`only the registry names ${onlyParent.join(', ')}`] : []),
      ...(onlyZone.length > 0 ? [`only the zone names ${onlyZone.join(', ')}`] : []),
    ];
    return fail(found.join('; '), { evidence, severity: onlyParent.length > 0 ? 'high' : 'medium' });
  },
});

const namesOf = (server: Server): readonly string[] =>
  recordsIn(server.answers['NS'], 'NS')
    .map((record) => bareName(record.value))
    .toSorted();

function sameEverywhere(serving: readonly Server[], evidence: readonly ReturnType<typeof table>[]) {
  const sets = new Set(serving.map((server) => namesOf(server).join(' ')));
  if (sets.size > 1)
    return fail(`the name servers give ${sets.size} different lists of name servers`, { evidence });
  return pass(
    `${namesOf(serving[0] as Server).length} name servers, the same at the registry and in the zone`,
  );
}

const rowsOf = (
  parent: { readonly parent: string; readonly nameServers: readonly string[] },
  serving: readonly Server[],
): readonly (readonly string[])[] => [
  [`registry (${parent.parent})`, parent.nameServers.join(', ')],
  ...serving.map((server) => [serverLabel(server), namesOf(server).join(', ')]),
];
