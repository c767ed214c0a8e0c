import type { Change, Capability, Provider, ProviderState, WriteReceipt } from '../../model/fix.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { absoluteName, plainName } from '../../protocols/dns/name.ts';
import { typeNumber } from '../../protocols/dns/types.ts';
import { recordSets } from '../../protocols/zone/records/record-set.ts';
import { setFrom, setResources } from '../../protocols/zone/records/resources.ts';
import { canonicalValue } from '../../protocols/zone/records/value.ts';
import { allDone, allRefused, prepare } from '../prepare.ts';
import { nameServerCapabilities } from '../zonefile/capabilities.ts';
import { callZone, zoneAnswer } from './client.ts';
import type { PowerDnsOptions, ZoneAnswer } from './client.ts';

export const powerDnsCapabilities: Readonly<Record<string, Capability>> = {
  ...nameServerCapabilities,
  'rrset:SPF': { can: 'no', note: 'SPF records are published as TXT (RFC 7208 section 3.1)' },
};

interface Self {
  readonly options: PowerDnsOptions;
  readonly outside: Pick<Outside, 'http' | 'clock'>;
  readonly signal: AbortSignal;
}

/**
 * PowerDNS by its HTTP API. One PATCH is all or nothing, but the API knows no preconditions: we look again just before, and tell how
 * long the gap was.
 */
export function powerDnsProvider(options: PowerDnsOptions, outside: Self['outside']): Provider {
  const provider: Provider = {
    id: 'powerdns',
    title: `PowerDNS with the zone ${options.zone}`,
    capabilities: powerDnsCapabilities,
    guard: 'window',
    read: (signal) => readState({ options, outside, signal }),
    write: async (changes, signal) => {
      const self = { options, outside, signal };
      const lookedAt = outside.clock.monotonicMs();
      const state = await readState(self);
      if (!state.ok) return state;
      const prepared = prepare({ provider, zone: options.zone }, state.value.resources, changes);
      return prepared.ok ? patch(self, changes, lookedAt) : ok(prepared.receipts);
    },
  };
  return provider;
}

async function readState(self: Self): Promise<Result<ProviderState>> {
  const answered = await callZone(self.options, self.outside, { method: 'GET', signal: self.signal });
  if (!answered.ok) return answered;
  if (!answered.value.ok)
    return failure('protocol', `PowerDNS answered ${answered.value.status}: ${answered.value.message}`);
  const parsed = zoneAnswer.safeParse(answered.value.value);
  if (!parsed.success) return failure('protocol', 'PowerDNS sent a zone in a form we do not know');
  return ok({
    resources: setResources(recordSets(recordsIn(parsed.data))),
    readAt: self.outside.clock.now(),
  });
}

/** Disabled records are not served, so for everybody outside they do not exist; ALIAS and LUA are programs, not records. */
const recordsIn = ({ rrsets }: ZoneAnswer): Parameters<typeof recordSets>[0] =>
  rrsets.flatMap(({ name, type, ttl, records }) =>
    records
      .filter((record) => record.disabled !== true && typeNumber(type) !== null)
      .map(({ content }) => {
        const value = canonicalValue(type, content);
        const text = typeof value === 'string' ? value : content;
        return { name: plainName(name), type, ttlSeconds: ttl, value: text };
      }),
  );

async function patch(
  self: Self,
  changes: readonly Change[],
  lookedAt: number,
): Promise<Result<readonly WriteReceipt[]>> {
  // PowerDNS checks each set against those already there, so what makes room must come first.
  const removals = changes.filter(({ after }) => after === null);
  const body = { rrsets: [...removals, ...changes.filter(({ after }) => after !== null)].map(rrsetOf) };
  const answered = await callZone(self.options, self.outside, { method: 'PATCH', body, signal: self.signal });
  if (!answered.ok) return answered;
  const windowMs = Math.round(self.outside.clock.monotonicMs() - lookedAt);
  if (!answered.value.ok)
    return ok(
      allRefused(
        changes,
        `PowerDNS refused the change (${answered.value.status}): ${answered.value.message}`,
      ),
    );
  const detail = `Written. A change by somebody else within ${windowMs} ms of this one would have been overwritten: PowerDNS does not compare.`;
  return ok(allDone(changes, detail, windowMs));
}

function rrsetOf({ resource, after }: Change): object {
  const at = resource.lastIndexOf('/');
  const id = { name: resource.slice('rrset:'.length, at), type: resource.slice(at + 1) };
  const set = after === null ? null : setFrom(resource, after);
  if (set === null || 'problem' in set) return { ...id, changetype: 'DELETE' };
  return {
    name: absoluteName(set.name),
    type: set.type,
    ttl: set.ttlSeconds,
    changetype: 'REPLACE',
    records: set.values.map((value) => ({ content: contentOf(set.type, value), disabled: false })),
  };
}

/** PowerDNS compares what it parsed with what was sent and writes `alpn` without quotes. */
const contentOf = (type: string, value: string): string =>
  type === 'HTTPS' || type === 'SVCB' ? value.replace(/\balpn="([^"\\\s]*)"/, 'alpn=$1') : value;
