import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import senders from '../../facts/mail/senders.ts';
import { sendersOf } from '../../protocols/mail/view/senders-view.ts';
import { sendersFor, serviceNamed } from '../../protocols/mail/view/sending.ts';

export default check({
  title: 'No mail service is left behind dead',
  failingTitle: 'A mail service is still in DNS and its keys are gone',
  requirements: ['MAIL-4', 'MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'deliverability',
  why: 'What it still sends fails; and a name that points to a closed account can be claimed by others.',
  sources: [rfc(6376, '3.6.2.2')],
  needs: { senders },
  fix: 'Remove its records if you left the service, or let it show you new keys.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT`,
  judge: ({ senders: seen }, { manifest, target }) => {
    const all = sendersOf(seen.evidence);
    const dead = all.filter(({ state }) => state === 'dead');
    const [first] = dead;
    if (first === undefined)
      return all.length === 0
        ? notApplicable('no known mail service is seen')
        : pass(`${plural(all.length, 'service')}, none dead`);
    const isDeclared = sendersFor(target.name, manifest).some(
      ({ provider }) => serviceNamed(provider)?.id === first.service,
    );
    return fail(`${first.name}: its keys are gone`, {
      severity: isDeclared ? 'high' : 'low',
      evidence: [
        lines(
          'Seen because of',
          dead.flatMap(({ because }) => because),
        ),
      ],
    });
  },
});
