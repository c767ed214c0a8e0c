import { createHash } from 'node:crypto';

export interface StoredRecord {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly proxied: boolean;
  readonly content: string;
  readonly priority?: number;
  readonly comment?: string | null;
  readonly data?: Readonly<Record<string, unknown>>;
}
export interface StoredRuleset {
  readonly id: string;
  readonly phase: string;
  readonly version: number;
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}

export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const moment = '2026-11-22T00:00:00Z';
export const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

const ruleQuotas: Readonly<Record<string, number>> = {
  http_request_dynamic_redirect: 10,
  http_request_cache_settings: 10,
  http_response_headers_transform: 10,
  http_request_firewall_custom: 5,
  http_ratelimit: 1,
};
const maxRecords = 200;
const freeLocked = new Set(['polish', 'mirage', 'webp', 'true_client_ip_header', 'http2']);
const settingValues: Readonly<Record<string, unknown>> = {
  ssl: 'full',
  always_use_https: 'off',
  min_tls_version: '1.0',
  tls_1_3: 'on',
  automatic_https_rewrites: 'on',
  opportunistic_encryption: 'on',
  brotli: 'on',
  http3: 'on',
  '0rtt': 'off',
  early_hints: 'off',
  websockets: 'on',
  development_mode: 'off',
  always_online: 'off',
  rocket_loader: 'off',
  email_obfuscation: 'on',
  browser_check: 'on',
  browser_cache_ttl: 14_400,
  security_level: 'medium',
  cache_level: 'aggressive',
  polish: 'off',
  security_header: {
    strict_transport_security: {
      enabled: false,
      max_age: 0,
      include_subdomains: false,
      preload: false,
      nosniff: false,
    },
  },
};
const choices: Readonly<Record<string, readonly unknown[]>> = {
  ssl: ['off', 'flexible', 'full', 'strict'],
  min_tls_version: ['1.0', '1.1', '1.2', '1.3'],
  tls_1_3: ['on', 'off', 'zrt'],
};

/** The state of one zone on the Free plan, with the rules the contract does not tell. */
export class DoubleZone {
  readonly name: string;
  readonly id: string;
  records: readonly StoredRecord[] = [];
  private made = 0;
  private readonly settings = new Map(Object.entries(settingValues));
  private readonly rulesets = new Map<string, StoredRuleset[]>();
  dnssec = 'disabled';
  universalSsl = true;
  fightMode = false;
  constructor(name: string) {
    this.name = name;
    this.id = idOf(name);
  }

  /** One transaction: deletes, patches, puts, posts, all or nothing. */
  batch(
    body: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[] | undefined>>,
  ): Readonly<Record<string, readonly StoredRecord[]>> {
    const before = this.records;
    try {
      const deletes = (body['deletes'] ?? []).map((each) => this.take(String(each['id'])));
      const patches = (body['patches'] ?? []).map((each) =>
        this.replace(String(each['id']), { ...this.find(String(each['id'])), ...each }),
      );
      const puts = (body['puts'] ?? []).map((each) => this.replace(String(each['id']), each));
      const posts = (body['posts'] ?? []).map((each) => this.create(each));
      return { deletes, patches, puts, posts };
    } catch (error) {
      this.records = before;
      throw error;
    }
  }

  private find(id: string): StoredRecord {
    const found = this.records.find((record) => record.id === id);
    if (found === undefined) throw new Refusal(404, 81_044, 'Record does not exist.');
    return found;
  }

  private take(id: string): StoredRecord {
    const found = this.find(id);
    this.records = this.records.filter((record) => record !== found);
    return found;
  }

  private replace(id: string, body: Readonly<Record<string, unknown>>): StoredRecord {
    this.take(id);
    return this.add(id, body);
  }

  private create(body: Readonly<Record<string, unknown>>): StoredRecord {
    this.made += 1;
    return this.add(idOf(`${this.name} ${this.made}`), body);
  }

  private add(id: string, body: Readonly<Record<string, unknown>>): StoredRecord {
    const name = String(body['name']).toLowerCase();
    const type = String(body['type']);
    const proxied = body['proxied'] === true;
    const ttl = proxied ? 1 : Number(body['ttl']);
    if (name !== this.name && !name.endsWith(`.${this.name}`))
      throw new Refusal(400, 9_000, 'DNS name is invalid.');
    if (ttl !== 1 && (ttl < 60 || ttl > 86_400))
      throw new Refusal(400, 9_021, 'Invalid TTL. Must be between 60 and 86400 seconds, or 1 for Automatic.');
    if (type === 'NS' && name === this.name)
      throw new Refusal(400, 81_055, 'NS records at the zone apex are managed by Cloudflare.');
    if (String(body['comment'] ?? '').length > 100)
      throw new Refusal(400, 9_300, 'DNS record comments may be at most 100 characters on your plan.');
    const data = body['data'] as StoredRecord['data'];
    const content = data === undefined ? String(body['content']) : Object.values(data).join(' ');
    this.refuseConflict({ name, type, content, data: JSON.stringify(data), priority: body['priority'] });
    if (this.records.length >= maxRecords) throw new Refusal(400, 81_045, 'Record quota exceeded.');
    const record: StoredRecord = {
      id,
      name,
      type,
      ttl,
      proxied,
      content,
      ...(body['priority'] === undefined ? {} : { priority: Number(body['priority']) }),
      ...(data === undefined ? {} : { data }),
      comment: typeof body['comment'] === 'string' ? body['comment'] : null,
    };
    this.records = [...this.records, record];
    return record;
  }

