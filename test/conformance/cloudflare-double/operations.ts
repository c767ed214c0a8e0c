import type { DoubleKnobs } from './server.ts';
import { idOf, Refusal, rulesetShown } from './zone.ts';
import type { DoubleZone } from './zone.ts';

interface Call {
  readonly method: string;
  readonly template: string;
  readonly url: URL;
  readonly body: unknown;
}
type Loose = Readonly<Record<string, unknown>>;
type Operation = (zone: DoubleZone, call: Call, path: readonly string[]) => unknown;

const envelope = (result: unknown, more: object = {}): object => ({
  success: true,
  errors: [],
  messages: [],
  result,
  ...more,
});

const operations: Readonly<Record<string, Operation>> = {
  'GET /zones/{zone_id}/dns_records': (zone, { url }) => {
    const [page, size] = [
      Number(url.searchParams.get('page') ?? 1),
      Number(url.searchParams.get('per_page') ?? 100),
    ];
    const shown = zone.records.slice((page - 1) * size, page * size).map(zone.shown);
    const total = zone.records.length;
    return envelope(shown, {
      result_info: {
        page,
        per_page: size,
        count: shown.length,
        total_count: total,
        total_pages: Math.max(1, Math.ceil(total / size)),
      },
    });
  },
  'POST /zones/{zone_id}/dns_records/batch': (zone, { body }) => {
    const done = zone.batch(body as Parameters<DoubleZone['batch']>[0]);
    return envelope(
      Object.fromEntries(Object.entries(done).map(([kind, list]) => [kind, list.map(zone.shown)])),
    );
  },
  'POST /zones/{zone_id}/dns_records': (zone, { body }) =>
    envelope(zone.shown(zone.batch({ posts: [body as Loose] })['posts']?.[0] ?? never())),
  'DELETE /zones/{zone_id}/dns_records/{dns_record_id}': (zone, _, path) =>
    envelope({ id: zone.batch({ deletes: [{ id: path[4] }] })['deletes']?.[0]?.id }),
  'GET /zones/{zone_id}/settings/{setting_id}': (zone, _, path) => envelope(zone.setting(path[4] ?? '')),
  'PATCH /zones/{zone_id}/settings/{setting_id}': (zone, { body }, path) =>
    envelope(zone.setSetting(path[4] ?? '', (body as Loose)['value'])),
  'GET /zones/{zone_id}/rulesets/phases/{ruleset_phase}/entrypoint': (zone, _, path) =>
    envelope(rulesetShown(zone.ruleset(path[5] ?? ''))),
  'PUT /zones/{zone_id}/rulesets/phases/{ruleset_phase}/entrypoint': (zone, { body, url }, path) => {
    const rules = ((body as Loose)['rules'] ?? []) as readonly Loose[];
    const isDryRun = url.searchParams.get('dry_run') === 'true';
    const made = rulesetShown(zone.putRuleset(path[5] ?? '', rules, isDryRun));
    // Tried only: `result` is null (description of the parameter in the API reference).
    return envelope(isDryRun ? null : made);
  },
  'GET /zones/{zone_id}/rulesets/phases/{ruleset_phase}/entrypoint/versions': (zone, _, path) =>
    envelope(zone.versions(path[5] ?? '').map((each) => ({ ...rulesetShown(each), rules: undefined }))),
  'GET /zones/{zone_id}/rulesets/phases/{ruleset_phase}/entrypoint/versions/{ruleset_version}': (
    zone,
    _,
    path,
  ) => envelope(rulesetShown(zone.ruleset(path[5] ?? '', Number(path[8])))),
  'GET /zones/{zone_id}/dnssec': (zone) => envelope({ status: zone.dnssec }),
  'PATCH /zones/{zone_id}/dnssec': (zone, { body }) => {
    zone.dnssec = String((body as Loose)['status']);
    return envelope({ status: zone.dnssec });
  },
  'GET /zones/{zone_id}/ssl/universal/settings': (zone) => envelope({ enabled: zone.universalSsl }),
  'PATCH /zones/{zone_id}/ssl/universal/settings': (zone, { body }) => {
    zone.universalSsl = (body as Loose)['enabled'] === true;
    return envelope({ enabled: zone.universalSsl });
  },
  'GET /zones/{zone_id}/bot_management': (zone) => envelope({ fight_mode: zone.fightMode }),
  'PUT /zones/{zone_id}/bot_management': (zone, { body }) => {
    zone.fightMode = (body as Loose)['fight_mode'] === true;
    return envelope({ fight_mode: zone.fightMode });
  },
};

/** The answer to one allowed, well-formed call. */
export function answerCall(
  parts: { readonly zone: DoubleZone; readonly knobs: DoubleKnobs },
  call: Call,
): object {
  const { zone, knobs } = parts;
  if (call.template === '/user/tokens/verify')
    return envelope({ id: idOf('token'), status: knobs.tokenStatus, expires_on: '2026-12-01T00:00:00Z' });
  if (call.template === '/zones')
    return envelope(call.url.searchParams.get('name') === zone.name ? [zoneShown(zone)] : [], {
      result_info: { page: 1, per_page: 20, count: 1, total_count: 1, total_pages: 1 },
    });
  const path = call.url.pathname.split('/');
  if (path[2] !== zone.id) throw new Refusal(404, 7_003, 'Could not route to the zone');
  if (call.method === 'PUT' && !call.url.searchParams.has('dry_run')) {
    const meddle = knobs.beforeNextPut;
    knobs.beforeNextPut = null;
    meddle?.();
  }
  if (call.method === 'PATCH' && knobs.lockedSettings.includes(path[4] ?? ''))
    throw new Refusal(400, 1_024, 'This setting cannot be modified for this zone on its plan.');
  const operation = operations[`${call.method} ${call.template}`];
  if (operation === undefined)
    throw new Refusal(501, 1, `the double does not speak ${call.method} ${call.template}`);
  return operation(zone, call, path) as object;
}

const zoneShown = (zone: DoubleZone): object => ({
  id: zone.id,
  name: zone.name,
  status: 'active',
  paused: false,
  type: 'full',
  development_mode: 0,
  name_servers: ['ada.ns.cloudflare.test', 'bob.ns.cloudflare.test'],
  original_name_servers: null,
  original_registrar: null,
  original_dnshost: null,
  created_on: '2026-01-01T00:00:00Z',
  modified_on: '2026-01-01T00:00:00Z',
  activated_on: '2026-01-01T00:00:00Z',
  owner: { id: idOf('owner'), type: 'user', name: 'Founder' },
  account: { id: idOf('account'), name: 'Founder' },
  meta: {
    cdn_only: false,
    custom_certificate_quota: 0,
    dns_only: false,
    foundation_dns: false,
    page_rule_quota: 3,
    phishing_detected: false,
    step: 0,
  },
  plan: {
    id: idOf('free'),
    name: 'Free Website',
    price: 0,
    currency: 'USD',
    frequency: '',
    is_subscribed: false,
    can_subscribe: false,
    legacy_id: 'free',
    legacy_discount: false,
    externally_managed: false,
  },
});

function never(): never {
  throw new Error('a batch of one made nothing');
}
