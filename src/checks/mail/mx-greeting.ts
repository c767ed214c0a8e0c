import { check, fail, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import mx from '../../facts/mail/mx.ts';
import { isHostName } from '../../protocols/dns/name.ts';
import { nobodySpoke, spoken } from '../../protocols/mail/view/mx-view.ts';

export default check({
  title: 'Mail exchangers introduce themselves by a full name',
  failingTitle: 'A mail exchanger introduces itself by something that is no host name',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'operability',
  why: 'It shows a server nobody finished setting up; when it sends, receivers distrust it.',
  sources: [rfc(5321, '4.1.4'), rfc(5321, '4.2')],
  needs: { mx },
  fix: 'Set the server’s own name (myhostname in Postfix) to its full public name.',
  effortMinutes: 10,
  reproduce: ({ target }) =>
    `for m in $(dig ${target.name} MX +short | cut -d' ' -f2); do nc -w 5 $m 25 </dev/null; done`,
  judge: ({ mx: seen }) => {
    const early = nobodySpoke(seen.exchangers);
    if (early !== null) return early;
    const places = spoken(seen.exchangers);
    const bad = places.filter(({ smtp }) => !isFullName(smtp.ehlo ?? smtp.greeting.split(' ')[0] ?? ''));
    const [first] = bad;
    if (first === undefined) return pass(`${plural(places.length, 'address', 'addresses')} with a full name`);
    return fail(`${first.host} says "${(first.smtp.ehlo ?? first.smtp.greeting).slice(0, 60)}"`, {
      evidence: [
        table(
          'Greetings',
          ['Exchanger', 'Greeting', 'Answer to EHLO'],
          bad.map(({ host, smtp }) => [host, smtp.greeting, smtp.ehlo ?? '']),
        ),
      ],
    });
  },
});

const isFullName = (name: string): boolean => isHostName(name.toLowerCase()) && name.includes('.');
