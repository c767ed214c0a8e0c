import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';

/** Words that fill the key and promise nothing. */
const hollow =
  /^(?:-+|none|no|n\/?a|nothing|tbd|t\.b\.d\.?|todo|later|\?+|keine?r?|nichts|offen|unknown|later\.?)$/i;
const leastCharacters = 12;

export default check({
  title: 'There is a plan for the day the mail service fails',
  failingTitle: 'Nobody wrote down what happens to mails when the mail service fails',
  requirements: ['MAIL-7'],
  stage: 'mail',
  target: 'site',
  severity: 'medium',
  impact: 'operability',
  why: 'Confirmations, resets and receipts that are lost during an outage are not sent again by themselves: customers are locked out or pay twice.',
  sources: [rfc(5321, '4.5.4.1')],
  needs: {},
  fix: 'Write the plan into mail.fallback: who keeps unsent mails, for how long, how they are sent again, and which second service takes over.',
  effortMinutes: 30,
  reproduce: () => 'grep -n "fallback" launch.yaml',
  judge: (_facts, { manifest, profile }) => {
    if (!manifest.isDeclared) return notApplicable('no manifest promises anything');
    if (!profile.mail.needsFallback) return notApplicable(`the profile ${profile.name} asks for no fallback`);
    const { fallback, messages, senders } = manifest.mail;
    if (messages.length === 0 && senders.length === 0)
      return unknown(
        'which mails the product sends',
        'declare mail.messages and mail.senders in launch.yaml',
      );
    if (fallback === null)
      return fail('launch.yaml has no mail.fallback', {
        evidence: [
          note(`${plural(messages.length, 'mail')} and ${plural(senders.length, 'sender')} are declared`),
        ],
      });
    const text = fallback.trim();
    if (text.length >= leastCharacters && !hollow.test(text)) return pass(`"${text.slice(0, 120)}"`);
    return fail(`mail.fallback says "${text.slice(0, 60)}", which is no plan`, { evidence: [note(text)] });
  },
});
