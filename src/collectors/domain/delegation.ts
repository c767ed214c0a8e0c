import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import type { DnsMessage, DnsRecord } from '../../model/outside-dns.ts';
import delegation, { type Delegation } from '../../facts/domain/delegation.ts';
import { bareName } from '../../protocols/zone/answers.ts';
import type { Asking } from './asking/exchange.ts';
import { parentOfZone, type ParentServer } from './asking/parent-zone.ts';
import { stopwatch } from './asking/settle.ts';

interface Referral {
  readonly server: string;
  readonly message: DnsMessage;
}

/** Asks the parent's servers for the zone's NS and DS; the answer is what the whole internet follows. */
export default collector({
  yields: delegation,
  inputs: {},
  limits: { timeoutMs: 20_000 },
  async collect({ target, outside, signal }) {
    const known = stopwatch(outside);
    const asking = { outside, signal };
    const parent = await parentOfZone(asking, target.name);
    if (parent.servers.length === 0)
      return unknownFact(
        `no server of the zone above ${target.name} could be found`,
        `dig ${target.name} NS +trace`,
      );
    const [referrals, dsAnswers] = await Promise.all([
      askParent(asking, parent.servers, { name: target.name, type: 'NS' }),
      askParent(asking, parent.servers, { name: target.name, type: 'DS' }),
    ]);
    const [first] = referrals;
    if (first === undefined)
      return unknownFact(`no server of ${parent.zone} answered`, `dig ${target.name} NS +trace`);
    return known(merge(target.name, { zone: parent.zone, referrals, dsAnswers }), first.server);
  },
});

async function askParent(
  { outside, signal }: Asking,
  servers: readonly ParentServer[],
  question: { readonly name: string; readonly type: string },
): Promise<readonly Referral[]> {
  const results = await Promise.all(
    servers.map(async ({ name, address }) => {
      const options = { isRecursionDesired: false, timeoutMs: 1500, signal };
      return { name, address, result: await outside.dns.exchange(address, question, options) };
    }),
  );
  return results.flatMap(({ name, address, result }) =>
    result.ok && ['NOERROR', 'NXDOMAIN'].includes(result.value.message.rcode)
      ? [{ server: `${name} (${address})`, message: result.value.message }]
      : [],
  );
}

function merge(
  zone: string,
  parent: {
    readonly zone: string;
    readonly referrals: readonly Referral[];
    readonly dsAnswers: readonly Referral[];
  },
): Delegation {
  const messages = parent.referrals.map((referral) => referral.message);
  const sections = messages.flatMap((message) => [...message.answers, ...message.authorities]);
  const names = sections
    .filter((record) => record.type === 'NS' && record.name === zone)
    .map((record) => bareName(record.value));
  const nameServers = [...new Set(names)].toSorted();
  const additionals = messages.flatMap((message) => message.additionals);
  return {
    zone,
    parent: parent.zone,
    asked: parent.referrals.map((referral) => referral.server),
    nameServers,
    glue: nameServers.map((name) => ({ name, addresses: glueOf(name, additionals) })),
    ds: dsOf(zone, parent.dsAnswers),
    isMissing: messages.every((message) => message.rcode === 'NXDOMAIN'),
  };
}

const glueOf = (name: string, additionals: readonly DnsRecord[]): string[] => {
  const addresses = additionals.filter(
    (record) => record.name === name && (record.type === 'A' || record.type === 'AAAA'),
  );
  return [...new Set(addresses.map((record) => record.value.toLowerCase()))].toSorted();
};

function dsOf(zone: string, answers: readonly Referral[]): DnsRecord[] | null {
  if (answers.length === 0) return null;
  const records = answers.flatMap(({ message }) => message.answers);
  const ds = records.filter((record) => record.type === 'DS' && record.name === zone);
  return [...new Map(ds.map((record) => [record.value, record])).values()];
}
