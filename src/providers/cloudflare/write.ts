import type { Change } from '../../model/fix.ts';
import type { Json } from '../../model/json.ts';
import type { Result } from '../../model/outside.ts';
import { ok } from '../../model/outside.ts';
import type { ResourceId, RuleFamily } from '../../protocols/edge/resource.ts';
import { parseResource } from '../../protocols/edge/resource.ts';
import type { SettingId } from '../../protocols/edge/values.ts';
import { setFrom } from '../../protocols/zone/records/resources.ts';
import type { RecordSet } from '../../protocols/zone/records/record-set.ts';
import { valueKey } from '../../protocols/zone/records/value.ts';
import { ttlLimits } from './capabilities.ts';
import type { ApiCall } from './client.ts';
import type { HeldSet } from './records.ts';
import { recordBody, valueOf } from './records.ts';
import { apiRuleOf, phases } from './rules.ts';
import { settingForms } from './settings.ts';
import type { PhaseRules, ZoneHandle } from './state.ts';

/** null: written; a sentence: refused, nothing written. */
export type Written = Result<string | null>;

/** One transaction for all record changes (deletes, patches, puts, posts, in this order). */
export async function writeRecords(
  handle: ZoneHandle,
  held: readonly HeldSet[],
  changes: readonly Change[],
): Promise<Written> {
  const body = { deletes: [] as object[], puts: [] as object[], posts: [] as object[] };
  for (const { resource, after } of changes) {
    const set = after === null ? null : setFrom(resource, after);
    if (set !== null && 'problem' in set) return ok(set.problem);
    const refusal = set === null ? null : ttlRefusal(set);
    if (refusal !== null) return ok(refusal);
    const id = parseResource(resource);
    const here = held.find(
      (each) => id?.kind === 'rrset' && each.set.name === id.name && each.set.type === id.type,
    );
    collect(body, here?.records ?? [], set);
  }
  const filled = Object.fromEntries(Object.entries(body).filter(([, list]) => list.length > 0));
  return send(handle, { method: 'POST', path: '/dns_records/batch', body: filled });
}

function ttlRefusal(set: RecordSet): string | null {
  const { leastSeconds, mostSeconds } = ttlLimits;
  if (set.ttlSeconds === 'auto') return null;
  if (set.isProxied === true) return `${set.name} ${set.type} is proxied, so its TTL is automatic`;
  return set.ttlSeconds < leastSeconds || set.ttlSeconds > mostSeconds
    ? `Cloudflare takes TTLs from ${leastSeconds} to ${mostSeconds} seconds, or automatic; ${set.name} ${set.type} wants ${set.ttlSeconds}`
    : null;
}

function collect(
  body: { readonly deletes: object[]; readonly puts: object[]; readonly posts: object[] },
  records: HeldSet['records'],
  set: RecordSet | null,
): void {
  const wanted = new Map((set?.values ?? []).map((value) => [valueKey(set?.type ?? '', value), value]));
  for (const record of records) {
    const key = valueKey(record.type, valueOf(record));
    const value = wanted.get(key);
    if (set === null || value === undefined) body.deletes.push({ id: record.id });
    else body.puts.push({ id: record.id, ...recordBody(set, value) });
    wanted.delete(key);
  }
  if (set !== null) for (const value of wanted.values()) body.posts.push(recordBody(set, value));
}

/** All rules of a phase at once: tried with `dry_run` first, and foreign rules are written back as they were. */
export async function writeRules(
  handle: ZoneHandle,
  phase: { readonly family: RuleFamily; readonly before: PhaseRules },
  changes: readonly Change[],
): Promise<Written> {
  const { family, before } = phase;
  let rules: { ref: string; body: Json }[] = before.rules.map((rule) => ({
    ref: rule.ref,
    body: rule as unknown as Json,
  }));
  for (const { resource, after } of changes) {
    const id = parseResource(resource);
    if (id?.kind === 'rule-order' && Array.isArray(after)) rules = ordered(rules, after);
    if (id?.kind !== 'rule') continue;
    const body = after === null ? null : apiRuleOf(family, id.ref, after);
    if (after !== null && body === null) return ok(`${resource} has not the form of a ${family} rule`);
    const at = rules.findIndex(({ ref }) => ref === id.ref);
    if (body === null) rules = rules.filter(({ ref }) => ref !== id.ref);
    else if (at < 0) rules.push({ ref: id.ref, body });
    else rules[at] = { ref: id.ref, body };
  }
  const path = `/rulesets/phases/${phases[family]}/entrypoint`;
  const body = { rules: rules.map((rule) => rule.body) };
  const tried = await send(handle, { method: 'PUT', path: `${path}?dry_run=true`, body });
  return tried.ok && tried.value === null ? send(handle, { method: 'PUT', path, body }) : tried;
}

const ordered = <T extends { readonly ref: string }>(rules: readonly T[], order: readonly Json[]): T[] =>
  rules.toSorted((a, b) => place(order, a.ref) - place(order, b.ref));
const place = (order: readonly Json[], ref: string): number => {
  const at = order.indexOf(ref);
  return at < 0 ? order.length : at;
};

/** A setting or another resource that stands alone. */
export async function writeSingle(handle: ZoneHandle, id: ResourceId, after: Json): Promise<Written> {
  if (id.kind === 'setting') {
    const form = settingForms[id.setting as SettingId];
    return send(handle, {
      method: 'PATCH',
      path: `/settings/${form.id}`,
      body: { value: form.toApi(after) },
    });
  }
  if (id.kind === 'dnssec')
    return send(handle, {
      method: 'PATCH',
      path: '/dnssec',
      body: { status: after === true ? 'active' : 'disabled' },
    });
  if (id.kind === 'universal-ssl')
    return send(handle, {
      method: 'PATCH',
      path: '/ssl/universal/settings',
      body: { enabled: after === true },
    });
  const isOn = (after as Readonly<Record<string, Json>> | null)?.['fightMode'] === true;
  return send(handle, { method: 'PUT', path: '/bot_management', body: { fight_mode: isOn } });
}

async function send({ client, zoneId, signal }: ZoneHandle, call: Omit<ApiCall, 'signal'>): Promise<Written> {
  const answered = await client.call({ ...call, path: `/zones/${zoneId}${call.path}`, signal });
  if (!answered.ok) return answered;
  if (answered.value.ok) return ok(null);
  const { status, code, message } = answered.value;
  return ok(`Cloudflare refused it (${status}${code === null ? '' : `, code ${code}`}): ${message}`);
}
