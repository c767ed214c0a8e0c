import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import dnssec from '../../facts/domain/dnssec.ts';
import { signingState } from '../../protocols/zone/signing.ts';

const hourSeconds = 3600;
/** Providers that sign on the fly stay above this at all times; below it a re-signing job has stopped. */
const minHours = 12;

export default check({
  title: 'DNSSEC signatures are renewed in time',
  failingTitle: 'DNSSEC signatures have run out or are about to: then the domain vanishes for many',
  requirements: ['DNS-6'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'revenue',
  why: 'At that minute resolvers that check signatures stop answering for site and mail.',
  sources: [rfc(4035, '5.3.1'), rfc(6781, '4.4.2')],
  needs: { seen: dnssec },
  fix: 'Find out why the zone is not signed anew (stopped signer, offline key) and sign it now.',
  effortMinutes: 30,
  reproduce: ({ target }) => `dig ${target.name} SOA +dnssec | grep RRSIG`,
  judge: ({ seen }, { now }) => {
    if (seen.ds === null)
      return unknown('the DS question to the parent zone was not answered', `dig ${seen.zone} DS`);
    if (seen.ds.length === 0) return notApplicable('not signed: domain/dnssec-signed');
    const nowSeconds = Math.floor(now / 1000);
    const context = { zone: seen.zone, ds: seen.ds, nowSeconds };
    const dated = seen.servers.flatMap((server) => {
      const state = signingState(server, context);
      return 'expiresAtSeconds' in state ? [{ server: server.server, until: state.expiresAtSeconds }] : [];
    });
    const [soonest] = dated.toSorted((a, b) => a.until - b.until);
    if (soonest === undefined) return notApplicable('no valid chain to date: domain/dnssec-chain');
    const hours = (soonest.until - nowSeconds) / hourSeconds;
    const rows = dated.map(({ server, until }) => [
      server,
      `${Math.floor((until - nowSeconds) / hourSeconds)} h`,
    ]);
    const evidence = [table('Time left', ['Name server', 'Hours'], rows)];
    if (hours < 0)
      return fail(`the signatures of ${soonest.server} ran out ${Math.ceil(-hours)} hours ago`, {
        evidence,
        severity: 'blocker',
      });
    if (hours < minHours) return fail(`${Math.floor(hours)} hours left at ${soonest.server}`, { evidence });
    return pass(`${Math.floor(hours / 24)} days ${Math.floor(hours % 24)} hours left`);
  },
});
