/** A scenario where we do not say what its row asks for: what we say instead, and why. */
export interface Dispute {
  readonly ours: readonly string[];
  readonly reason: string;
}

/**
 * These rows expect nothing and forbid every tag, although the test case's specification prescribes a tag for each outcome
 * it can have, and although the scenario is named after that tag: their expected tags did not survive the making of the
 * table. We say what the specification and the recorded packets say.
 */
const emptied = (because: string, tag: string): Dispute => ({
  ours: [tag],
  reason: `The row expects nothing at all, which the specification does not allow here. ${because}`,
});

const working = emptied(
  'RFC 1034 section 4.2.2: the delegated servers answer the SOA query with authority, which the test has to report.',
  'B02_AUTH_RESPONSE_SOA',
);
const matching = emptied(
  'RFC 1034 section 4.2.1: glue and authoritative addresses are equal, which the test has to report.',
  'ADDRESSES_MATCH',
);
const noReverse = emptied(
  'RFC 1912 section 2.1: at least one server address has no PTR record (NXDOMAIN, or an alias to nowhere).',
  'NAMESERVER_IP_WITHOUT_REVERSE',
);
const reverse = emptied(
  'RFC 1912 section 2.1: every server address has a PTR record with the name of its server.',
  'NAMESERVER_IP_PTR_MATCH',
);
const manyPrimaries = emptied(
  'RFC 1035 section 3.3.13: the servers name different primaries.',
  'MULTIPLE_SOA_MNAMES',
);

export const disputes: Readonly<Record<string, Dispute>> = {
  'address03 ALL-NS-HAVE-PTR-1': reverse,
  'address03 ALL-NS-HAVE-PTR-2': reverse,
  'address03 NO-NS-HAVE-PTR': noReverse,
  'address03 INCOMPLETE-PTR-2': noReverse,
  'address03 PTR-IS-DANGLING-CNAME': noReverse,
  'basic02 GOOD-2': working,
  'basic02 GOOD-UNDEL-1': working,
  'basic02 GOOD-UNDEL-5': working,
  'basic02 GOOD-UNDEL-6': working,
  'basic02 GOOD-UNDEL-7': working,
  'basic02 GOOD-UNDEL-8': working,
  'basic02 GOOD-UNDEL-11': working,
  'basic02 NO-DELEGATION-1': emptied(
    'RFC 1034 section 4.2.1: the parent gives NXDOMAIN, so there is no delegation.',
    'B02_NO_DELEGATION',
  ),
  'consistency05 ADDRESSES-MATCH-2': matching,
  'consistency05 ADDR-MATCH-DEL-UNDEL-2': matching,
  'consistency05 ADDR-MATCH-NO-DEL-UNDEL-1': matching,
  'consistency05 ADDR-MATCH-NO-DEL-UNDEL-2': matching,
  'consistency05 EXTRA-ADDRESS-CHILD': emptied(
    'RFC 1034 section 4.2.1: the zone has an address for a server that the parent does not give as glue.',
    'EXTRA_ADDRESS_CHILD',
  ),
  'consistency05 IB-ADDR-MISMATCH-4': {
    ours: ['CHILD_ZONE_LAME', 'NO_RESPONSE'],
    reason:
      'The row expects nothing and its author marks it as not settled. In the recording no server of the zone answers ' +
      'for the addresses, so there is nothing to compare (RFC 2182 section 3: a zone needs servers that answer).',
  },
  'consistency06 ONE-SOA-MNAME-1': emptied(
    'RFC 1035 section 3.3.13: all servers name the same primary, which the test has to report.',
    'ONE_SOA_MNAME',
  ),
  'consistency06 MULTIPLE-SOA-MNAMES-1': manyPrimaries,
  'consistency06 MULT-SOA-MNAMES-NO-DEL-UNDEL-2': manyPrimaries,
  'consistency06 NO-RESPONSE': emptied('The recording holds no answer of any server.', 'NO_RESPONSE'),
  'delegation01 ENOUGH-1': {
    ours: [
      'ENOUGH_IPV4_NS_CHILD',
      'ENOUGH_IPV4_NS_DEL',
      'ENOUGH_IPV6_NS_CHILD',
      'ENOUGH_NS_CHILD',
      'ENOUGH_NS_DEL',
      'NOT_ENOUGH_IPV6_NS_DEL',
    ],
    reason:
      'The recorded parent gives both IPv6 glue records under the name of ns1 and none for ns2. The delegation is what the ' +
      'parent says (RFC 1034 section 4.2.1, RFC 9471 section 2.1), so one delegated name has IPv6. Counting looked-up ' +
      'addresses instead would lose MISMATCH-DELEGATION-CHILD-1 and -2, which are about exactly this difference.',
  },
};

/** Test cases whose scenarios have no recorded answers (`data` is null in the table), so that nothing can be replayed. */
export const unrecorded = ['basic01', 'dnssec10'] as const;
