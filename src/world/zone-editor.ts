import { nameIn } from './healthy/zone-text.ts';
import type { DnssecPlan, RecordPlan, ZonePlan } from './plan.ts';

const defaultTtlSeconds = 3600;

/**
 * One zone of a plan. Owner names are relative (`www`, `@`) or absolute with final dot; values are in presentation format with
 * absolute names. Each change gives back the world it belongs to.
 */
export class ZoneEditor<World> {
  readonly zone: ZonePlan;
  readonly #back: (zone: ZonePlan) => World;
  constructor(zone: ZonePlan, back: (zone: ZonePlan) => World) {
    this.zone = zone;
    this.#back = back;
  }

  /** The values of a record set. */
  values(name: string, type: string): readonly string[] {
    return this.zone.records.filter((record) => this.#is(record, name, type)).map((record) => record.value);
  }

  /** The record set becomes these values; the TTL stays, or is the one given after the type: `A 300`. */
  replace(name: string, type: string, values: readonly string[]): World {
    const [plainType = type, ttl] = type.split(' ');
    const before = this.zone.records.find((record) => this.#is(record, name, plainType));
    const ttlSeconds = ttl === undefined ? (before?.ttlSeconds ?? defaultTtlSeconds) : Number(ttl);
    const others = this.zone.records.filter((record) => !this.#is(record, name, plainType));
    return this.#with([...others, ...this.#records(name, { type: plainType, ttlSeconds }, values)]);
  }

  /** Adds values to a record set, or makes one. */
  add(name: string, type: string, values: readonly string[]): World {
    return this.replace(name, type, [...this.values(name, type.split(' ')[0] ?? type), ...values]);
  }

  /** Takes away one type at a name, or everything there. */
  remove(name: string, type?: string): World {
    return this.#with(
      this.zone.records.filter((record) =>
        type === undefined ? record.name !== nameIn(this.zone.name, name) : !this.#is(record, name, type),
      ),
    );
  }

  ttl(name: string, type: string, ttlSeconds: number): World {
    return this.#with(
      this.zone.records.map((record) => (this.#is(record, name, type) ? { ...record, ttlSeconds } : record)),
    );
  }

  /** Changes fields of the SOA record (RFC 1035 section 3.3.13); seconds. */
  soa(patch: Partial<Record<'serial' | 'refresh' | 'retry' | 'expire' | 'minimum', number>>): World {
    const [server, person, ...numbers] = (this.values('@', 'SOA')[0] ?? '').split(' ');
    const fields = ['serial', 'refresh', 'retry', 'expire', 'minimum'] as const;
    const changed = fields.map((field, index) => patch[field] ?? numbers[index] ?? 0);
    return this.replace('@', 'SOA', [[server, person, ...changed].join(' ')]);
  }

  /** null: unsigned. A part changes what is there. */
  dnssec(patch: Partial<DnssecPlan> | null): World {
    const healthy: DnssecPlan = { signedDaysAgo: 2, expiresInDays: 20, ds: 'match', unsignedTypes: [] };
    const dnssec = patch === null ? null : { ...healthy, ...this.zone.dnssec, ...patch };
    return this.#back({ ...this.zone, dnssec });
  }

  #is(record: RecordPlan, name: string, type: string): boolean {
    return record.type === type && record.name === nameIn(this.zone.name, name);
  }

  #records(
    name: string,
    { type, ttlSeconds }: { readonly type: string; readonly ttlSeconds: number },
    values: readonly string[],
  ): readonly RecordPlan[] {
    return values.map((value) => ({ name: nameIn(this.zone.name, name), type, ttlSeconds, value }));
  }

  #with(records: readonly RecordPlan[]): World {
    return this.#back({ ...this.zone, records });
  }
}
