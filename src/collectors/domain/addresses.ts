import { collector } from '../../model/collector.ts';
import type { DnsRecord, DnsResolution } from '../../model/outside-dns.ts';
import type { Result } from '../../model/outside.ts';
import { unknownFact, type Fact } from '../../model/fact.ts';
import addresses, { type Addresses } from '../../facts/domain/addresses.ts';

type Answer = Result<DnsResolution>;

/** Asks A and AAAA side by side; known as soon as one of the two could be had. */
export default collector({
  yields: addresses,
  inputs: {},
  limits: { timeoutMs: 15_000 },
  async collect({ target, outside, signal }): Promise<Fact<Addresses>> {
    const startedMs = outside.clock.monotonicMs();
    const [a, aaaa] = await Promise.all([
      outside.dns.resolve(target.name, 'A', { signal }),
      outside.dns.resolve(target.name, 'AAAA', { signal }),
    ]);
    const best = a.ok ? a.value : aaaa.ok ? aaaa.value : null;
    if (best === null) {
      const why = a.ok ? '' : a.error.message;
      return unknownFact(`${target.name} could not be resolved: ${why}`, `dig ${target.name} A +trace`);
    }
    return {
      state: 'known',
      value: merge(a, aaaa, best),
      source: best.server,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

function merge(a: Answer, aaaa: Answer, best: DnsResolution): Addresses {
  const records = [...recordsOf(a), ...recordsOf(aaaa)];
  const isMissing = [a, aaaa].every((answer) => !answer.ok || answer.value.rcode === 'NXDOMAIN');
  return {
    rcode: isMissing ? 'NXDOMAIN' : 'NOERROR',
    ipv4: valuesOf(a),
    ipv6: valuesOf(aaaa),
    chain: best.chain
      .filter((record) => record.type === 'CNAME')
      .map(({ name, value, ttlSeconds }) => ({ name, target: bare(value), ttlSeconds })),
    ttlSeconds: records.length === 0 ? null : Math.min(...records.map((record) => record.ttlSeconds)),
    unanswered: [...(a.ok ? [] : (['A'] as const)), ...(aaaa.ok ? [] : (['AAAA'] as const))],
  };
}

const recordsOf = (answer: Answer): readonly DnsRecord[] => (answer.ok ? answer.value.records : []);

const valuesOf = (answer: Answer): string[] => [
  ...new Set(recordsOf(answer).map((record) => record.value.toLowerCase())),
];

const bare = (name: string): string => (name === '.' ? name : name.replace(/\.$/, '').toLowerCase());
