import { fix } from '../../model/fix.ts';

export default fix({
  title: 'Sign the zone, and tell the registrar',
  requirements: ['FIX-3', 'DNS-6'],
  cures: ['domain/dnssec-signed'],
  needs: {},
  plan: ({ target }, _facts, { state }) => {
    const ds = {
      who: 'registrar',
      what: `Publish the DS record of ${target.name} once every name server shows signatures: the DNS host shows it beside its DNSSEC switch. Look again with: launch-ready verify domain/dnssec-chain@${target.name}`,
    } as const;
    if (state['dnssec'] === false)
      return {
        wanted: [
          {
            resource: 'dnssec',
            value: true,
            risk: 'ask',
            why: 'The DNS host signs the zone; nothing depends on it until the DS record is published.',
          },
        ],
        byHand: [ds],
      };
    return state['dnssec'] === true
      ? { wanted: [], byHand: [ds] }
      : {
          wanted: [],
          byHand: [
            {
              who: 'dns host',
              what: `Turn DNSSEC on for ${target.name} (BIND: dnssec-policy default; Knot: dnssec-signing: on; PowerDNS: pdnsutil secure-zone), then hand its DS record to the registrar, in this order.`,
            },
          ],
        };
  },
});
