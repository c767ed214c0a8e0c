import type { Change, Provider, WriteReceipt } from '../../model/fix.ts';
import type { Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { parseResource } from '../../protocols/edge/resource.ts';
import type { ResourceId } from '../../protocols/edge/resource.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import { setResources } from '../../protocols/zone/records/resources.ts';
import { valueProblem } from '../../protocols/edge/values.ts';
import { allDone, allRefused, allStale, prepare } from '../prepare.ts';
import { cloudflareCapabilities, planQuotas } from './capabilities.ts';
import type { CloudflarePlan } from './capabilities.ts';
import { CloudflareClient } from './client.ts';
import type { CloudflareOptions, Door } from './client.ts';
import { permissionsFor } from './permissions.ts';
import { valueOfRule } from './rules.ts';
import { settingIds } from './settings.ts';
import { cloudflareParts, findZone, readParts, readPhase, readRecords, readSetting } from './state.ts';
import type { CloudflarePart, PhaseRules, ZoneHandle } from './state.ts';
import { writeRecords, writeRules, writeSingle } from './write.ts';
import type { Written } from './write.ts';

export interface CloudflareProviderOptions extends CloudflareOptions {
  /** What is read. Default everything; records alone need fewer permissions. */
  readonly parts?: readonly CloudflarePart[];
  /** Of the zone; decides how many rules fit. Default free. */
  readonly plan?: CloudflarePlan;
}

/** Records of one batch; more are split into several groups. */
const maxBatch = 200;

/**
 * Cloudflare. Records change in one transaction, rules phase by phase, everything else one by one: `groups` splits. Cloudflare compares
 * nothing for us, so we look again just before each write and tell how long the gap was.
 */
export function cloudflareProvider(options: CloudflareProviderOptions, outside: Door): Provider {
  const client = new CloudflareClient(options, outside);
  const handle = async (signal: AbortSignal): Promise<Result<ZoneHandle>> => {
    const zoneId = await findZone(client, options.zone, signal);
    return zoneId.ok ? ok({ client, zoneId: zoneId.value, signal }) : zoneId;
  };
  const provider: Provider = {
    id: 'cloudflare',
    title: 'Cloudflare',
    capabilities: cloudflareCapabilities,
    guard: 'window',
    quotas: Object.fromEntries(
      Object.entries(planQuotas).map(([family, byPlan]) => [family, byPlan[options.plan ?? 'free']]),
    ),
    permissions: (changes) => permissionsFor(changes).map(({ dashboard }) => dashboard),
    groups: groupsOf,
    read: async (signal) => {
      const zone = await handle(signal);
      if (!zone.ok) return zone;
      const resources = await readParts(zone.value, options.parts ?? cloudflareParts);
      return resources.ok ? ok({ resources: resources.value, readAt: outside.clock.now() }) : resources;
    },
    readSome: async (resources, signal) => {
      const zone = await handle(signal);
      if (!zone.ok) return zone;
      const some = await readFor(zone.value, resources);
      return some.ok ? ok({ resources: some.value, readAt: outside.clock.now() }) : some;
    },
    write: async (changes, signal) => {
      if (groupsOf(changes).length > 1)
        return ok(allRefused(changes, 'Cloudflare cannot change these together; write them group by group.'));
      const zone = await handle(signal);
      return zone.ok
        ? writeGroup({ provider, handle: zone.value, zone: options.zone, outside }, changes)
        : zone;
    },
  };
  return provider;
}

/** Neighbours that Cloudflare changes in one call stay together. */
function groupsOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: { readonly kind: string; readonly list: Change[] }[] = [];
  for (const change of changes) {
    const kind = bucketOf(change.resource);
    const last = groups.at(-1);
    const isRoom = last !== undefined && (kind !== 'rrset' || last.list.length < maxBatch);
    if (last?.kind === kind && isRoom) last.list.push(change);
    else groups.push({ kind, list: [change] });
  }
  return groups.map(({ list }) => list);
}

function bucketOf(resource: string): string {
  const id = parseResource(resource);
  if (id?.kind === 'rule' || id?.kind === 'rule-order') return `rule:${id.family}`;
  return id?.kind === 'rrset' ? id.kind : resource;
}

interface Self {
  readonly provider: Provider;
  readonly handle: ZoneHandle;
  readonly zone: string;
  readonly outside: Door;
}

