import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import { plural } from '../../model/words.ts';
import mx from '../../facts/mail/mx.ts';
import mtaSts from '../../facts/mail/mta-sts.ts';
import { nobodySpoke, spoken } from '../../protocols/mail/view/mx-view.ts';
import { certificateWords, isEnforcing } from '../../protocols/mail/view/mta-sts-view.ts';

export default check({
  title: 'Mail exchangers show a valid certificate',
  failingTitle: 'A mail exchanger shows a certificate that is not valid for it',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'security',
  why: 'With MTA-STS in force no mail is delivered; without it the encryption protects from nobody who can redirect traffic.',
  sources: [rfc(8461, '4.2'), rfc(8314, '4.5')],
  needs: { mx, sts: optional(mtaSts) },
  fix: 'Install a certificate of a public authority for the exchanger’s own name, with its intermediate, and renew it by itself.',
  effortMinutes: 45,
  reproduce: ({ target }) =>
    `for m in $(dig ${target.name} MX +short | cut -d' ' -f2); do openssl s_client -starttls smtp -connect $m:25 </dev/null; done`,
  judge: ({ mx: seen, sts }) => {
    const early = nobodySpoke(seen.exchangers);
    if (early !== null) return early;
    const secured = spoken(seen.exchangers).flatMap(({ host, address, smtp }) =>
      smtp.tls === null ? [] : [{ host, address, tls: smtp.tls }],
    );
    if (secured.length === 0) return notApplicable('no exchanger speaks TLS: mail/mx-tls');
    const bad = secured.filter(({ tls }) => !tls.isAuthorized);
    const [first] = bad;
    if (first === undefined)
      return pass(`${plural(secured.length, 'address', 'addresses')} with a valid certificate`);
    const isEnforced = sts.state === 'known' && isEnforcing(sts.value);
    return fail(
      `${first.host}: ${certificateWords(first.tls.authorizationError)}${isEnforced ? ', and MTA-STS is in force' : ''}`,
      {
        severity: isEnforced ? 'blocker' : 'low',
        evidence: [
          table(
            'Certificates',
            ['Exchanger', 'Address', 'Problem', 'Names'],
            bad.map(({ host, address, tls }) => [
              host,
              address,
              tls.authorizationError ?? '',
              tls.names.join(', '),
            ]),
          ),
        ],
      },
    );
  },
});
