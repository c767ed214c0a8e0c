import { unixMs } from '../../model/brand.ts';
import type { UnixMs } from '../../model/brand.ts';
import type { WebApp } from '../edge/web-app.ts';
import type { WorldPlan } from '../plan.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const rdapType = 'application/rdap+json';

/** The IANA bootstrap file (RFC 9224 section 3): which RDAP server knows which top-level domain. */
export const bootstrapApp: WebApp = (request) => {
  if (new URL(request.url).pathname !== '/rdap/dns.json') return new Response('Not found\n', { status: 404 });
  const services = [
    [['shop'], ['https://rdap.gmoregistry.net/rdap/']],
    [['com', 'net', 'org'], ['https://rdap.gmoregistry.net/rdap/']],
  ];
  const body = {
    description: 'RDAP bootstrap file for domain name system registrations',
    publication: '2026-11-20T18:00:02Z',
    version: '1.0',
    services,
  };
  return Response.json(body, { headers: { 'cache-control': 'public, max-age=3600' } });
};

/** The registry's RDAP server (RFC 9082, RFC 9083). */
export const rdapApp =
  (plan: WorldPlan): WebApp =>
  (request) => {
    const asked = /^\/rdap\/domain\/([^/]+)$/.exec(new URL(request.url).pathname)?.[1]?.toLowerCase();
    const { outage } = plan.registration;
    if (outage !== null) return problem(outage, 'The registry is not available');
    if (asked === undefined) return problem(400, 'Ask for /rdap/domain/NAME');
    if (asked !== plan.domain) return problem(404, 'No such domain');
    return Response.json(domainObject(plan), { headers: { 'content-type': rdapType } });
  };

const problem = (status: number, title: string): Response =>
  Response.json(
    { rdapConformance: ['rdap_level_0'], errorCode: status, title },
    { status, headers: { 'content-type': rdapType } },
  );

function domainObject(plan: WorldPlan): object {
  const { registration, now, domain } = plan;
  // An hour over, so that nine days still are nine whole days a few seconds later.
  const date = (days: number): string => isoOf(unixMs(now + days * dayMs + hourMs));
  return {
    rdapConformance: [
      'rdap_level_0',
      'icann_rdap_response_profile_1',
      'icann_rdap_technical_implementation_guide_1',
    ],
    objectClassName: 'domain',
    handle: 'D48213377-SHOP',
    ldhName: domain,
    status: registration.statuses,
    events: [
      { eventAction: 'registration', eventDate: date(-registration.registeredDaysAgo) },
      { eventAction: 'expiration', eventDate: date(registration.expiresInDays) },
      { eventAction: 'last changed', eventDate: date(-40) },
      { eventAction: 'last update of RDAP database', eventDate: isoOf(now) },
    ],
    nameservers: registration.nameServers.map((ldhName) => ({ objectClassName: 'nameserver', ldhName })),
    secureDNS: { delegationSigned: registration.isDnssecSigned },
    entities: [registrar(registration.registrar)],
    links: [
      {
        value: `https://rdap.gmoregistry.net/rdap/domain/${domain}`,
        rel: 'self',
        type: rdapType,
        href: `https://rdap.gmoregistry.net/rdap/domain/${domain}`,
      },
    ],
  };
}

const isoOf = (now: UnixMs): string => new Date(now).toISOString().replace(/\.\d+/, '');

const registrar = (name: string): object => ({
  objectClassName: 'entity',
  handle: '4711',
  roles: ['registrar'],
  publicIds: [{ type: 'IANA Registrar ID', identifier: '4711' }],
  vcardArray: [
    'vcard',
    [
      ['version', {}, 'text', '4.0'],
      ['fn', {}, 'text', name],
    ],
  ],
});