async function writeGroup(self: Self, changes: readonly Change[]): Promise<Result<readonly WriteReceipt[]>> {
  const { clock } = self.outside;
  const id = parseResource(changes[0]?.resource ?? '');
  if (id === null) return ok(allRefused(changes, 'This names no resource.'));
  const lookedAt = clock.monotonicMs();
  const looked = await look(self, id);
  if (!looked.ok) return looked;
  const prepared = prepare({ provider: self.provider, zone: self.zone }, looked.value.state, changes);
  if (!prepared.ok) return ok(prepared.receipts);
  const broken = changes.map(formProblem).find((problem) => problem !== null);
  if (broken !== undefined) return ok(allRefused(changes, broken));
  const written = await looked.value.write(changes);
  if (!written.ok) return written;
  if (written.value !== null) {
    const { outcome, says } = written.value;
    return ok((outcome === 'stale' ? allStale : allRefused)(changes, `${says}.`));
  }
  const windowMs = Math.round(clock.monotonicMs() - lookedAt);
  const detail = `Written. A change by somebody else within ${windowMs} ms of this one would have been overwritten: Cloudflare does not compare.`;
  return ok(allDone(changes, detail, windowMs));
}

function formProblem({ resource, after }: Change): string | null {
  const id = parseResource(resource);
  if (id === null || id.kind === 'rrset') return null;
  if (after === null)
    return id.kind === 'rule' || id.kind === 'rule-order'
      ? null
      : `${resource} always exists; it cannot be deleted.`;
  const problem = valueProblem(id, after);
  return problem === null ? null : `${resource}: ${problem}.`;
}

interface Looked {
  readonly state: Resources;
  readonly write: (changes: readonly Change[]) => Promise<Written>;
}

/** The part of the state a group is about, read just before it is written. */
async function look({ handle }: Self, id: ResourceId): Promise<Result<Looked>> {
  if (id.kind === 'rrset') {
    const held = await readRecords(handle);
    if (!held.ok) return held;
    const state = setResources(held.value.map(({ set }) => set));
    return ok({ state, write: (changes) => writeRecords(handle, held.value, changes) });
  }
  if (id.kind === 'rule' || id.kind === 'rule-order') {
    const phase = await readPhase(handle, id.family);
    if (!phase.ok) return phase;
    const write = (changes: readonly Change[]): Promise<Written> =>
      writeRules(handle, { family: id.family, before: phase.value }, changes);
    return ok({ state: stateOfPhase(id.family, phase.value), write });
  }
  const state =
    id.kind === 'setting' ? await lookAtSetting(handle, id.setting) : await readParts(handle, ['other']);
  if (!state.ok) return state;
  return ok({
    state: state.value,
    write: async (changes) => {
      const [change] = changes;
      return change === undefined
        ? failure('failed', 'There is nothing to write')
        : writeSingle(handle, id, change.after);
    },
  });
}

/** One request per kind of thing, not one per thing that exists. */
async function readFor(handle: ZoneHandle, resources: readonly string[]): Promise<Result<Resources>> {
  const state: Record<string, Resources[string]> = {};
  const distinct = new Map(resources.map((resource) => [bucketOf(resource), resource]));
  for (const resource of distinct.values()) {
    const id = parseResource(resource);
    if (id === null) continue;
    const part = await stateFor(handle, id);
    if (!part.ok) return part;
    Object.assign(state, part.value);
  }
  return ok(state);
}

async function stateFor(handle: ZoneHandle, id: ResourceId): Promise<Result<Resources>> {
  if (id.kind === 'rrset') return readParts(handle, ['records']);
  if (id.kind === 'setting') return lookAtSetting(handle, id.setting);
  if (id.kind !== 'rule' && id.kind !== 'rule-order') return readParts(handle, ['other']);
  const phase = await readPhase(handle, id.family);
  return phase.ok ? ok(stateOfPhase(id.family, phase.value)) : phase;
}

async function lookAtSetting(handle: ZoneHandle, setting: string): Promise<Result<Resources>> {
  const id = settingIds.find((each) => each === setting);
  if (id === undefined) return ok({});
  const value = await readSetting(handle, id);
  return value.ok ? ok({ [`setting:${id}`]: value.value }) : value;
}

const stateOfPhase = (
  family: Extract<ResourceId, { kind: 'rule' }>['family'],
  phase: PhaseRules,
): Resources => ({
  ...Object.fromEntries(phase.rules.map((rule) => [`rule:${family}/${rule.ref}`, valueOfRule(family, rule)])),
  ...(phase.rules.length > 1 ? { [`rule-order:${family}`]: phase.rules.map(({ ref }) => ref) } : {}),
});
