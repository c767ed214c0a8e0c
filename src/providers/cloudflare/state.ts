import { z } from 'zod';
import type { Json } from '../../model/json.ts';
import type { Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import type { RuleFamily } from '../../protocols/edge/resource.ts';
import { ruleFamilies } from '../../protocols/edge/resource.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import type { SettingId } from '../../protocols/edge/values.ts';
import { setResources } from '../../protocols/zone/records/resources.ts';
import type { ApiAnswer, ApiCall, CloudflareClient } from './client.ts';
import type { HeldSet } from './records.ts';
import { apiRecord, heldSets } from './records.ts';
import type { ApiRule } from './rules.ts';
import { phases, valueOfRule } from './rules.ts';
import { settingForms, settingIds } from './settings.ts';

/** What a run looks at; a token for records alone can still work with records. */
export const cloudflareParts = ['records', 'settings', 'rules', 'other'] as const;
export type CloudflarePart = (typeof cloudflareParts)[number];

export interface ZoneHandle {
  readonly client: CloudflareClient;
  readonly zoneId: string;
  readonly signal: AbortSignal;
}

const zones = z.array(z.object({ id: z.string().regex(/^[0-9a-f]{32}$/), name: z.string() }));

/** The id of the zone with exactly this name. */
export async function findZone(
  client: CloudflareClient,
  zone: string,
  signal: AbortSignal,
): Promise<Result<string>> {
  const answered = await expected(client, {
    method: 'GET',
    path: `/zones?name=${encodeURIComponent(zone)}`,
    signal,
  });
  if (!answered.ok) return answered;
  const parsed = zones.safeParse(answered.value.result);
  const found = parsed.success ? parsed.data.find(({ name }) => name === zone) : undefined;
  return found === undefined
    ? failure(
        'not-found',
        `This token sees no zone ${zone} at Cloudflare: wrong account, or the token is for other zones`,
      )
    : ok(found.id);
}

type Success = Extract<ApiAnswer, { readonly ok: true }>;

/** A call that has to succeed; a refusal becomes a failure with Cloudflare's words. */
export async function expected(client: CloudflareClient, call: ApiCall): Promise<Result<Success>> {
  const answered = await client.call(call);
  if (!answered.ok) return answered;
  const { value } = answered;
  return value.ok
    ? ok(value)
    : failure(
        'protocol',
        `Cloudflare refused to show ${call.path.split('?')[0]?.slice(0, 100)}: ${value.message}`,
      );
}

const perPage = 500;
const maxPages = 20;

/** All records, page by page. */
export async function readRecords({
  client,
  zoneId,
  signal,
}: ZoneHandle): Promise<Result<readonly HeldSet[]>> {
  const all: z.infer<typeof apiRecord>[] = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const path = `/zones/${zoneId}/dns_records?per_page=${perPage}&page=${page}`;
    const answered = await expected(client, { method: 'GET', path, signal });
    if (!answered.ok) return answered;
    const parsed = z.array(apiRecord).safeParse(answered.value.result);
    if (!parsed.success) return failure('protocol', 'Cloudflare sent records in a form we do not know');
    all.push(...parsed.data);
    if (page >= answered.value.pages) return ok(heldSets(all));
  }
  return failure('too-large', `The zone has over ${perPage * maxPages} records`);
}

const ruleset = z.object({
  version: z.string(),
  rules: z
    .array(
      z.object({
        id: z.string().optional(),
        ref: z.string().optional(),
        action: z.string().optional(),
        expression: z.string().optional(),
        description: z.string().optional(),
        enabled: z.boolean().optional(),
        action_parameters: z.json().optional(),
        ratelimit: z.json().optional(),
        logging: z.json().optional(),
        exposed_credential_check: z.json().optional(),
      }),
    )
    .optional(),
});

export interface PhaseRules {
  /** 0: the phase has no rules yet. */
  readonly version: number;
  readonly rules: readonly ApiRule[];
}

/** The rules of one phase of the zone; none when the phase was never written. */
export const readPhase = (handle: ZoneHandle, family: RuleFamily): Promise<Result<PhaseRules>> =>
  readRuleset(handle, `/rulesets/phases/${phases[family]}/entrypoint`);

