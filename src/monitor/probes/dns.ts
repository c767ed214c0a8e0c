import { z } from 'zod';
import type { Probe, ProbeContext } from '../../model/monitor.ts';
import type { DnsExchange } from '../../model/outside-dns.ts';
import type { Result } from '../../model/outside.ts';
import { ancestors, plainName } from '../../protocols/dns/name.ts';
import { brokenBy } from '../probing/broken.ts';
import { optionProblems } from '../probing/http-options.ts';
import { begin, sampleFrom } from '../probing/sample.ts';
import type { SampleParts } from '../probing/sample.ts';

const options = z.strictObject({
  type: z
    .string()
    .regex(/^[A-Z][A-Z0-9]{0,9}$/)
    .default('A'),
  /** The records as a zone file writes them, in any order. Empty: any answer that all servers agree on. */
  values: z.array(z.string().max(2000)).max(50).default([]),
  /** One of the values begins like this, quotes left aside: `v=spf1`. */
  begins: z.string().min(1).max(200).nullable().default(null),
  /** Ask every server of the zone, not only the one that answers first. */
  allServers: z.boolean().default(true),
});
type Options = z.infer<typeof options>;
const maxServers = 13;

/** A record is what was declared, and every name server of its zone says so. */
export default {
  kind: 'dns',
  title: 'DNS record',
  requirements: ['MON-1', 'MON-3'],
  problems: (given) => optionProblems(options, given),
  run: async (context) => {
    const begun = begin(context);
    const { monitor, outside, signal } = context;
    const wanted = options.parse(monitor.options);
    const name = plainName(monitor.target);
    const resolved = await outside.dns.resolve(name, wanted.type, { signal });
    if (!resolved.ok)
      return sampleFrom(context, begun, {
        outcome: 'down',
        ...brokenBy({ ...resolved.error, stage: 'dns' }),
      });
    const { rcode, records, tookMs } = resolved.value;
    const found = setOf(records.map(({ value }) => value));
    const unexpected = judgeValues(name, wanted, { rcode, found });
    const phases = { dnsMs: tookMs, connectMs: null, tlsMs: null, firstByteMs: null, bodyMs: null };
    if (unexpected !== null) return sampleFrom(context, begun, { ...unexpected, phases });
    const parts = wanted.allServers ? await agreement(context, name, wanted) : null;
    return sampleFrom(context, begun, { outcome: 'up', message: '', phases, ...parts });
  },
} satisfies Probe;

function judgeValues(
  name: string,
  { type, values, begins }: Options,
  answer: { readonly rcode: string; readonly found: readonly string[] },
): SampleParts | null {
  const { rcode, found } = answer;
  if (rcode === 'NXDOMAIN') return broken('dns-nxdomain', `${name} does not exist any more`);
  if (found.length === 0) return broken('dns-missing', `${name} has no ${type} record any more`);
  if (begins !== null && !found.some((value) => value.replace(/^"/, '').startsWith(begins)))
    return broken('dns-missing', `${name} has no ${type} record any more that begins with ${begins}`);
  if (values.length === 0 || setOf(values).join('\n') === found.join('\n')) return null;
  return broken('dns-unexpected', `${name} ${type} is ${shown(found)}, declared is ${shown(setOf(values))}`);
}

/** Every server of the zone asked by itself: silent and lame ones are named, different answers are an outage for some. */
async function agreement(context: ProbeContext, name: string, wanted: Options): Promise<SampleParts | null> {
  const servers = await zoneServers(context, name);
  if (servers.length === 0) return null;
  const { outside, signal } = context;
  const answers = await Promise.all(
    servers.map(async ({ host, address }) => ({
      host,
      result: await outside.dns.exchange(address, { name, type: wanted.type }, { signal }),
    })),
  );
  const bad = answers.flatMap(({ host, result }) => {
    const why = unfit(result);
    return why === null ? [] : [`${host} ${why}`];
  });
  const good = answers.flatMap(({ host, result }) =>
    result.ok && unfit(result) === null ? [{ host, values: valuesIn(result.value, wanted.type) }] : [],
  );
  const first = good[0];
  const other = good.find(({ values }) => values.join('\n') !== first?.values.join('\n'));
  if (first !== undefined && other !== undefined)
    return broken(
      'dns-disagree',
      `${first.host} says ${shown(first.values)}, ${other.host} says ${shown(other.values)}`,
    );
  if (bad.length === 0) return null;
  const text = `${bad.length} of ${answers.length} name servers fail: ${bad.slice(0, 3).join('; ')}`;
  return { ...broken('dns-server', text), outcome: good.length === 0 ? 'down' : 'degraded', evidence: bad };
}

function unfit(result: Result<DnsExchange>): string | null {
  if (!result.ok) return 'does not answer';
  const { rcode, isAuthoritative } = result.value.message;
  if (rcode !== 'NOERROR') return `answers ${rcode}`;
  return isAuthoritative ? null : 'does not serve the zone';
}

async function zoneServers(
  { outside, signal }: ProbeContext,
  name: string,
): Promise<readonly { readonly host: string; readonly address: string }[]> {
  const candidates = [name, ...ancestors(name)].filter((zone) => zone !== '.' && zone.includes('.'));
  for (const zone of candidates) {
    const found = await outside.dns.resolve(zone, 'NS', { signal });
    if (!found.ok || found.value.records.length === 0) continue;
    const hosts = found.value.records.slice(0, maxServers).map(({ value }) => plainName(value));
    const each = await Promise.all(
      hosts.map(async (host) => {
        const addresses = await outside.dns.resolve(host, 'A', { signal });
        const address = addresses.ok ? addresses.value.records[0]?.value : undefined;
        return address === undefined ? [] : [{ host, address }];
      }),
    );
    return each.flat();
  }
  return [];
}

const valuesIn = ({ message }: DnsExchange, type: string): readonly string[] =>
  setOf(message.answers.filter((record) => record.type === type).map(({ value }) => value));

const setOf = (values: readonly string[]): readonly string[] => [...new Set(values)].toSorted();
const shown = (values: readonly string[]): string =>
  values.length === 0 ? 'nothing' : values.slice(0, 4).join(', ').slice(0, 120);
const broken = (code: string, message: string): SampleParts => ({
  outcome: 'down',
  layer: 'dns',
  code,
  message,
});
