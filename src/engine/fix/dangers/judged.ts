import type { Manifest, ManifestHost } from '../../../model/manifest.ts';
import type { Difference, Resources } from '../../../protocols/edge/state.ts';
import { setFrom } from '../../../protocols/zone/records/resources.ts';
import type { RecordSet } from '../../../protocols/zone/records/record-set.ts';
import type { Known } from './known.ts';

/** What a rule says about one change. `refused`: not even with consent; somebody has to do it by hand, knowing why. */
export interface Judged {
  readonly rule: string;
  readonly grade: 'ask' | 'dangerous' | 'refused';
  readonly says: string;
}

export interface DangerContext {
  readonly zone: string;
  /** The whole state as it is, and as it would be. */
  readonly before: Resources;
  readonly after: Resources;
  readonly manifest: Manifest;
  readonly known: Known;
}

/** One role of a resource and what may go wrong with it. Says nothing about changes of other roles. */
export type DangerRule = (change: Difference, context: DangerContext) => readonly Judged[];

/** The record set of one side of a change; null where there is none. */
export function setOf(change: Difference, side: 'before' | 'after'): RecordSet | null {
  if (change[side] === null || !change.resource.startsWith('rrset:')) return null;
  const set = setFrom(change.resource, change[side]);
  return 'problem' in set ? null : set;
}

/** Owner and type of a record-set resource; null for everything else. */
export function ownerOf(resource: string): { readonly name: string; readonly type: string } | null {
  const [, name, type] = /^rrset:(.*)\.\/([^/]+)$/.exec(resource) ?? [];
  return name === undefined || type === undefined ? null : { name, type };
}

const vitalRoles = new Set<ManifestHost['role']>(['apex', 'www', 'app', 'api', 'checkout', 'auth', 'admin']);
const vitalLabels = new Set(['www', 'app', 'api', 'checkout', 'auth', 'login', 'shop', 'pay', 'admin']);

/** Hosts the product lives on: whoever breaks one of them breaks a sale, a login or an order. */
export function isVital(name: string, { zone, manifest }: Pick<DangerContext, 'zone' | 'manifest'>): boolean {
  const { domain, canonicalHost } = manifest.product;
  if (name === zone || name === domain || name === canonicalHost) return true;
  const declared = manifest.hosts.find((host) => host.name === name);
  if (declared !== undefined) return vitalRoles.has(declared.role);
  const label = name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : '';
  return vitalLabels.has(label);
}

export const ask = (rule: string, says: string): Judged => ({ rule, grade: 'ask', says });
export const dangerous = (rule: string, says: string): Judged => ({ rule, grade: 'dangerous', says });
export const refused = (rule: string, says: string): Judged => ({ rule, grade: 'refused', says });

/** Values that are in one list and not in the other. */
export const missingFrom = (from: readonly string[], other: readonly string[]): readonly string[] =>
  from.filter((value) => !other.includes(value));