/** The rules at this path of the zone: a phase as it is, or one of its versions. */
export async function readRuleset(
  { client, zoneId, signal }: ZoneHandle,
  path: string,
): Promise<Result<PhaseRules>> {
  const answered = await client.call({ method: 'GET', path: `/zones/${zoneId}${path}`, signal });
  if (!answered.ok) return answered;
  if (!answered.value.ok)
    return answered.value.status === 404
      ? ok({ version: 0, rules: [] })
      : failure('protocol', `Cloudflare refused to show ${path}: ${answered.value.message}`);
  const parsed = ruleset.safeParse(answered.value.result);
  if (!parsed.success) return failure('protocol', `Cloudflare sent ${path} in a form we do not know`);
  const rules = (parsed.data.rules ?? []).map(
    ({ id, ref, action, expression, description, enabled, ...more }) => ({
      ...(more as Partial<ApiRule>),
      ref: ref ?? id ?? '',
      action: action ?? '',
      expression: expression ?? '',
      description: description ?? '',
      enabled: enabled ?? true,
    }),
  );
  return ok({ version: Number(parsed.data.version), rules });
}

const setting = z.object({ value: z.json(), editable: z.boolean().optional() });

/** One setting, under our name and in our words. */
export async function readSetting(
  { client, zoneId, signal }: ZoneHandle,
  id: SettingId,
): Promise<Result<Json>> {
  const form = settingForms[id];
  const answered = await expected(client, {
    method: 'GET',
    path: `/zones/${zoneId}/settings/${form.id}`,
    signal,
  });
  if (!answered.ok) return answered;
  const parsed = setting.safeParse(answered.value.result);
  if (!parsed.success)
    return failure('protocol', `Cloudflare sent the setting ${form.id} in a form we do not know`);
  const raw = parsed.data.value as Json;
  return ok(form.fromApi(raw) ?? raw);
}

async function readSettings(handle: ZoneHandle): Promise<Result<Resources>> {
  const state: Record<string, Json> = {};
  for (const id of settingIds) {
    const value = await readSetting(handle, id);
    if (!value.ok) return value;
    state[`setting:${id}`] = value.value;
  }
  return ok(state);
}

async function readRules(handle: ZoneHandle): Promise<Result<Resources>> {
  const state: Record<string, Json> = {};
  for (const family of ruleFamilies) {
    const phase = await readPhase(handle, family);
    if (!phase.ok) return phase;
    for (const rule of phase.value.rules) state[`rule:${family}/${rule.ref}`] = valueOfRule(family, rule);
    if (phase.value.rules.length > 1) state[`rule-order:${family}`] = phase.value.rules.map(({ ref }) => ref);
  }
  return ok(state);
}

async function readOther({ client, zoneId, signal }: ZoneHandle): Promise<Result<Resources>> {
  const get = (path: string): Promise<Result<Success>> =>
    expected(client, { method: 'GET', path: `/zones/${zoneId}${path}`, signal });
  const [dnssec, universal, bots] = [
    await get('/dnssec'),
    await get('/ssl/universal/settings'),
    await get('/bot_management'),
  ];
  if (!dnssec.ok) return dnssec;
  if (!universal.ok) return universal;
  if (!bots.ok) return bots;
  const status = z.object({ status: z.string() }).safeParse(dnssec.value.result);
  const enabled = z.object({ enabled: z.boolean() }).safeParse(universal.value.result);
  const fight = z.object({ fight_mode: z.boolean().optional() }).safeParse(bots.value.result);
  return ok({
    dnssec: status.success && (status.data.status === 'active' || status.data.status === 'pending'),
    'universal-ssl': enabled.success && enabled.data.enabled,
    bots: { fightMode: fight.success && fight.data.fight_mode === true },
  });
}

/** The parts asked for, as one state. */
export async function readParts(
  handle: ZoneHandle,
  parts: readonly CloudflarePart[],
): Promise<Result<Resources>> {
  const state: Record<string, Json> = {};
  for (const part of parts) {
    const read = await readers[part](handle);
    if (!read.ok) return read;
    Object.assign(state, read.value);
  }
  return ok(state);
}

const readers: Readonly<Record<CloudflarePart, (handle: ZoneHandle) => Promise<Result<Resources>>>> = {
  records: async (handle) => {
    const held = await readRecords(handle);
    return held.ok ? ok(setResources(held.value.map(({ set }) => set))) : held;
  },
  settings: readSettings,
  rules: readRules,
  other: readOther,
};
