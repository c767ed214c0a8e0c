import type { Json } from '../../model/json.ts';
import {
  isRecord,
  jsonShape,
  jsonText,
  readBoundedJson,
  readShapedJson,
  senderJsonLimits,
} from '../logs/bounded-json.ts';
import { eventValues } from './event-values.ts';
import { framesKnownAt, isNameAfter, meetFrames, type KnownFrames } from './known-frames.ts';

const marker = Buffer.from('"frames":[');
const maxStacks = 20;
/** Room for the depth of what is put back. */
const aroundLimits = { ...senderJsonLimits, maxDepth: 50 };

export type EventReading =
  | {
      readonly ok: true;
      readonly value: Json;
      /** False: the variables of frames were left out. */
      readonly isWhole: boolean;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * The JSON of an error event, as bounded as any. The same errors come again and again, and nine tenths of each are the frames of its stack:
 * frames that came before are found by their bytes and not read again. They are shared between events and frozen. Variables differ
 * from event to event and tell nothing about which error it is: those of frames that came before are passed over unread.
 */
export function readEventJson(payload: Uint8Array): EventReading {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const places = bytes.length > senderJsonLimits.maxLength ? [] : framePlaces(bytes);
  const isAllKnown = places.length > 0 && places.every(({ known }) => known !== null);
  const around = isAllKnown ? readAround(bytes, places) : null;
  if (around !== null)
    return { ok: true, value: around, isWhole: places.every(({ known }) => known?.isWhole === true) };
  const starts = places.map(({ start }) => start);
  const shape = jsonShape(bytes, senderJsonLimits, starts);
  if (!shape.ok) return shape;
  const read = readShapedJson(jsonText(bytes));
  if (!read.ok) return read;
  for (const [at, end] of shape.ends.entries()) meetFrames(bytes.subarray(starts[at] ?? end, end));
  return { ...read, isWhole: true };
}

interface FramePlace {
  readonly start: number;
  readonly known: KnownFrames | null;
}

/** Where lists named `frames` begin. None of it is taken on trust: what stands inside a text has no end in the shape. */
function framePlaces(bytes: Buffer): readonly FramePlace[] {
  const places: FramePlace[] = [];
  for (let at = bytes.indexOf(marker); at !== -1 && places.length < maxStacks;) {
    const start = at + marker.length - 1;
    // Behind anything else the quote may end a text that is no name.
    const isName = isNameAfter(bytes[at - 1]);
    const known = isName ? framesKnownAt(bytes, start) : null;
    if (isName) places.push({ start, known });
    at = bytes.indexOf(marker, known?.end ?? start + 1);
  }
  return places;
}

/** What stands around the frames, with the frames put back; null where they do not all belong to a stack. */
function readAround(bytes: Buffer, places: readonly FramePlace[]): Json | null {
  let text = '';
  let from = 0;
  for (const [at, { start, known }] of places.entries()) {
    text += `${bytes.toString('utf8', from, start)}"${placeholder}${at}"`;
    from = known?.end ?? start;
  }
  const read = readBoundedJson(text + bytes.toString('utf8', from), aroundLimits);
  if (!read.ok || !isRecord(read.value)) return null;
  const back = stacksOf(read.value).filter((stack) => {
    const frames = places[placeOf(stack['frames'])]?.known?.frames;
    return frames !== undefined && Reflect.set(stack, 'frames', frames);
  });
  return back.length === places.length ? read.value : null;
}

/** No sender writes it; one who does gets frames of the same event. */
const placeholder = '\u007fframes ';
const placeOf = (value: Json | undefined): number =>
  typeof value === 'string' && value.startsWith(placeholder) ? Number(value.slice(placeholder.length)) : -1;

type Fields = Readonly<Record<string, Json>>;

/** Stacks of exceptions and threads, and the bare one of older clients. */
function stacksOf(event: Fields): readonly Fields[] {
  const owners = [event, ...eventValues(event['exception']), ...eventValues(event['threads'])];
  return owners.flatMap((owner) => [owner['stacktrace'], owner['raw_stacktrace']]).filter(isRecord);
}
