import { labelsOf } from '../../dns/name.ts';

/** Canonical order of names (RFC 4034 section 6.1): from the root down, so that a zone's apex comes first. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [labelsOf(a).toReversed(), labelsOf(b).toReversed()];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const [one = '', other = ''] = [left[i], right[i]];
    if (one !== other) return one < other ? -1 : 1;
  }
  return left.length - right.length;
}
