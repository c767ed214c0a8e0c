import { expect } from 'vitest';
import type { Change } from '../../../src/model/fix.ts';
import type { Json } from '../../../src/model/json.ts';
import type { Outside } from '../../../src/model/outside.ts';
import { unsupported } from '../../../src/protocols/edge/capability.ts';
import { difference, snapshotOf } from '../../../src/protocols/edge/state.ts';
import type { Resources } from '../../../src/protocols/edge/state.ts';
import { parseZone } from '../../../src/protocols/zone/file/parse.ts';
import { recordSets } from '../../../src/protocols/zone/records/record-set.ts';
import { setFrom, setResources, setsOf } from '../../../src/protocols/zone/records/resources.ts';
import type { Backend } from './backend.ts';
import type { ProviderCase } from './cases.ts';

export const zone = 'case.test';
const base = ['@ 3600 NS ns1', 'ns1 3600 A 127.0.0.1'];
const signal = new AbortController().signal;

export type CaseOutcome = 'applied' | 'refused while planning';

export const stateFrom = (lines: readonly string[], start: readonly string[] = base): Resources => {
  const parsed = parseZone(['$TTL 300', ...start, ...lines].join('\n'), zone);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return setResources(recordSets(parsed.records));
};

export const changesBetween = (provider: string, from: Resources, to: Resources): readonly Change[] =>
  difference(from, to).map(({ resource, before, after }, index) => ({
    id: `c${index + 1}`,
    provider,
    resource,
    before,
    after,
    risk: 'safe',
    why: 'a case of the conformance suite',
    cures: [],
  }));

const inverse = (changes: readonly Change[]): readonly Change[] =>
  changes.map((change) => ({ ...change, before: change.after, after: change.before })).toReversed();

export async function readState({ provider }: Backend): Promise<Resources> {
  const state = await provider.read(signal);
  if (!state.ok) throw new Error(`${provider.id}: ${state.error.message}`);
  return state.value.resources;
}

async function outcomesOf({ provider }: Backend, changes: readonly Change[]): Promise<readonly string[]> {
  if (changes.length === 0) return [];
  const written = await provider.write(changes, signal);
  if (!written.ok) throw new Error(`${provider.id}: ${written.error.message}`);
  expect(written.value.map(({ change }) => change)).toEqual(changes.map(({ id }) => id));
  return written.value.map(({ outcome, detail }) => (outcome === 'done' ? outcome : `${outcome}: ${detail}`));
}

const allDone = (changes: readonly Change[]): readonly string[] => changes.map(() => 'done');

/** Brings the zone to exactly these resources, whatever was there. */
export async function seed(backend: Backend, wanted: Resources): Promise<void> {
  const changes = changesBetween(backend.provider.id, await readState(backend), wanted);
  expect(await outcomesOf(backend, changes)).toEqual(allDone(changes));
}

/** One case on one back end: exact plan, apply, empty second plan, seen by socket, stale refused, rollback to the byte. */
export async function runCase(backend: Backend, one: ProviderCase, outside: Outside): Promise<CaseOutcome> {
  const { provider } = backend;
  const [from, to] = [stateFrom(one.before, backend.base), stateFrom(one.after, backend.base)];
  const refusal = refusalOf(backend, from) ?? refusalOf(backend, to);
  if (refusal !== null) return refused(backend, to);
  await seed(backend, from);
  const before = await readState(backend);
  const snapshot = snapshotOf(before);
  const changes = changesBetween(provider.id, before, to);
  expect(changes.map(({ resource }) => briefId(resource)).toSorted()).toEqual([...one.changes].toSorted());

  expect(await outcomesOf(backend, changes)).toEqual(allDone(changes));
  const after = await readState(backend);
  expect(difference(after, to), 'the second plan is empty').toEqual([]);
  await seenBySocket(backend, { changes, after, outside });

  if (changes.length > 0) {
    const stale = await outcomesOf(backend, changes);
    expect(stale.filter((outcome) => outcome.startsWith('stale:')).length, 'stale').toBe(changes.length);
    expect(snapshotOf(await readState(backend)), 'a stale write changes nothing').toBe(snapshotOf(after));
  }
  const back = inverse(changes);
  expect(await outcomesOf(backend, back)).toEqual(allDone(back));
  expect(snapshotOf(await readState(backend)), 'rolled back to the byte').toBe(snapshot);
  return 'applied';
}

const briefId = (resource: string): string =>
  resource
    .replace(/^rrset:/, '')
    .replace(`.${zone}./`, '/')
    .replace(new RegExp(`^${zone}\\./`), '@/');

const refusalOf = ({ provider }: Backend, state: Resources): string | null =>
  Object.entries(state)
    .map(([resource, value]) => unsupported(provider, zone, { resource, value }))
    .find((reason) => reason !== null) ?? null;

/** What a provider says it cannot hold, it refuses as a whole. */
async function refused(backend: Backend, to: Resources): Promise<CaseOutcome> {
  const before = await readState(backend);
  const outcomes = await outcomesOf(
    backend,
    changesBetween(backend.provider.id, before, { ...before, ...to }),
  );
  expect(outcomes.some((outcome) => outcome.startsWith('refused:'))).toBe(true);
  expect(outcomes).not.toContain('done');
  expect(snapshotOf(await readState(backend))).toBe(snapshotOf(before));
  return 'refused while planning';
}

/** Asks the name server itself, as anybody outside would. */
async function seenBySocket(
  backend: Backend,
  seen: { readonly changes: readonly Change[]; readonly after: Resources; readonly outside: Outside },
): Promise<void> {
  backend.publish?.(setsOf(seen.after));
  for (const { resource, after } of seen.changes) {
    const [, name = '', type = ''] = /^rrset:(.*)\.\/([^/]+)$/.exec(resource) ?? [];
    const answered = await seen.outside.dns.exchange(backend.server, { name, type }, { timeoutMs: 3_000 });
    if (!answered.ok) throw new Error(`${backend.name} ${name} ${type}: ${answered.error.message}`);
    // Delegations and their glue come as referrals (RFC 1034 section 4.3.2).
    const { answers, authorities, additionals } = answered.value.message;
    const found = [...answers, ...authorities, ...additionals].filter(
      (record) => record.type === type && record.name === name,
    );
    const expected = after === null ? null : setFrom(resource, after);
    const values = recordSets(found).flatMap((set) => set.values);
    const wanted = expected === null || 'problem' in expected ? [] : expected.values;
    expect(values.toSorted(), `${backend.name}: ${name} ${type} by socket`).toEqual([...wanted].toSorted());
    const ttls: readonly Json[] = [...new Set(found.map((record) => record.ttlSeconds))];
    if (expected !== null && !('problem' in expected))
      expect(ttls).toEqual([expected.ttlSeconds === 'auto' ? 300 : expected.ttlSeconds]);
  }
}
