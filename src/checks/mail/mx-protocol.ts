import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import mx from '../../facts/mail/mx.ts';
import { nobodySpoke, spoken } from '../../protocols/mail/view/mx-view.ts';

export default check({
  title: 'Mail exchangers speak a current TLS version',
  failingTitle: 'A mail exchanger speaks only an outdated TLS version',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'security',
  why: 'Careful senders refuse it, so their mail to you is delayed or goes in clear.',
  sources: [rfc(8996, '4')],
  needs: { mx },
  fix: 'Update the mail server and allow TLS 1.2 and 1.3.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `for m in $(dig ${target.name} MX +short | cut -d' ' -f2); do openssl s_client -starttls smtp -connect $m:25 </dev/null; done`,
  judge: ({ mx: seen }) => {
    const early = nobodySpoke(seen.exchangers);
    if (early !== null) return early;
    const secured = spoken(seen.exchangers).filter(({ smtp }) => smtp.tls !== null);
    if (secured.length === 0) return notApplicable('no exchanger speaks TLS: mail/mx-tls');
    const old = secured.filter(({ smtp }) => !/^TLSv1\.[23]$/.test(smtp.tls?.protocol ?? ''));
    const [first] = old;
    if (first === undefined)
      return pass([...new Set(secured.map(({ smtp }) => smtp.tls?.protocol ?? ''))].join(', '));
    return fail(`${first.host} speaks ${first.smtp.tls?.protocol ?? 'an unknown version'}`, {
      evidence: [
        table(
          'Versions',
          ['Exchanger', 'Version'],
          old.map(({ host, smtp }) => [host, smtp.tls?.protocol ?? '']),
        ),
      ],
    });
  },
});
