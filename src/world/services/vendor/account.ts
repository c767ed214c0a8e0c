import { createHash } from 'node:crypto';
import type { RecordPlan, WorldPlan } from '../../plan.ts';
import { addresses } from '../../healthy/addresses.ts';
import type { VendorRule } from './rules.ts';
import { layerFor, withLayer } from './rules.ts';

/** One record as the API gives it. */
export interface VendorRecord {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly ttl: number;
  readonly proxied: boolean;
  readonly priority?: number;
  readonly data?: Readonly<Record<string, string | number>>;
}

export class VendorRefusal extends Error {
  override readonly name = 'VendorRefusal';
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

const off = { enabled: false, max_age: 0, include_subdomains: false, preload: false, nosniff: false };
const usualSettings: Readonly<Record<string, unknown>> = {
  ssl: 'strict',
  always_use_https: 'off',
  min_tls_version: '1.2',
  tls_1_3: 'on',
  automatic_https_rewrites: 'off',
  opportunistic_encryption: 'on',
  brotli: 'on',
  http3: 'off',
  '0rtt': 'off',
  early_hints: 'off',
  websockets: 'on',
  development_mode: 'off',
  always_online: 'off',
  rocket_loader: 'off',
  email_obfuscation: 'off',
  browser_check: 'on',
  browser_cache_ttl: 0,
  security_level: 'medium',
  cache_level: 'aggressive',
  security_header: { strict_transport_security: off },
};
/** What this plan lets its customers change; the rest is fixed by the listeners of the demo internet. */
const editable = new Set([
  'always_use_https',
  'security_header',
  'brotli',
  'automatic_https_rewrites',
  'early_hints',
  'rocket_loader',
]);
const quotas: Readonly<Record<string, number>> = {
  http_request_dynamic_redirect: 10,
  http_request_cache_settings: 10,
  http_response_headers_transform: 10,
  http_request_firewall_custom: 5,
  http_ratelimit: 1,
};
const autoSeconds = 300;

/** The shop's account at the edge vendor: what its customer set up, and how the world looks with it. */
export class VendorAccount {
  readonly zone: string;
  readonly settings = new Map<string, unknown>(Object.entries(usualSettings));
  readonly rulesets = new Map<string, readonly VendorRule[]>();
  readonly versions = new Map<string, number>();
  dnssec: boolean;
  #records: readonly VendorRecord[];
  readonly #initial: readonly VendorRecord[];

  constructor(plan: WorldPlan) {
    const zone = plan.zones[plan.domain];
    this.zone = plan.domain;
    this.dnssec = zone?.dnssec !== null;
    this.#initial = (zone?.records ?? []).flatMap(fromPlan);
    this.#records = this.#initial;
  }

  get records(): readonly VendorRecord[] {
    return this.#records;
  }

