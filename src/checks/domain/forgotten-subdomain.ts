import { check, fail, page, pass, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import certificateNames from '../../facts/domain/certificate-names.ts';
import subdomains from '../../facts/domain/subdomains.ts';
import { isRiskyName, isServiceName } from '../../protocols/zone/data/well-known-labels.ts';

export default check({
  title: 'Every live name under the domain has an owner',
  failingTitle: 'Names under the domain are live that nobody listed: old panels, previews, test systems',
  requirements: ['DNS-5', 'DNS-7'],
  stage: 'dns',
  target: 'zone',
  severity: 'medium',
  impact: 'security',
  why: 'Forgotten systems get no updates; they are the usual way in, and they show customers unfinished work.',
  sources: [
    page(
      'OWASP: enumerate applications on the web server',
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/01-Information_Gathering/04-Enumerate_Applications_on_Webserver',
    ),
  ],
  needs: { seen: subdomains, certificates: optional(certificateNames) },
  fix: 'Switch the system off and delete its record, or add the name with owner and purpose to the manifest.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `for n in admin staging dev old preview test; do dig $n.${target.name} +short; done`,
  judge: ({ seen, certificates }, { manifest }) => {
    const declared = new Set(manifest.hosts.map((host) => host.name));
    const mentioned = certificates.state === 'known' ? certificates.value.names : [];
    const live = [
      // A name whose alias leads nowhere is judged by domain/takeover and domain/dangling-alias.
      ...seen.names
        .filter((each) => !each.isDangling)
        .map(({ name, origin }) => ({ name, origin: origin as string })),
      ...mentioned.filter((each) => each.isResolving === true).map(({ name, origin }) => ({ name, origin })),
    ].filter((each) => !declared.has(each.name) && !isServiceName(each.name));
    const judged = manifest.isDeclared ? live : live.filter((each) => isRiskyName(each.name));
    const unique = [...new Map(judged.map((each) => [each.name, each])).values()];
    if (unique.length === 0 && seen.unsettled.length > 0)
      return unknown(
        `${seen.unsettled.length} of ${seen.asked} names asked got no answer`,
        `dig ${seen.unsettled[0] ?? ''} A +trace`,
      );
    if (unique.length === 0) return pass(`${seen.asked} names asked, none live without an owner`);
    const hasRisky = unique.some((each) => isRiskyName(each.name));
    return fail(
      `${unique.length} live: ${unique
        .slice(0, 5)
        .map((each) => each.name)
        .join(', ')}`,
      {
        evidence: [
          table(
            'Live names',
            ['Name', 'Known from'],
            unique.map((each) => [each.name, each.origin]),
          ),
        ],
        severity: manifest.isDeclared && hasRisky ? 'medium' : 'low',
        confidence: manifest.isDeclared ? 'proven' : 'possible',
      },
    );
  },
});
