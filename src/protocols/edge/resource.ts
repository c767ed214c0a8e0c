import { plainName } from '../dns/name.ts';
import { typeNumber } from '../dns/types.ts';

export const ruleFamilies = ['redirect', 'cache', 'response-headers', 'rate-limit', 'waf'] as const;
export type RuleFamily = (typeof ruleFamilies)[number];

export const soleResources = ['dnssec', 'universal-ssl', 'bots', 'managed-headers', 'tiered-cache'] as const;
export type SoleResource = (typeof soleResources)[number];

/** What a resource id names. `rule-order` lists the ids of a family's rules in the order they are tried. */
export type ResourceId =
  | { readonly kind: 'rrset'; readonly name: string; readonly type: string }
  | { readonly kind: 'setting'; readonly setting: string }
  | { readonly kind: 'rule'; readonly family: RuleFamily; readonly ref: string }
  | { readonly kind: 'rule-order'; readonly family: RuleFamily }
  | { readonly kind: SoleResource };

/**
 * `rrset:www.example.com./A`, `setting:ssl`, `rule:redirect/www-to-apex`, `rule-order:redirect`, `dnssec`; null for anything
 * else. Rule refs and settings are 1 to 64 of `a-z 0-9 _ -`.
 */
export function parseResource(id: string): ResourceId | null {
  if (id.length > 1_200) return null;
  const sole = soleResources.find((each) => each === id);
  if (sole !== undefined) return { kind: sole };
  const at = id.indexOf(':');
  const [kind, rest] = [id.slice(0, at), id.slice(at + 1)];
  if (kind === 'rrset') return recordSetId(rest);
  if (kind === 'setting') return /^[a-z0-9_-]{1,64}$/.test(rest) ? { kind, setting: rest } : null;
  if (kind === 'rule-order') return isFamily(rest) ? { kind, family: rest } : null;
  const [family = '', ref = '', ...more] = rest.split('/');
  const isRule =
    kind === 'rule' && isFamily(family) && /^[A-Za-z0-9_-]{1,64}$/.test(ref) && more.length === 0;
  return isRule ? { kind: 'rule', family, ref } : null;
}

function recordSetId(rest: string): ResourceId | null {
  const at = rest.lastIndexOf('/');
  const [owner, type] = [rest.slice(0, at), rest.slice(at + 1)];
  if (at < 1 || !owner.endsWith('.') || type !== type.toUpperCase() || typeNumber(type) === null) return null;
  return { kind: 'rrset', name: plainName(owner), type };
}

const isFamily = (text: string): text is RuleFamily => (ruleFamilies as readonly string[]).includes(text);
