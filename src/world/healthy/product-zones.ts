import type { ZonePlan } from '../plan.ts';
import { addresses } from './addresses.ts';
import { blockListZones } from './block-lists.ts';
import { thirdParty } from './third-party.ts';
import { zoneFrom } from './zone-text.ts';

const [edgeV4, edgeV6] = addresses.edge;
const [thirdV4, thirdV6] = addresses.thirdPartyWeb;

/** Where the value of the mail signing key goes; it is made when the world starts. */
export const dkimPlaceholder = '{dkim-public-key}';

/** The shop's own zone and those of the services it uses. */
export const productZones = (): readonly ZonePlan[] => [
  zoneFrom(
    'harbormarket.shop',
    `
    @ SOA ns1.harbormarket.shop. hostmaster.harbormarket.shop. 2026112201 14400 3600 1209600 1800
    @ NS ns1.harbormarket.shop.
    @ NS ns2.harbormarket.shop.
    ns1 A ${addresses.shopDnsOne[0]}
    ns1 AAAA ${addresses.shopDnsOne[1]}
    ns2 A ${addresses.shopDnsTwo[0]}
    ns2 AAAA ${addresses.shopDnsTwo[1]}
    ${['@', 'www', 'api', 'checkout', 'mta-sts'].map((name) => `${name} A ${edgeV4}\n${name} AAAA ${edgeV6}`).join('\n')}
    admin A ${addresses.admin[0]}
    admin AAAA ${addresses.admin[1]}
    @ MX 10 mx1.paperboatmail.com.
    @ MX 20 mx2.paperboatmail.com.
    @ TXT "v=spf1 include:_spf.paperboatmail.com -all"
    _dmarc TXT "v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:dmarc@harbormarket.shop"
    pb1._domainkey CNAME pb1.harbormarket-shop.dkim.paperboatmail.com.
    _mta-sts TXT "v=STSv1; id=20261101T090000"
    _smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls-reports@harbormarket.shop"
    @ CAA 0 issue "letsencrypt.org"
    @ CAA 0 issuewild ";"
    @ CAA 0 iodef "mailto:security@harbormarket.shop"`,
    true,
  ),
  thirdParty(
    'paperboatmail.com',
    `
    mx1 A ${addresses.mailOne[0]}
    mx1 AAAA ${addresses.mailOne[1]}
    mx2 A ${addresses.mailTwo[0]}
    mx2 AAAA ${addresses.mailTwo[1]}
    out1 A ${addresses.mailOut[0]}
    out1 AAAA ${addresses.mailOut[1]}
    out1 TXT "v=spf1 a -all"
    @ MX 10 mx1.paperboatmail.com.
    _spf TXT "v=spf1 ip4:${addresses.mailOut[0]} ip6:${addresses.mailOut[1]} -all"
    pb1.harbormarket-shop.dkim TXT "v=DKIM1; k=rsa; p=${dkimPlaceholder}"`,
  ),
  thirdParty('pennyworthpay.com', web('api')),
  thirdParty(
    'seedpost.net',
    `
    mx A ${addresses.seedMail[0]}
    mx AAAA ${addresses.seedMail[1]}
    @ MX 10 mx.seedpost.net.`,
  ),
  thirdParty('iana.org', web('data')),
  thirdParty('gmoregistry.net', web('rdap')),
  thirdParty('beacon-pki.net', web('pki')),
  thirdParty('breakwater-edge.net', web('api')),
  ...blockListZones(),
  thirdParty(
    'thirdparty-dns.net',
    `
    ns1 A ${addresses.thirdPartyDns[0]}
    ns1 AAAA ${addresses.thirdPartyDns[1]}`,
  ),
];

const web = (name: string): string => `${name} A ${thirdV4}\n${name} AAAA ${thirdV6}`;
