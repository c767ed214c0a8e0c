import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import bimi from '../../facts/mail/bimi.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import servers from '../../facts/domain/servers.ts';
import { judgeLogo, readBimi } from '../../protocols/mail/bimi.ts';
import { dmarcOf } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'The brand logo record (BIMI) works',
  failingTitle: 'The brand logo record (BIMI) is there and does not work',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'trust',
  why: 'Inboxes show initials where the logo was paid for.',
  sources: [
    page('BIMI draft', 'https://datatracker.ietf.org/doc/draft-brand-indicators-for-message-identification/'),
  ],
  needs: { bimi, dmarc: optional(dmarc), servers: optional(servers) },
  fix: 'Serve the logo as SVG Tiny PS over https, bring DMARC to quarantine or reject, or remove the record.',
  effortMinutes: 60,
  reproduce: ({ target }) => `dig default._bimi.${target.name} TXT +short`,
  judge: ({ bimi: seen, dmarc: policy, servers: zone }, { target }) => {
    const { answer, logo, authority } = seen;
    if (answer.status === 'failure')
      return unknown('the record got no answer', `dig default._bimi.${seen.domain} TXT`);
    const record = readBimi(answer.values);
    if (record === null) return notApplicable('no BIMI record; it is optional');
    if (record.isDeclined) return pass('the domain declines to show a logo');
    const isApex = zone.state === 'known' && zone.value.zone === target.name;
    if (isApex && record.issues.some(({ message }) => message.includes('records:')))
      return notApplicable('it exists twice: domain/duplicate-policy');
    const applied = policy.state === 'known' ? dmarcOf(policy.value).discovery.applied : null;
    const problems = [
      ...record.issues.map(({ message }) => message),
      ...fileProblem('logo', logo),
      ...fileProblem('certificate', authority),
      ...(logo?.state === 'answered' && logo.status === 200
        ? judgeLogo(logo.body).map(({ message }) => `logo: ${message}`)
        : []),
      ...(applied === 'none' ? ['DMARC is not at quarantine or reject, so no logo is shown'] : []),
    ];
    const [first] = problems;
    if (first === undefined) return pass(record.location ?? 'a certificate');
    return fail(first, { evidence: [lines('Problems', problems)] });
  },
});

type File =
  | { readonly state: 'answered'; readonly status: number }
  | { readonly state: 'failed'; readonly message: string };

function fileProblem(what: string, file: File | null): readonly string[] {
  if (file === null) return [];
  if (file.state === 'failed') return [`the ${what} cannot be fetched: ${file.message}`];
  return file.status === 200 ? [] : [`the ${what} answers with status ${file.status}`];
}
