import { z } from 'zod';
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
import type { ApiAnswer, ApiCall } from './client.ts';
import type { HeldSet } from './records.ts';
import { recordBody, valueOf } from './records.ts';
import { apiRuleOf, phases } from './rules.ts';
import { settingForms } from './settings.ts';
import { readRuleset } from './state.ts';
import type { PhaseRules, ZoneHandle } from './state.ts';

/** Why nothing was written: Cloudflare refuses it, or somebody else was faster. */
export interface NotWritten {
  readonly outcome: 'refused' | 'stale';
  readonly says: string;
}
/** null: written. */
export type Written = Result<NotWritten | null>;

const refused = (says: string): Written => ok({ outcome: 'refused', says });

/** One transaction for all record changes (deletes, patches, puts, posts, in this order). */
export async function writeRecords(
  handle: ZoneHandle,
  held: readonly HeldSet[],
  changes: readonly Change[],
): Promise<Written> {
  const body = { deletes: [] as object[], puts: [] as object[], posts: [] as object[] };
  for (const { resource, after } of changes) {
    const set = after === null ? null : setFrom(resource, after);
    if (set !== null && 'problem' in set) return refused(set.problem);
    const refusal = set === null ? null : ttlRefusal(set);
    if (refusal !== null) return refused(refusal);
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

/**
 * All rules of a phase at once: tried with `dry_run` first, and foreign rules are written back as they were. Cloudflare numbers the
 * versions of a phase: a number that was skipped is somebody else's edit between our look and our write, and is put back.
 */
export async function writeRules(
  handle: ZoneHandle,
  phase: { readonly family: RuleFamily; readonly before: PhaseRules },
  changes: readonly Change[],
): Promise<Written> {
  const { family, before } = phase;
  const rules = rulesAfter(phase, changes);
  if (typeof rules === 'string') return refused(rules);
  const path = `/rulesets/phases/${phases[family]}/entrypoint`;
  const body = { rules };
  const tried = await send(handle, { method: 'PUT', path: `${path}?dry_run=true`, body });
  if (!tried.ok || tried.value !== null) return tried;
  const answered = await call(handle, { method: 'PUT', path, body });
  if (!answered.ok) return answered;
  if (!answered.value.ok) return refusal(answered.value);
  const made = versionIn(answered.value.result);
  return made === null || made <= before.version + 1 ? ok(null) : putBack(handle, path, made - 1);
}

/** The rules as they would be, or why they cannot be. */
function rulesAfter(
  { family, before }: { readonly family: RuleFamily; readonly before: PhaseRules },
  changes: readonly Change[],
): readonly Json[] | string {
  let order: readonly Json[] | null = null;
  const rules = new Map(before.rules.map((rule): [string, Json] => [rule.ref, rule as unknown as Json]));
  for (const { resource, after } of changes) {
    const id = parseResource(resource);
    if (id?.kind === 'rule-order' && Array.isArray(after)) order = after;
    if (id?.kind !== 'rule') continue;
    const body = after === null ? null : apiRuleOf(family, id.ref, after);
    if (after !== null && body === null) return `${resource} has not the form of a ${family} rule`;
    if (body === null) rules.delete(id.ref);
    else rules.set(id.ref, body);
  }
  const list = [...rules].map(([ref, body]) => ({ ref, body }));
  return (order === null ? list : ordered(list, order)).map(({ body }) => body);
}

const versioned = z.object({ version: z.string().regex(/^\d{1,9}$/) });
const versionIn = (result: unknown): number | null => {
  const parsed = versioned.safeParse(result);
  return parsed.success ? Number(parsed.data.version) : null;
};

/** Somebody wrote this version just before us: theirs is the last word. */
async function putBack(handle: ZoneHandle, path: string, version: number): Promise<Written> {
  const theirs = await readRuleset(handle, `${path}/versions/${version}`);
  if (!theirs.ok) return theirs;
  const again = await send(handle, { method: 'PUT', path, body: { rules: theirs.value.rules } });
  if (!again.ok || again.value !== null) return again;
  return ok({
    outcome: 'stale',
    says: `Somebody changed the same rules while they were written (version ${version}); theirs were put back`,
  });
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

const call = (
  { client, zoneId, signal }: ZoneHandle,
  asked: Omit<ApiCall, 'signal'>,
): Promise<Result<ApiAnswer>> => client.call({ ...asked, path: `/zones/${zoneId}${asked.path}`, signal });

async function send(handle: ZoneHandle, asked: Omit<ApiCall, 'signal'>): Promise<Written> {
  const answered = await call(handle, asked);
  if (!answered.ok) return answered;
  return answered.value.ok ? ok(null) : refusal(answered.value);
}

const refusal = ({ status, code, message }: Extract<ApiAnswer, { readonly ok: false }>): Written =>
  refused(`Cloudflare refused it (${status}${code === null ? '' : `, code ${code}`}): ${message}`);