  private refuseConflict(wanted: {
    readonly name: string;
    readonly type: string;
    readonly content: string;
    readonly data: string | undefined;
    readonly priority: unknown;
  }): void {
    const addresses = ['A', 'AAAA', 'CNAME'];
    for (const other of this.records.filter(({ name }) => name === wanted.name)) {
      const isAlias = (wanted.type === 'CNAME') !== (other.type === 'CNAME');
      if (
        (isAlias && addresses.includes(other.type) && addresses.includes(wanted.type)) ||
        (wanted.type === 'CNAME' && other.type === 'CNAME')
      )
        throw new Refusal(400, 81_053, 'An A, AAAA, or CNAME record with that host already exists.');
      const isSame =
        other.type === wanted.type &&
        other.content === wanted.content &&
        JSON.stringify(other.data) === wanted.data &&
        other.priority === wanted.priority;
      if (isSame) throw new Refusal(400, 81_058, 'An identical record already exists.');
    }
  }

  shown = (record: StoredRecord): object => ({
    ...record,
    proxiable: ['A', 'AAAA', 'CNAME'].includes(record.type),
    settings: {},
    meta: {},
    tags: [],
    created_on: moment,
    modified_on: moment,
  });

  setting(id: string): object {
    const value = this.settings.get(id);
    if (value === undefined) throw new Refusal(400, 1_003, 'Undefined zone setting.');
    return { id, value, editable: !freeLocked.has(id), modified_on: moment };
  }

  setSetting(id: string, value: unknown): object {
    this.setting(id);
    if (freeLocked.has(id))
      throw new Refusal(400, 1_024, 'This setting cannot be modified for this zone on its plan.');
    const old = this.settings.get(id);
    const isKnown =
      choices[id]?.includes(value) ??
      (old === 'on' || old === 'off' ? value === 'on' || value === 'off' : typeof value === typeof old);
    if (!isKnown) throw new Refusal(400, 1_007, `Invalid value for zone setting ${id}.`);
    this.settings.set(id, value);
    return this.setting(id);
  }

  /** The newest version of a phase, or one of its history. */
  ruleset(phase: string, version?: number): StoredRuleset {
    const all = this.rulesets.get(phase) ?? [];
    const found = version === undefined ? all.at(-1) : all.find((each) => each.version === version);
    if (found === undefined) throw new Refusal(404, 10_003, 'could not find entrypoint ruleset in the phase');
    return found;
  }

  versions = (phase: string): readonly StoredRuleset[] => this.rulesets.get(phase) ?? [];

  putRuleset(
    phase: string,
    rules: readonly Readonly<Record<string, unknown>>[],
    isDryRun: boolean,
  ): StoredRuleset {
    const quota = ruleQuotas[phase];
    if (quota === undefined) throw new Refusal(400, 20_015, `phase ${phase} is not available on this plan`);
    if (rules.length > quota)
      throw new Refusal(
        400,
        20_019,
        `exceeded maximum number of rules in the phase ${phase}: ${rules.length} out of ${quota}`,
      );
    if (new Set(rules.map((rule) => rule['ref'])).size !== rules.length)
      throw new Refusal(400, 20_120, 'rule refs must be unique');
    for (const rule of rules) refuseBeyondFree(phase, rule);
    const version = (this.rulesets.get(phase)?.at(-1)?.version ?? 0) + 1;
    const made: StoredRuleset = {
      id: idOf(`${this.name} ${phase}`),
      phase,
      version,
      rules: rules.map((rule, n) => ({
        description: '',
        enabled: true,
        ...rule,
        ref: rule['ref'] ?? idOf(`${phase} ${version} ${n}`),
        id: idOf(`${phase} ${String(rule['ref'])}`),
        version: String(version),
        last_updated: moment,
      })),
    };
    if (!isDryRun) this.rulesets.set(phase, [...(this.rulesets.get(phase) ?? []), made]);
    return made;
  }
}

/** What a rule of the Free plan may say (plan pages of 2026; plan-limits.json). */
function refuseBeyondFree(phase: string, rule: Readonly<Record<string, unknown>>): void {
  const text = JSON.stringify(rule['ratelimit'] ?? rule['action_parameters'] ?? {});
  const [period, timeout] = ['period', 'mitigation_timeout'].map((name) => numberIn(text, name));
  if (phase === 'http_ratelimit' && (period !== 10 || timeout !== 10))
    throw new Refusal(400, 20_155, 'not entitled to use this period or mitigation timeout: only 10 seconds');
  if (phase === 'http_ratelimit' && /http\.host/.test(String(rule['expression'])))
    throw new Refusal(400, 20_127, 'not entitled: field http.host may not be used in rate limiting rules');
  const edgeTtl = phase === 'http_request_cache_settings' ? numberIn(text, 'default') : null;
  if (edgeTtl !== null && edgeTtl < 7_200)
    throw new Refusal(400, 20_155, 'not entitled to an edge TTL under 7200 seconds');
}

const numberIn = (text: string, name: string): number | null => {
  const found = new RegExp(`"${name}":(\\d+)`).exec(text)?.[1];
  return found === undefined ? null : Number(found);
};

export const rulesetShown = (set: StoredRuleset): object => ({
  id: set.id,
  name: 'default',
  description: '',
  kind: 'zone',
  phase: set.phase,
  version: String(set.version),
  rules: set.rules,
  last_updated: moment,
});
