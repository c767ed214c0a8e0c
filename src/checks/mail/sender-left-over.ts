import { check, fail, page, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import senders from '../../facts/mail/senders.ts';
import { sendersOf } from '../../protocols/mail/view/senders-view.ts';
import { sendersFor, serviceNamed } from '../../protocols/mail/view/sending.ts';

export default check({
  title: 'No verification text is left over from a mail service',
  failingTitle: 'A verification text of a mail service is left over',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'operability',
  why: 'It proves your domain to an account you may not have any more, and makes the TXT answer bigger.',
  sources: [
    rfc(1464, '1'),
    page(
      'Domain control validation',
      'https://datatracker.ietf.org/doc/draft-ietf-dnsop-domain-verification-techniques/',
    ),
  ],
  needs: { senders },
  fix: 'Delete the text if the service is not used, or finish its set-up.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig ${target.name} TXT +short`,
  judge: ({ senders: seen }, { manifest, target }) => {
    if (!seen.evidence.txt.some(({ host }) => host === target.name))
      return unknown('the TXT records got no answer', `dig ${target.name} TXT`);
    const declared = sendersFor(target.name, manifest).map(({ provider }) => serviceNamed(provider)?.id);
    const left = sendersOf(seen.evidence).filter(
      ({ state, service }) => state === 'left-over' && !declared.includes(service),
    );
    const [first] = left;
    if (first === undefined) return pass('no text without its service');
    return fail(`${first.name}: only its verification text is there`, {
      evidence: [
        lines(
          'Seen because of',
          left.flatMap(({ because }) => because),
        ),
      ],
    });
  },
});
