import { check, fail, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import mx from '../../facts/mail/mx.ts';
import { downOf, nobodySpoke } from '../../protocols/mail/view/mx-view.ts';

export default check({
  title: 'Every mail exchanger answers',
  failingTitle: 'A mail exchanger does not answer: mail to you is delayed or lost',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Senders try for days; until then replies, orders and password questions do not arrive.',
  sources: [rfc(5321, '5.1')],
  needs: { mx },
  fix: 'Start the mail server, open its port 25, or remove its MX record.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `for m in $(dig ${target.name} MX +short | cut -d' ' -f2); do openssl s_client -starttls smtp -connect $m:25 </dev/null; done`,
  judge: ({ mx: seen }) => {
    const early = nobodySpoke(seen.exchangers);
    if (early !== null) return early;
    const down = downOf(seen.exchangers);
    const [first] = down.toSorted((a, b) => a.preference - b.preference);
    if (first === undefined) return pass(`${plural(seen.exchangers.length, 'exchanger')} reached`);
    const best = Math.min(...seen.exchangers.map(({ preference }) => preference));
    const why = ({ smtp }: (typeof down)[number]): string =>
      smtp.state === 'unreached' ? smtp.message : smtp.state === 'strange' ? smtp.greeting : '';
    return fail(`${first.host} does not answer on port 25 at ${first.address}`, {
      severity: first.preference === best ? 'high' : 'medium',
      evidence: [
        table(
          'Down',
          ['Exchanger', 'Address', 'Why'],
          down.map((one) => [one.host, one.address, why(one)]),
        ),
      ],
    });
  },
});
