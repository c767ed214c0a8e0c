import type { Json } from '../../../model/json.ts';
import { canonicalJson } from '../../../model/json.ts';
import { parseResource, ruleFamilies } from '../../../protocols/edge/resource.ts';
import type { RuleFamily } from '../../../protocols/edge/resource.ts';
import { ruleSchemas } from '../../../protocols/edge/values.ts';
import type { Match } from '../../../protocols/edge/values.ts';
import type { Resources } from '../../../protocols/edge/state.ts';
import type { Wish } from './wishes.ts';

export interface Packed {
  readonly wishes: readonly Wish[];
  /** Groups that do not fit, with the reason. */
  readonly leftOut: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

type Rule = { readonly title: string; readonly match: Match } & Readonly<Record<string, Json | Match>>;
interface PackedRule {
  readonly wish: Wish;
  readonly rule: Rule;
  readonly from: readonly Wish[];
}

/**
 * Fits the wished rules into what the account's plan holds: rules that do the same become one rule with more hosts or paths.
 * What still does not fit is left out, the least urgent first; wishes come in launch order.
 */
export function packRules(
  wishes: readonly Wish[],
  state: Resources,
  quotas: Readonly<Record<string, number>>,
): Packed {
  const leftOut = new Map<string, string>();
  const notes: string[] = [];
  const packed = ruleFamilies.flatMap((family) => {
    const own = wishes.filter((wish) => familyOf(wish.resource) === family);
    const quota = quotas[family];
    const merged = merge(own);
    const there = Object.keys(state).filter((id) => familyOf(id) === family);
    const fresh = merged.filter(({ wish }) => !there.includes(wish.resource) && wish.value !== null);
    const gone = merged.filter(({ wish }) => there.includes(wish.resource) && wish.value === null).length;
    const room = quota === undefined ? fresh.length : Math.max(0, quota - there.length + gone);
    for (const { from } of fresh.slice(room))
      for (const { group } of from)
        leftOut.set(
          group,
          `the plan holds ${quota} ${family} rules, ${there.length} are taken, and the others come first`,
        );
    if (merged.length < own.length) notes.push(`${own.length} ${family} rules fit into ${merged.length}.`);
    const kept = new Set(fresh.slice(0, room).map(({ wish }) => wish.resource));
    return merged
      .filter(({ wish }) => !fresh.some((each) => each.wish === wish) || kept.has(wish.resource))
      .flatMap(spread);
  });
  return {
    wishes: [...wishes.filter(({ resource }) => familyOf(resource) === null), ...packed],
    leftOut,
    notes,
  };
}

/** One resource, asked for by everybody whose rule is in it. */
const spread = ({ wish, from }: PackedRule): readonly Wish[] =>
  from.map((each) => ({ ...each, resource: wish.resource, value: wish.value }));

function familyOf(resource: string): RuleFamily | null {
  const id = parseResource(resource);
  return id?.kind === 'rule' ? id.family : null;
}

function merge(wishes: readonly Wish[]): readonly PackedRule[] {
  const made: PackedRule[] = [];
  for (const wish of wishes) {
    const rule = ruleOf(wish);
    const at =
      rule === null
        ? -1
        : made.findIndex((other) => other.rule !== null && joined(other.rule, rule) !== null);
    const other = made[at];
    const both = other === undefined || rule === null ? null : joined(other.rule, rule);
    if (other === undefined || both === null) made.push({ wish, rule: rule ?? noRule, from: [wish] });
    else
      made[at] = {
        wish: { ...other.wish, value: both as unknown as Json },
        rule: both,
        from: [...other.from, wish],
      };
  }
  return made;
}

const noRule: Rule = { title: '', match: {}, none: true };

function ruleOf({ resource, value }: Wish): Rule | null {
  const family = familyOf(resource);
  const parsed = family === null ? null : ruleSchemas[family].safeParse(value);
  return parsed?.success === true ? (parsed.data as unknown as Rule) : null;
}

/** Two rules that do the same to the same paths, or at the same hosts, are one with both. */
function joined(a: Rule, b: Rule): Rule | null {
  const { title: _a, match: one, ...first } = a;
  const { title: _b, match: other, ...second } = b;
  if (canonicalJson(first) !== canonicalJson(second)) return null;
  const title = a.title === b.title ? a.title : `${a.title}; ${b.title}`.slice(0, 200);
  if (canonicalJson(one.paths ?? null) === canonicalJson(other.paths ?? null) && one.hosts && other.hosts)
    return { ...a, title, match: { ...one, hosts: both(one.hosts, other.hosts) } };
  if (canonicalJson(one.hosts ?? null) === canonicalJson(other.hosts ?? null) && one.paths && other.paths)
    return { ...a, title, match: { ...one, paths: both(one.paths, other.paths) } };
  return canonicalJson(one) === canonicalJson(other) ? { ...a, title } : null;
}

const both = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])].toSorted();
