import { labelsOf } from '../../protocols/dns/name.ts';

/** Canonical order of names: label by label from the right (RFC 4034 section 6.1). */
export function compareNames(a: string, b: string): number {
  const left = labelsOf(a).toReversed();
  const right = labelsOf(b).toReversed();
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = Buffer.compare(
      Buffer.from(left[index] ?? '', 'latin1'),
      Buffer.from(right[index] ?? '', 'latin1'),
    );
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
