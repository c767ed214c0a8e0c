import { check, fail, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import { plural } from '../../model/words.ts';
import mx from '../../facts/mail/mx.ts';
import mtaSts from '../../facts/mail/mta-sts.ts';
import { nobodySpoke, spoken } from '../../protocols/mail/view/mx-view.ts';
import { isEnforcing } from '../../protocols/mail/view/mta-sts-view.ts';

export default check({
  title: 'Every mail exchanger offers encryption',
  failingTitle: 'A mail exchanger offers no encryption: mail to you travels in clear',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'security',
  why: 'Everybody on the way can read password resets and contracts; with MTA-STS in force the mail is refused.',
  sources: [rfc(3207, '4'), rfc(8461, '5')],
  needs: { mx, sts: optional(mtaSts) },
  fix: 'Give the server a certificate and switch on STARTTLS.',
  effortMinutes: 45,
  reproduce: ({ target }) =>
    `for m in $(dig ${target.name} MX +short | cut -d' ' -f2); do openssl s_client -starttls smtp -connect $m:25 </dev/null; done`,
  judge: ({ mx: seen, sts }) => {
    const early = nobodySpoke(seen.exchangers);
    if (early !== null) return early;
    const places = spoken(seen.exchangers);
    const bad = places.filter(({ smtp }) => smtp.tls === null);
    const [first] = bad;
    if (first === undefined) return pass(`${plural(places.length, 'address', 'addresses')}, all with TLS`);
    const isEnforced = sts.state === 'known' && isEnforcing(sts.value);
    return fail(`${first.host}: ${first.smtp.tlsProblem ?? 'STARTTLS is not offered'}`, {
      severity: isEnforced ? 'blocker' : 'high',
      evidence: [
        table(
          'Without TLS',
          ['Exchanger', 'Address', 'Why'],
          bad.map(({ host, address, smtp }) => [host, address, smtp.tlsProblem ?? 'not offered']),
        ),
      ],
    });
  },
});
