import { emptySketch, highestBucket, lowestBucket, type LogSketch } from './sketch.ts';

/**
 * A sketch as text of the form `1<numbers>`: the zeros, then for each bucket its distance from the one before and its
 * count. Numbers are written in digits of base 32, lowest first, as characters of base 64 whose bit 5 says "more
 * follows". An ordinary hour of one monitor is about 100 characters; equal sketches give equal text.
 */
export function printSketch(sketch: LogSketch): string {
  let text = version + printNumber(sketch.zeros);
  let before = lowestBucket;
  for (const [at, bucket] of sketch.buckets.entries()) {
    text += printNumber(bucket - before) + printNumber(sketch.counts[at] ?? 0);
    before = bucket;
  }
  return text;
}

/** Null for any text that `printSketch` cannot have written. Takes time in proportion to `maxTextLength` at most. */
export function parseSketch(text: string): LogSketch | null {
  if (!text.startsWith(version) || text.length > maxTextLength) return null;
  const numbers = parseNumbers(text);
  if (numbers === null || numbers.length % 2 === 0) return null;
  const buckets: number[] = [];
  const counts: number[] = [];
  let bucket = lowestBucket;
  for (let at = 1; at < numbers.length; at += 2) {
    const distance = numbers[at] ?? 0;
    const count = numbers[at + 1] ?? 0;
    bucket += distance;
    if ((distance === 0 && at > 1) || count === 0 || bucket > highestBucket) return null;
    buckets.push(bucket);
    counts.push(count);
  }
  return { ...emptySketch, zeros: numbers[0] ?? 0, buckets, counts };
}

const version = '1';
/** Room for every bucket with a count of 2^53. */
export const maxTextLength = 20_000;
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const valueOf = new Map(digits.split('').map((digit, value) => [digit.charCodeAt(0), value]));

/** Arithmetic rather than bit operations: counts may pass 2^31. */
function printNumber(value: number): string {
  let rest = value;
  let text = '';
  while (rest >= 32) {
    text += digits[32 + (rest % 32)];
    rest = Math.floor(rest / 32);
  }
  return text + digits[rest];
}

function parseNumbers(text: string): readonly number[] | null {
  const numbers: number[] = [];
  let value = 0;
  let scale = 1;
  for (let at = version.length; at < text.length; at += 1) {
    const digit = valueOf.get(text.charCodeAt(at));
    if (digit === undefined) return null;
    value += (digit % 32) * scale;
    scale *= 32;
    if (value > Number.MAX_SAFE_INTEGER || scale > 2 ** 60) return null;
    if (digit >= 32) continue;
    // A leading zero digit would give one number two spellings.
    if (digit === 0 && scale > 32) return null;
    numbers.push(value);
    value = 0;
    scale = 1;
  }
  return scale === 1 ? numbers : null;
}
