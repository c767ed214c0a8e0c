import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import aliasEnd from '../../facts/domain/alias-end.ts';
import { matchTakeover, takeoverServiceOf } from '../../protocols/takeover/match.ts';

export default check({
  title: 'The host’s alias leads to a name that exists',
  failingTitle: 'The host is an alias of a name that does not exist any more',
  requirements: ['DNS-5', 'DNS-1'],
  stage: 'dns',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Whoever opens it gets an error, and whoever creates the missing name gets your visitors.',
  sources: [rfc(1034, '3.6.2')],
  needs: { end: aliasEnd },
  fix: 'Delete the CNAME record, or point it at the service’s current name.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} A`,
  judge: ({ end }) => {
    if (end.aliases.length === 0) return notApplicable('no alias');
    const last = end.aliases.at(-1) ?? '';
    if (end.endExists) return pass(`leads to ${last}, which exists`);
    const service = takeoverServiceOf(end);
    const isTakeover =
      end.isRegistrableTaken === false ||
      (service !== null && matchTakeover(service, { endExists: false, page: null }) !== null);
    if (isTakeover) return notApplicable('strangers may claim the missing name: domain/takeover');
    return fail(`${last} does not exist (NXDOMAIN)`, {
      evidence: [lines('Aliases', [end.host, ...end.aliases])],
    });
  },
});
