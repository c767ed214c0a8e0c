import { parseResource } from '../../../protocols/edge/resource.ts';
import { setsOf } from '../../../protocols/zone/records/resources.ts';
import { isIssuerAllowed } from '../../../protocols/zone/caa.ts';
import { ask, dangerous, ownerOf, refused, setOf } from './judged.ts';
import type { DangerContext, DangerRule, Judged } from './judged.ts';

/** Name servers, DS and DNSSEC hang together with the parent zone, which no provider of ours writes: never automatic. */
export const delegationRule: DangerRule = (change, { zone }) => {
  const id = parseResource(change.resource);
  if (id?.kind === 'dnssec')
    return change.after === true
      ? [
          ask(
            'dnssec',
            'the zone is signed; nothing depends on it until the registrar publishes the DS record',
          ),
        ]
      : [
          refused(
            'dnssec',
            'while the parent has a DS record an unsigned zone does not exist for half the world: take the DS away at the registrar first',
          ),
        ];
  const owner = ownerOf(change.resource);
  if (owner === null) return [];
  if (['DS', 'DNSKEY', 'CDS', 'CDNSKEY'].includes(owner.type))
    return owner.name === zone || owner.type !== 'DS'
      ? [
          refused(
            'dnssec',
            `${owner.type} records follow the keys; the DNS host and the registrar change them together`,
          ),
        ]
      : [dangerous('dnssec', `${owner.name} would not exist for validating resolvers unless its keys match`)];
  if (owner.type === 'SOA') return [refused('soa', 'the SOA record is kept by the name server')];
  if (owner.type !== 'NS') return [];
  if (owner.name === zone)
    return [
      refused(
        'name-server',
        'the name servers of the zone are changed at the registrar and the DNS host together',
      ),
    ];
  return [
    dangerous('name-server', `everything at and below ${owner.name} would be answered by other servers`),
  ];
};

/** Authorities Cloudflare takes certificates from (its documentation, 2026). */
const edgeAuthorities = ['letsencrypt.org', 'pki.goog', 'ssl.com', 'digicert.com'];

/** RFC 8659: who may issue. Live certificates must stay renewable. */
export const caaRule: DangerRule = (change, context) => {
  const owner = ownerOf(change.resource);
  if (owner?.type !== 'CAA') return [];
  const after = setOf(change, 'after');
  if (after === null) return [ask('caa', `every authority could issue certificates for ${owner.name} again`)];
  const records = after.values.map((value) => ({ name: owner.name, type: 'CAA', ttlSeconds: 300, value }));
  const issuers = context.known.issuers.filter(
    ({ host }) => host === owner.name || host.endsWith(`.${owner.name}`),
  );
  const locked = issuers.find(
    ({ caaDomains }) =>
      caaDomains.length > 0 && !isIssuerAllowed(records, { domains: caaDomains, isWildcard: false }),
  );
  if (locked !== undefined)
    return [
      refused('caa', `the certificate of ${locked.host} is from ${locked.issuer}, which could not renew it`),
    ];
  if (isProxiedZone(context) && !isIssuerAllowed(records, { domains: edgeAuthorities, isWildcard: false }))
    return [refused('caa', 'the edge could not renew its own certificates for proxied hosts')];
  return issuers.length === 0 ? unsure(owner.name, change.before === null) : [];
};

const unsure = (name: string, isNew: boolean): readonly Judged[] => [
  dangerous(
    'caa',
    `nobody looked who issues the certificates of ${name}; ${isNew ? 'others than those named' : 'an authority left out'} could not renew`,
  ),
];

const isProxiedZone = ({ after }: DangerContext): boolean =>
  after['universal-ssl'] === true && setsOf(after).some((set) => set.isProxied === true);
