import { crc32 } from 'node:zlib';
import type { Json } from '../../model/json.ts';
import { jsonShape, jsonText, objectEnd, readShapedJson } from '../logs/bounded-json.ts';
import { scrubJson } from '../logs/scrub.ts';

/** A list of frames that came at least twice, shared between events and frozen. Variables of its frames are left out: `vars` are empty. */
export interface KnownFrames {
  readonly frames: readonly Json[];
  /** In the bytes it was found in. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Nothing was left out. */
  readonly isWhole: boolean;
}
interface Kept {
  /** The bytes as they were sent, parted where variables are left out. */
  readonly pieces: readonly Buffer[];
  readonly length: number;
  readonly frames: readonly Json[];
  /** Whether it was met again since the last sweep. */
  isUsed: boolean;
}

const [maxBytes, maxDepth, maxValues] = [64 * 1024, 20, 20_000];
/** Of all lists kept; read, they take some four times as much. */
const maxBytesAltogether = 2 * 1024 * 1024;
/** While there is no room, so many others go by before those that nobody sends any more make room. */
const othersBeforeSweep = 5_000;
/** Lists that begin alike are told apart one by one, the one met last first. */
const [beginBytes, maxAlike] = [512, 32];
const maxPrints = 10_000;

const kept = new Map<number, Kept[]>();
let bytesAltogether = 0;
let others = 0;
let metOnce = new Set<number>();
/** With something in them that is not kept as it came. */
let unclean = new Set<number>();

/** What begins here, where it is known byte for byte but for variables. A JSON array is never the beginning of another one. */
export function framesKnownAt(bytes: Buffer, start: number): KnownFrames | null {
  const alike = kept.get(beginOf(bytes, start));
  if (alike === undefined) return null;
  // However many lists begin alike, variables are passed over once.
  const ends = alike.length > 1 ? new Map<number, number>() : null;
  for (let place = 0; place < alike.length; place += 1) {
    const each = alike[place] as Kept;
    const end = endOf({ bytes, start, ends }, each.pieces);
    if (end === -1) continue;
    each.isUsed = true;
    if (place > 0) alike.unshift(...alike.splice(place, 1));
    return { frames: each.frames, start, end, isWhole: each.pieces.length === 1 };
  }
  return null;
}

interface Looking {
  readonly bytes: Buffer;
  readonly start: number;
  /** Of objects, by where they begin. */
  readonly ends: Map<number, number> | null;
}

/** Behind the last piece, with an object after each other one; -1 where something else stands. */
function endOf({ bytes, start, ends }: Looking, pieces: readonly Buffer[]): number {
  let at = start;
  for (let place = 0; place < pieces.length; place += 1) {
    const piece = pieces[place] as Buffer;
    if (place > 0) {
      const object = ends?.get(at) ?? objectEnd(bytes, at);
      ends?.set(at, object);
      at = object;
    }
    const end = at + piece.length;
    if (at === -1 || end > bytes.length || piece.compare(bytes, at, end) !== 0) return -1;
    at = end;
  }
  return at;
}

/** Keeps the frames that these bytes are, where they were met before, there is room, and nothing in them has to be scrubbed. The bytes are JSON. */
export function meetFrames(bytes: Buffer): void {
  const pieces = withoutVariables(bytes);
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length > maxBytes || !hasRoom(length)) return;
  const print = pieces.reduce((sum, piece) => crc32(piece, sum), 0) | 0;
  if (unclean.has(print)) return;
  if (!metOnce.has(print)) {
    metOnce = withPrint(metOnce, print);
    return;
  }
  const frames = framesOf(pieces);
  if (frames === null || !isClean(frames)) unclean = withPrint(unclean, print);
  else keep({ pieces: owned(pieces, length), length, frames, isUsed: true }, beginOf(bytes, 0));
}

const variables = Buffer.from('"vars":{');
const none = Buffer.from('{}');

/** JSON parted where the values of `vars` stand. The quote of a name follows a brace or a comma: in a text it would follow a backslash. */
function withoutVariables(json: Buffer): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = json.indexOf(variables); at !== -1; at = json.indexOf(variables, Math.max(at + 1, from))) {
    const value = at + variables.length - 1;
    const end = isNameAfter(json[at - 1]) ? objectEnd(json, value) : -1;
    if (end === -1) continue;
    pieces.push(json.subarray(from, value));
    from = end;
  }
  return [...pieces, json.subarray(from)];
}

/** Whether a quote behind this byte begins a name. */
export const isNameAfter = (before: number | undefined): boolean => before === brace || before === comma;
const [comma, brace] = [44, 123];

function framesOf(pieces: readonly Buffer[]): readonly Json[] | null {
  const json = Buffer.concat(pieces.flatMap((piece, at) => (at === 0 ? [piece] : [none, piece])));
  if (!jsonShape(json, { maxLength: 2 * maxBytes, maxDepth, maxValues }).ok) return null;
  const read = readShapedJson(jsonText(json));
  return read.ok && Array.isArray(read.value) ? (read.value as readonly Json[]) : null;
}

/** One piece of memory for all, apart from the body they came in. */
function owned(pieces: readonly Buffer[], length: number): readonly Buffer[] {
  const all = Buffer.concat(pieces, length);
  let end = 0;
  return pieces.map((piece) => all.subarray(end, (end += piece.length)));
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

function keep(each: Kept, begin: number): void {
  const alike = kept.get(begin) ?? [];
  if (alike.length >= maxAlike) return;
  freeze(each.frames);
  bytesAltogether += each.length;
  kept.set(begin, [each, ...alike]);
}

/** Of how a list begins, as far as its first variables; as a small integer. */
function beginOf(bytes: Buffer, from: number): number {
  const begin = bytes.subarray(from, Math.min(from + beginBytes, bytes.length));
  const at = begin.indexOf(variables);
  return crc32(at === -1 ? begin : begin.subarray(0, at)) | 0;
}

function freeze(value: Json): void {
  if (typeof value !== 'object' || value === null) return;
  for (const each of Object.values(value)) freeze(each);
  Object.freeze(value);
}
