import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import dnssec from '../../facts/domain/dnssec.ts';
import { signingState } from '../../protocols/zone/signing.ts';

export default check({
  title: 'DNSSEC signatures lead from the registry to the zone',
  failingTitle: 'DNSSEC is broken: for everybody who checks it the domain does not exist',
  requirements: ['DNS-6'],
  stage: 'dns',
  target: 'zone',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Large resolvers refuse to answer, so site and mail are gone for many, and certificates cannot be renewed.',
  sources: [rfc(4035, '5'), rfc(6840, '5.11')],
  needs: { seen: dnssec },
  fix: 'If the zone is not meant to be signed, remove the DS record at the registrar; otherwise publish the DS of the current key.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `delv ${target.name} SOA +rtrace; dig ${target.name} DS; dig ${target.name} DNSKEY +dnssec`,
  judge: ({ seen }, { now }) => {
    if (seen.ds === null)
      return unknown('the DS question to the parent zone was not answered', `dig ${seen.zone} DS`);
    if (seen.ds.length === 0) return notApplicable('not signed: domain/dnssec-signed');
    const context = { zone: seen.zone, ds: seen.ds, nowSeconds: Math.floor(now / 1000) };
    const states = seen.servers.map((server) => ({
      server: server.server,
      state: signingState(server, context),
    }));
    const rows = states.map(({ server, state }) => [server, 'why' in state ? state.why : state.state]);
    const evidence = [table('Signatures', ['Name server', 'State'], rows)];
    const broken = states.find(({ state }) => state.state === 'broken');
    if (broken?.state.state === 'broken') return fail(`${broken.server}: ${broken.state.why}`, { evidence });
    if (states.some(({ state }) => state.state === 'expired'))
      return notApplicable('the signatures ran out: domain/dnssec-expiry');
    const open = states.find(({ state }) => state.state === 'unknown');
    if (open?.state.state === 'unknown') return unknown(open.state.why, `dig ${seen.zone} DNSKEY +dnssec`);
    return pass(`${states.length} of ${states.length} name server addresses send valid signatures`);
  },
});
