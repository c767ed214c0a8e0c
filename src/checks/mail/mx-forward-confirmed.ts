import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import mx from '../../facts/mail/mx.ts';

export default check({
  title: 'Mail exchangers have a reverse name that leads back',
  failingTitle: 'A mail exchanger has no reverse name that leads back to it',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'operability',
  why: 'If the same machine sends, Gmail and others refuse it; it also shows an address nobody looks after.',
  sources: [rfc(8601, '2.7.3'), rfc(1912, '2.1')],
  needs: { mx },
  fix: 'Ask the owner of the address to set its PTR record to the name of the mail server.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `for m in $(dig ${target.name} MX +short | cut -d' ' -f2); do dig -x $(dig $m A +short | head -1) +short; done`,
  judge: ({ mx: seen }) => {
    const all = seen.exchangers.flatMap(({ host, servers }) =>
      servers.map((server) => ({ ...server, host })),
    );
    if (all.length === 0) return notApplicable('there is no mail exchanger with an address');
    const bad = all.filter(({ isConfirmed }) => isConfirmed === false);
    const [first] = bad;
    if (first !== undefined)
      return fail(
        `${first.address} (${first.host}) ${(first.reverse ?? []).length === 0 ? 'has no PTR record' : `is called ${first.reverse?.[0] ?? ''}, which leads elsewhere`}`,
        {
          evidence: [
            table(
              'Reverse names',
              ['Address', 'Exchanger', 'PTR'],
              bad.map(({ address, host, reverse }) => [address, host, (reverse ?? []).join(', ')]),
            ),
          ],
        },
      );
    const open = all.find(({ isConfirmed }) => isConfirmed === null);
    if (open !== undefined)
      return unknown(`the reverse name of ${open.address} got no answer`, `dig -x ${open.address}`);
    return pass(`${plural(all.length, 'address', 'addresses')} confirmed both ways`);
  },
});
