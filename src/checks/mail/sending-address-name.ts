import { check, fail, notApplicable, page, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import sendingAddresses from '../../facts/mail/sending-addresses.ts';
import { receiverTable } from '../../protocols/mail/view/receivers.ts';

export default check({
  title: 'Sending addresses have a reverse name that leads back',
  failingTitle: 'An address that sends for you has no reverse name that leads back to it',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Gmail and Yahoo refuse mail from addresses without a confirmed reverse name.',
  sources: [
    rfc(8601, '2.7.3'),
    page('Email sender guidelines', 'https://support.google.com/mail/answer/81126'),
  ],
  needs: { sending: sendingAddresses },
  fix: 'Ask the owner of the address (your host or mail service) to set its PTR to a name that resolves to the address.',
  effortMinutes: 30,
  reproduce: ({ target }) => `dig ${target.name} TXT +short; dig -x <address> +short`,
  judge: ({ sending }) => {
    const { addresses } = sending;
    if (addresses.length === 0) return notApplicable('SPF names ranges only, no single addresses');
    const bad = addresses.filter(({ isConfirmed }) => isConfirmed === false);
    const [first] = bad;
    if (first !== undefined)
      return fail(
        `${first.address} ${(first.reverse ?? []).length === 0 ? 'has no PTR record' : `is called ${first.reverse?.[0] ?? ''}, which leads elsewhere`}`,
        {
          evidence: [
            table(
              'Sending addresses',
              ['Address', 'PTR'],
              bad.map(({ address, reverse }) => [address, (reverse ?? []).join(', ')]),
            ),
            receiverTable({ hasReverseName: false }),
          ],
        },
      );
    const open = addresses.find(({ isConfirmed }) => isConfirmed === null);
    if (open !== undefined)
      return unknown(`the reverse name of ${open.address} got no answer`, `dig -x ${open.address}`);
    return pass(`${plural(addresses.length, 'address', 'addresses')} confirmed both ways`);
  },
});
