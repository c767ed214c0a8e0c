import { collector } from '../../model/collector.ts';
import type { Fact } from '../../model/fact.ts';
import { every, optional, type TargetFact } from '../../model/need.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import addresses, { type Addresses } from '../../facts/domain/addresses.ts';
import map from '../../facts/domain/map.ts';
import misplaced from '../../facts/domain/misplaced.ts';
import registration, { type RegistrationFact } from '../../facts/domain/registration.ts';
import reverseNames, { type ReverseNames } from '../../facts/domain/reverse-names.ts';
import servers from '../../facts/domain/servers.ts';
import { domainMap, type DomainMapInput } from '../../protocols/hosting/domain-map.ts';
import { apexRecords } from '../../protocols/zone/servers.ts';
import { stopwatch } from './asking/settle.ts';

/** Joins what the other facts know into the map of the domain; asks nobody itself. */
export default collector({
  yields: map,
  inputs: {
    servers: optional(servers),
    registration: optional(registration),
    misplaced: optional(misplaced),
    addresses: every(addresses),
    reverse: every(reverseNames),
  },
  limits: { timeoutMs: 5000 },
  collect: async ({ inputs, manifest, outside }) => {
    const known = stopwatch(outside);
    const all = inputs.servers.state === 'known' ? inputs.servers.value.servers : [];
    const names = inputs.servers.state === 'known' ? inputs.servers.value.names : [];
    const texts = inputs.misplaced.state === 'known' ? inputs.misplaced.value.texts : [];
    const records = unique([...['MX', 'TXT', 'CAA'].flatMap((type) => apexRecords(all, type)), ...texts]);
    const rows = domainMap({
      manifest,
      nameServers: names.map(({ name }) => name),
      records,
      hosts: inputs.addresses.flatMap((each) => hostOf(each, inputs.reverse)),
      registration: registrationOf(inputs.registration),
    });
    return known({ rows }, 'the facts about zone, hosts and registration');
  },
});

function hostOf(
  { target, fact }: TargetFact<Addresses>,
  reverse: readonly TargetFact<ReverseNames>[],
): DomainMapInput['hosts'] {
  if (fact.state !== 'known') return [];
  const { chain, ipv4, ipv6 } = fact.value;
  const reversed = reverse.find((each) => each.target.name === target.name)?.fact;
  const names =
    reversed?.state === 'known' ? reversed.value.addresses.flatMap((each) => each.names ?? []) : [];
  const aliases = chain.map((alias) => alias.target);
  return [
    {
      name: target.name,
      firstAlias: aliases[0] ?? null,
      aliases,
      addresses: [...ipv4, ...ipv6],
      reverseNames: names,
    },
  ];
}

function registrationOf(fact: Fact<RegistrationFact>): DomainMapInput['registration'] {
  if (fact.state !== 'known' || !fact.value.isRegistered) return null;
  const { domain, registrar, expiresAt, statuses } = fact.value;
  return {
    domain,
    registrar: registrar?.name ?? null,
    expiresOn: expiresAt?.slice(0, 10) ?? null,
    isLocked: statuses.some((status) => status.endsWith('transfer prohibited')),
  };
}

const unique = (records: readonly DnsRecord[]): readonly DnsRecord[] => [
  ...new Map(records.map((record) => [`${record.name} ${record.type} ${record.value}`, record])).values(),
];
