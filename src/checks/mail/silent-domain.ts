import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import mx from '../../facts/mail/mx.ts';
import { readMx } from '../../protocols/mail/mx.ts';
import { judgeSilentDomain } from '../../protocols/mail/never-sends.ts';
import { dmarcOf, unread } from '../../protocols/mail/view/dmarc-view.ts';
import { silenceOf } from '../../protocols/mail/view/sending.ts';

export default check({
  title: 'A domain that never sends says so',
  failingTitle: 'The domain never sends mail and does not say so: forgers may use it',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'trust',
  why: 'Nobody would miss the mail, so nobody notices when others send in its name.',
  sources: [rfc(7208, '10.1.2'), rfc(7505, '3'), rfc(9989, '4.7')],
  needs: { spf: spfTree, dmarc, mx },
  fix: 'Publish "v=spf1 -all", MX "0 ." if it takes no mail either, and _dmarc "v=DMARC1; p=reject".',
  effortMinutes: 15,
  reproduce: ({ target }) =>
    `dig ${target.name} TXT +short; dig _dmarc.${target.name} TXT +short; dig ${target.name} MX +short`,
  judge: ({ spf, dmarc: policy, mx: inbound }, { manifest, target }) => {
    const why = silenceOf(target.name, manifest, spf.tree);
    if (why === null) return notApplicable('the domain sends mail, or nobody says that it does not');
    const { discovery } = dmarcOf(policy);
    const receives = readMx(inbound.answer.values).exchanges.some(({ host }) => host !== '.');
    const issues = judgeSilentDomain({
      spf: spf.tree,
      // Taking mail is allowed; only silence in both directions wants a null MX.
      mx: receives ? null : readMx(inbound.answer.values),
      dmarc: discovery.isComplete ? (discovery.record ?? 'absent') : null,
    });
    const [first] = issues;
    if (first !== undefined)
      return fail(`${first.message}, although ${why}`, {
        evidence: [
          lines(
            'Missing',
            issues.map(({ message, source }) => `${message} (${source})`),
          ),
        ],
      });
    return discovery.isComplete ? pass('SPF, MX and DMARC say so') : unread(policy);
  },
});
