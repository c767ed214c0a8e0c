import type { Capability } from '../../model/fix.ts';

const yes: Capability = { can: 'yes' };

/** What RFC 1035 name servers hold: records of every type, nothing of an edge. */
export const nameServerCapabilities: Readonly<Record<string, Capability>> = {
  rrset: yes,
  'rrset:SOA': { can: 'no', note: 'The SOA is kept by the name server; its serial moves with every change' },
  'rrset:CNAME@apex': {
    can: 'no',
    note: 'An alias cannot stand at the apex beside SOA and NS (RFC 1034 section 3.6.2); use the addresses it leads to',
  },
  proxied: { can: 'no', note: 'A name server answers with its records; it has no edge to put in front' },
  comments: { can: 'no', note: 'Records of a name server carry no comments' },
  'ttl-auto': { can: 'no', note: 'A name server needs a TTL in seconds' },
};