  /** One transaction: deletes, puts, posts. */
  batch(body: Readonly<Record<string, readonly VendorRecord[] | undefined>>): void {
    const gone = new Set([...(body['deletes'] ?? []), ...(body['puts'] ?? [])].map(({ id }) => id));
    const missing = [...gone].find((id) => !this.#records.some((record) => record.id === id));
    if (missing !== undefined) throw new VendorRefusal(404, 81_044, 'Record does not exist.');
    const kept = this.#records.filter(({ id }) => !gone.has(id));
    const puts = (body['puts'] ?? []).map(withContent);
    const posts = (body['posts'] ?? []).map(withContent);
    const next = [...kept, ...puts];
    for (const record of posts)
      next.push({
        ...record,
        id: idOf(JSON.stringify([record.name, record.type, record.content, next.length])),
      });
    const clash = next.find(
      (record) =>
        record.type === 'CNAME' && next.some((other) => other !== record && other.name === record.name),
    );
    if (clash !== undefined)
      throw new VendorRefusal(400, 81_053, 'An A, AAAA, or CNAME record with that host already exists.');
    this.#records = next;
  }

  set(setting: string, value: unknown): void {
    if (!this.settings.has(setting)) throw new VendorRefusal(404, 7_003, 'Could not route to this setting.');
    if (!this.isEditable(setting))
      throw new VendorRefusal(400, 1_015, `Not allowed to edit setting for ${setting}`);
    this.settings.set(setting, value);
  }

  isEditable(setting: string): boolean {
    return editable.has(setting);
  }

  put(phase: string, rules: readonly VendorRule[], isTrial: boolean): void {
    const quota = quotas[phase];
    if (quota === undefined) throw new VendorRefusal(404, 10_000, 'unknown phase');
    if (rules.length > quota)
      throw new VendorRefusal(
        400,
        20_120,
        `exceeded maximum number of rules in the phase ${phase}: ${quota}`,
      );
    if (isTrial) return;
    this.rulesets.set(phase, rules);
    this.versions.set(phase, (this.versions.get(phase) ?? 0) + 1);
  }

  /** The world as visitors of the edge meet it. */
  project(base: WorldPlan): WorldPlan {
    const zone = base.zones[this.zone];
    if (zone === undefined) return base;
    const changed = changedSets(this.#initial, this.#records);
    const kept = zone.records.filter(({ name, type }) => !changed.has(`${name} ${type}`));
    const fresh = this.#records.filter(({ name, type }) => changed.has(`${name} ${type}`)).map(toPlan);
    const records = [...kept, ...fresh];
    const proxied = new Set(this.#records.filter((record) => record.proxied).map(({ name }) => name));
    const hosts = Object.fromEntries(
      Object.values(base.hosts).map((host) => [host.name, proxied.has(host.name) ? this.#laid(host) : host]),
    );
    return { ...base, hosts, zones: { ...base.zones, [this.zone]: { ...zone, records } } };
  }

  #laid(host: WorldPlan['hosts'][string]): WorldPlan['hosts'][string] {
    const laid = withLayer(host, layerFor(host.name, Object.fromEntries(this.rulesets)));
    const upgraded =
      this.settings.get('always_use_https') === 'on'
        ? { ...laid, plain: 'redirect' as const, plainStatus: 301 }
        : laid;
    const header = this.settings.get('security_header') as { readonly strict_transport_security: typeof off };
    const { enabled, max_age: age, include_subdomains: wide } = header.strict_transport_security;
    const text = `max-age=${age}${wide ? '; includeSubDomains' : ''}`;
    return enabled
      ? { ...upgraded, headers: { ...upgraded.headers, 'strict-transport-security': text } }
      : upgraded;
  }
}

const edgeAddresses: readonly string[] = addresses.edge;

/** The edge and its origin are one server in this world, so a proxied record names the edge's own address. */
function fromPlan(record: RecordPlan): readonly VendorRecord[] {
  const { name, type, ttlSeconds, value } = record;
  if (type === 'SOA' || type === 'NS') return [];
  const proxied = edgeAddresses.includes(value);
  const base = { id: idOf(`${name} ${type} ${value}`), name, type, ttl: proxied ? 1 : ttlSeconds, proxied };
  if (type === 'MX') {
    const [priority = '0', host = ''] = value.split(' ');
    return [{ ...base, priority: Number(priority), content: host.replace(/\.$/, '') }];
  }
  if (type === 'CAA') {
    const [, flags = '0', tag = '', text = ''] = /^(\d+) (\S+) "(.*)"$/.exec(value) ?? [];
    return [{ ...base, content: value, data: { flags: Number(flags), tag, value: text } }];
  }
  return [{ ...base, content: type === 'CNAME' ? value.replace(/\.$/, '') : value }];
}

function withContent(record: VendorRecord): VendorRecord {
  const base = { ...record, proxied: record.proxied === true, ttl: record.proxied === true ? 1 : record.ttl };
  const { data } = record;
  return record.type === 'CAA' && data !== undefined
    ? { ...base, content: `${data['flags']} ${data['tag']} "${data['value']}"` }
    : base;
}

function toPlan({ name, type, content, ttl, priority }: VendorRecord): RecordPlan {
  const value = type === 'MX' ? `${priority ?? 0} ${content}.` : type === 'CNAME' ? `${content}.` : content;
  return { name, type, ttlSeconds: ttl === 1 ? autoSeconds : ttl, value };
}

function changedSets(before: readonly VendorRecord[], after: readonly VendorRecord[]): ReadonlySet<string> {
  const texts = (all: readonly VendorRecord[]): ReadonlyMap<string, string> => {
    const groups = Map.groupBy(all, ({ name, type }) => `${name} ${type}`);
    return new Map(
      [...groups].map(([key, list]) => [
        key,
        JSON.stringify(list.map(({ content, ttl, priority }) => [content, ttl, priority ?? null]).toSorted()),
      ]),
    );
  };
  const [old, now] = [texts(before), texts(after)];
  return new Set([...old.keys(), ...now.keys()].filter((key) => old.get(key) !== now.get(key)));
}
