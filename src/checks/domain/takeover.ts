import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { lines, note } from '../../model/evidence.ts';
import aliasEnd, { type AliasEnd } from '../../facts/domain/alias-end.ts';
import { matchTakeover, takeoverServiceOf } from '../../protocols/takeover/match.ts';

export default check({
  title: 'Nobody else can claim the host at a rented service',
  failingTitle: 'The host points at an abandoned name: strangers can put their page under your domain',
  requirements: ['DNS-5'],
  stage: 'dns',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'A page under your name can steal logins and payments, read your cookies and send mail that looks like yours.',
  sources: [
    page(
      'OWASP: testing for subdomain takeover',
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/10-Test_for_Subdomain_Takeover',
    ),
    page('can-i-take-over-xyz', 'https://github.com/EdOverflow/can-i-take-over-xyz'),
  ],
  needs: { end: aliasEnd },
  fix: 'Delete the DNS record now; if the service is still wanted, claim the name there first and then point to it again.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} A; curl -sik https://${target.name}/ | head -40`,
  judge: ({ end }) => {
    const evidence = [lines('Leads to', [end.host, ...end.aliases, ...end.addresses])];
    const service = takeoverServiceOf(end);
    if (service === null && !end.endExists && end.isRegistrableTaken === false && end.registrable !== null)
      return fail(`anybody can register ${end.registrable}, where the alias ends`, {
        evidence,
        severity: 'blocker',
        confidence: 'likely',
      });
    if (service === null) return notApplicable('no rented service with claimable names stands behind it');
    const match = matchTakeover(service, end);
    if (match !== null) {
      const seen = [
        ...evidence,
        note(`${service.name}, entry of ${service.asOf}, ${service.claim}.`),
        ...pageOf(end),
      ];
      return fail(match.because, { evidence: seen, confidence: match.confidence });
    }
    if (end.endExists && end.page === null && service.sign.kind === 'page')
      return unknown(
        `the page at ${service.name} could not be fetched: ${end.pageNote ?? ''}`,
        `curl -sik https://${end.host}/`,
      );
    return pass(`${service.name} serves it, no sign of an abandoned name`);
  },
});

const pageOf = (end: AliasEnd) =>
  end.page === null
    ? []
    : [lines(`${end.page.url} answered ${end.page.status}`, [end.page.text.slice(0, 300)])];
