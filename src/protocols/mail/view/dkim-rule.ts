import { fail, notApplicable, pass, unknown, type Severity, type Verdict } from '../../../model/check.ts';
import { table } from '../../../model/evidence.ts';
import type { DkimKey } from '../dkim/key.ts';
import { type FoundKeys, type FoundSelector, keyOf, selectorsIn } from './dkim-view.ts';

export interface PlacedKey {
  readonly found: FoundSelector;
  readonly key: DkimKey;
  /** Declared in the manifest, or the only kind there is: a revoked key beside a good one is a retired one. */
  readonly isInUse: boolean;
}

export interface KeyRule {
  readonly fails: (placed: PlacedKey) => boolean;
  readonly says: (placed: PlacedKey) => string;
  readonly fine: (count: number) => string;
  readonly severity?: (placed: PlacedKey) => Severity;
}

const order: readonly Severity[] = ['blocker', 'high', 'medium', 'low'];

const kept = new WeakMap<FoundKeys, readonly PlacedKey[]>();

/** Facts are frozen, so one reading of the keys serves every judgement. */
function placedKeys(keys: FoundKeys): readonly PlacedKey[] {
  const known = kept.get(keys);
  if (known !== undefined) return known;
  const hasGood = selectorsIn(keys, 'key').length > 0;
  const placed = keys.selectors.flatMap((found): PlacedKey[] => {
    const key = keyOf(found);
    return key === null ? [] : [{ found, key, isInUse: found.origin === 'declared' || !hasGood }];
  });
  kept.set(keys, placed);
  return placed;
}

/** Judges every key found; unknown when a declared selector got no answer and the others are fine. */
export function judgeKeys(keys: FoundKeys, rule: KeyRule): Verdict {
  const placed = placedKeys(keys);
  const severityOf = (one: PlacedKey): number => order.indexOf(rule.severity?.(one) ?? 'blocker');
  const bad = placed.filter(rule.fails).toSorted((a, b) => severityOf(a) - severityOf(b));
  const [first] = bad;
  if (first !== undefined)
    return fail(`${first.found.name}: ${rule.says(first)}`, {
      evidence: [
        table(
          'Keys',
          ['Name', 'Found', 'Record'],
          bad.map((one) => [one.found.name, rule.says(one), one.key.text]),
        ),
      ],
      ...(rule.severity === undefined ? {} : { severity: rule.severity(first) }),
    });
  const unread = keys.selectors.find(({ status }) => status === 'failure');
  if (unread !== undefined) return unknown(`${unread.name} got no answer`, `dig ${unread.name} TXT`);
  return placed.length === 0
    ? notApplicable('no key was found: mail/dkim-presence')
    : pass(rule.fine(placed.length));
}
