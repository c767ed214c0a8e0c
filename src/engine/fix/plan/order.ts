import { plainName } from '../../../protocols/dns/name.ts';
import { parseResource } from '../../../protocols/edge/resource.ts';
import type { Difference } from '../../../protocols/edge/state.ts';
import { setFrom } from '../../../protocols/zone/records/resources.ts';

/** What has to be there first comes first: records, certificates, modes, rules, promises; what goes, goes last. */
export function ordered<T extends Difference>(changes: readonly T[]): readonly T[] {
  const made = new Set(
    changes.flatMap(({ resource, after }) => (after === null ? [] : (ownerOf(resource) ?? []))),
  );
  const families = new Set(
    changes.flatMap(({ resource, after }) => (after === null ? [] : (familyOf(resource) ?? []))),
  );
  const ranked = changes.map((change) => ({
    change,
    rank: rankOf(change, { made, families }),
    key: keyOf(change.resource),
  }));
  const byRank = ranked.toSorted((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  return targetsFirst(byRank.map(({ change }) => change));
}

interface Made {
  /** Owners of record sets that are there afterwards. */
  readonly made: ReadonlySet<string>;
  /** Families in which rules are made or changed, not only taken away. */
  readonly families: ReadonlySet<string>;
}

function rankOf({ resource, after }: Difference, { made, families }: Made): number {
  const id = parseResource(resource);
  if (id === null) return 99;
  if (id.kind === 'rrset') return after !== null || made.has(id.name) ? 10 : 90;
  if (id.kind === 'universal-ssl') return 20;
  if (id.kind === 'setting') return settingRanks[id.setting] ?? 50;
  // Rules of a family and their order are one write.
  if (id.kind === 'rule' || id.kind === 'rule-order') return families.has(id.family) ? 40 : 80;
  return id.kind === 'dnssec' ? 70 : 55;
}

/** HSTS last: it must never be promised before everything it promises holds. */
const settingRanks: Readonly<Record<string, number>> = {
  ssl: 30,
  'min-tls': 51,
  'always-https': 56,
  hsts: 60,
};

/** Rules of one family stay together, their order last. */
function keyOf(resource: string): string {
  const id = parseResource(resource);
  return id?.kind === 'rule-order' ? `rule:${id.family}/~` : resource;
}

function familyOf(resource: string): string | null {
  const id = parseResource(resource);
  return id?.kind === 'rule' ? id.family : null;
}

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
