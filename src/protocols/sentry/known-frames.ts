import { crc32 } from 'node:zlib';
import type { Json } from '../../model/json.ts';
import { jsonShape, jsonText, readShapedJson } from '../logs/bounded-json.ts';
import { scrubJson } from '../logs/scrub.ts';

/** A list of frames that came at least twice, shared between events and frozen. */
export interface KnownFrames {
  /** Of the JSON array, as it was sent. */
  readonly length: number;
  readonly frames: readonly Json[];
}
interface Kept extends KnownFrames {
  readonly bytes: Buffer;
  /** Whether it was met again since the last sweep. */
  isUsed: boolean;
}

const [maxBytes, maxDepth, maxValues] = [64 * 1024, 20, 20_000];
/** Of all lists kept; read, they take some four times as much. */
const maxBytesAltogether = 2 * 1024 * 1024;
/** While there is no room, so many others go by before those that nobody sends any more make room. */
const othersBeforeSweep = 5_000;
/** Lists that begin alike are told apart one by one. */
const [beginBytes, maxAlike] = [512, 8];
const maxPrints = 10_000;

const kept = new Map<number, readonly Kept[]>();
let bytesAltogether = 0;
let others = 0;
let metOnce = new Set<number>();
/** With something in them that is not kept as it came. */
let unclean = new Set<number>();

/** What begins here, where it is known byte for byte. A JSON array is never the beginning of another one. */
export function framesKnownAt(bytes: Buffer, from: number): KnownFrames | null {
  const alike = kept.get(beginOf(bytes, from));
  const found = alike?.find(
    ({ bytes: own, length }) => own.compare(bytes, from, Math.min(from + length, bytes.length)) === 0,
  );
  if (found === undefined) return null;
  found.isUsed = true;
  return found;
}

/** Keeps the frames that these bytes are, where they were met before, there is room, and nothing in them has to be scrubbed. */
export function meetFrames(bytes: Buffer): void {
  if (bytes.length > maxBytes || !hasRoom(bytes.length)) return;
  const print = crc32(bytes) | 0;
  if (unclean.has(print)) return;
  if (!metOnce.has(print)) {
    metOnce = withPrint(metOnce, print);
    return;
  }
  const frames = framesOf(bytes);
  if (frames === null || !isClean(frames)) unclean = withPrint(unclean, print);
  else keep(bytes, frames);
}

function framesOf(bytes: Buffer): readonly Json[] | null {
  if (!jsonShape(bytes, { maxLength: maxBytes, maxDepth, maxValues }).ok) return null;
  const read = readShapedJson(jsonText(bytes));
  return read.ok && Array.isArray(read.value) ? (read.value as readonly Json[]) : null;
}

const isClean = (frames: readonly Json[]): boolean =>
  JSON.stringify(scrubJson(frames)) === JSON.stringify(frames);

function withPrint(prints: Set<number>, print: number): Set<number> {
  const room = prints.size >= maxPrints ? new Set<number>() : prints;
  return room.add(print);
}

function hasRoom(length: number): boolean {
  if (bytesAltogether + length <= maxBytesAltogether) return true;
  others += 1;
  if (others < othersBeforeSweep) return false;
  others = 0;
  sweep();
  return bytesAltogether + length <= maxBytesAltogether;
}

function sweep(): void {
  bytesAltogether = 0;
  for (const [begin, alike] of kept) {
    const used = alike.filter(({ isUsed }) => isUsed);
    for (const each of used) {
      each.isUsed = false;
      bytesAltogether += each.length;
    }
    if (used.length === 0) kept.delete(begin);
    else kept.set(begin, used);
  }
}

function keep(bytes: Buffer, frames: readonly Json[]): void {
  const begin = beginOf(bytes, 0);
  const alike = kept.get(begin) ?? [];
  if (alike.length >= maxAlike) return;
  freeze(frames);
  bytesAltogether += bytes.length;
  kept.set(begin, [...alike, { bytes: Buffer.from(bytes), length: bytes.length, frames, isUsed: true }]);
}

/** As a small integer. */
const beginOf = (bytes: Buffer, from: number): number =>
  crc32(bytes.subarray(from, Math.min(from + beginBytes, bytes.length))) | 0;

function freeze(value: Json): void {
  if (typeof value !== 'object' || value === null) return;
  for (const each of Object.values(value)) freeze(each);
  Object.freeze(value);
}
