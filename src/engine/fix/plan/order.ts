import { plainName } from '../../../protocols/dns/name.ts';
import { parseResource } from '../../../protocols/edge/resource.ts';
import type { Difference } from '../../../protocols/edge/state.ts';
import { setFrom } from '../../../protocols/zone/records/resources.ts';

/** What has to be there first comes first: records, certificates, modes, rules, promises; what goes, goes last. */
export function ordered<T extends Difference>(changes: readonly T[]): readonly T[] {
  const made = new Set(
    changes.flatMap(({ resource, after }) => (after === null ? [] : (ownerOf(resource) ?? []))),
  );
  const ranked = changes.map((change) => ({ change, rank: rankOf(change, made) }));
  const byRank = ranked.toSorted(
    (a, b) => a.rank - b.rank || (a.change.resource < b.change.resource ? -1 : 1),
  );
  return targetsFirst(byRank.map(({ change }) => change));
}

function rankOf({ resource, after }: Difference, made: ReadonlySet<string>): number {
  const id = parseResource(resource);
  if (id === null) return 99;
  if (id.kind === 'rrset') return after !== null || made.has(id.name) ? 10 : 90;
  if (id.kind === 'universal-ssl') return 20;
  if (id.kind === 'setting') return settingRanks[id.setting] ?? 50;
  if (id.kind === 'rule') return after === null ? 80 : 40;
  if (id.kind === 'rule-order') return 45;
  return id.kind === 'dnssec' ? 70 : 55;
}

/** HSTS last: it must never be promised before everything it promises holds. */
const settingRanks: Readonly<Record<string, number>> = {
  ssl: 30,
  'min-tls': 51,
  'always-https': 56,
  hsts: 60,
};

const ownerOf = (resource: string): string | null => {
  const id = parseResource(resource);
  return id?.kind === 'rrset' ? id.name : null;
};

/** An alias or exchanger after the name it leads to; circles stay in the order given. */
function targetsFirst<T extends Difference>(changes: readonly T[]): readonly T[] {
  const done = new Set<T>();
  const result: T[] = [];
  const visit = (change: T, path: readonly T[]): void => {
    if (done.has(change) || path.includes(change)) return;
    for (const target of targetsOf(change))
      for (const other of changes)
        if (other.after !== null && ownerOf(other.resource) === target) visit(other, [...path, change]);
    if (done.has(change)) return;
    done.add(change);
    result.push(change);
  };
  for (const change of changes) visit(change, []);
  return result;
}

/** Names inside the values of a record set. */
export function targetsOf({ resource, after }: Pick<Difference, 'resource' | 'after'>): readonly string[] {
  const set = after === null || !resource.startsWith('rrset:') ? null : setFrom(resource, after);
  if (set === null || 'problem' in set) return [];
  if (!['CNAME', 'DNAME', 'MX', 'NS', 'SRV', 'HTTPS', 'SVCB'].includes(set.type)) return [];
  return set.values.map((value) => plainName(value.split(' ').findLast((part) => part.endsWith('.')) ?? ''));
}
