import type { DnsRecord, DnsExchange } from '../../../model/outside-dns.ts';
import type { Outside, Result } from '../../../model/outside.ts';
import { failure, ok } from '../../../model/outside.ts';
import { ancestors, plainName } from '../../../protocols/dns/name.ts';

export interface Authority {
  readonly name: string;
  readonly addresses: readonly string[];
}

type Door = Pick<Outside, 'dns'>;
const maxServers = 16;
const askOptions = { isRecursionDesired: false, timeoutMs: 2_000, attempts: 2 } as const;

/** The delegation as the parent's servers give it: the name servers of the zone, sorted. */
export async function delegationOf(zone: string, outside: Door): Promise<Result<readonly string[]>> {
  for (const above of ancestors(zone)) {
    const servers = await authoritiesOf(above, outside);
    if (!servers.ok || servers.value.length === 0) continue;
    for (const address of servers.value.flatMap(({ addresses }) => addresses)) {
      const answered = await outside.dns.exchange(address, { name: zone, type: 'NS' }, askOptions);
      if (!answered.ok) continue;
      const { answers, authorities } = answered.value.message;
      const found = [...answers, ...authorities].filter(({ name, type }) => name === zone && type === 'NS');
      if (found.length > 0) return ok(found.map(({ value }) => plainName(value)).toSorted());
    }
  }
  return failure('dns-failure', `nobody above ${zone} could be asked for its name servers`);
}

/** Name servers of a zone with their addresses; servers without any are kept, they are a finding of their own. */
export async function authoritiesOf(zone: string, outside: Door): Promise<Result<readonly Authority[]>> {
  const found = await outside.dns.resolve(zone, 'NS');
  if (!found.ok) return found;
  const names = [...new Set(found.value.records.map(({ value }) => plainName(value)))].slice(0, maxServers);
  const servers = await Promise.all(
    names.map(async (name) => {
      const both = await Promise.all(['A', 'AAAA'].map((type) => outside.dns.resolve(name, type)));
      return {
        name,
        addresses: both.flatMap((each) => (each.ok ? each.value.records.map(({ value }) => value) : [])),
      };
    }),
  );
  return ok(servers);
}

/** What one server says about one set; UDP first, TCP as well: both have to agree. */
export async function answersOf(
  address: string,
  question: { readonly name: string; readonly type: string },
  outside: Door,
): Promise<Result<readonly DnsRecord[]>> {
  const [udp, tcp] = await Promise.all(
    (['udp', 'tcp'] as const).map((transport) =>
      outside.dns.exchange(address, question, { ...askOptions, transport }),
    ),
  );
  if (udp === undefined || tcp === undefined) return failure('failed', 'nobody was asked');
  if (!udp.ok) return udp;
  const over = recordsIn(udp.value, question);
  // Servers that do not speak TCP are judged by a check of their own.
  if (!tcp.ok) return ok(over);
  const under = recordsIn(tcp.value, question);
  return textOf(over) === textOf(under)
    ? ok(over)
    : failure('protocol', `${address} says different things over UDP and TCP`);
}

/** Delegations come as referrals (RFC 1034 section 4.3.2). */
function recordsIn(
  { message }: DnsExchange,
  { name, type }: { readonly name: string; readonly type: string },
): readonly DnsRecord[] {
  return [...message.answers, ...message.authorities].filter(
    (record) => record.name === name && record.type === type,
  );
}

const textOf = (records: readonly DnsRecord[]): string =>
  records
    .map(({ value }) => value)
    .toSorted()
    .join('\n');
