import type { Json } from '../../model/json.ts';
import { isRecord, jsonText, readBoundedJson } from '../logs/bounded-json.ts';
import { remembered } from '../logs/remembered.ts';
import { SentryError } from './error.ts';
import { readEventJson } from './event-json.ts';
import { itemTypes } from './item-types.ts';

type Header = Readonly<Record<string, Json>>;

export interface EnvelopeItem {
  readonly type: string;
  /** Every field of the item's header, as sent. */
  readonly header: Header;
  readonly payload: Uint8Array;
  /** The payload where the type is JSON; null for text and binary types. */
  readonly value: Json | null;
  /** Of an event whose value is read only when it is asked for: the same with the variables of its frames left out. */
  readonly outline?: Json;
}

/** An item that was left out, to be counted and told. */
export interface SkippedItem {
  readonly type: string;
  readonly bytes: number;
  readonly reason: 'unknown type' | 'too big' | 'no valid JSON' | 'too many items';
}

export interface Envelope {
  /** Every field of the first line: event_id, dsn, sent_at, sdk, trace. */
  readonly header: Header;
  readonly items: readonly EnvelopeItem[];
  readonly skipped: readonly SkippedItem[];
}

export const envelopeLimits = {
  maxBytes: 40 * 1024 * 1024,
  maxHeaderBytes: 64 * 1024,
  maxItems: 1000,
  /** Headers read before the rest is refused. */
  maxHeaders: 10_000,
} as const;

const newline = 10;

/**
 * A Sentry envelope: a line of JSON, then per item a line of JSON and its payload. With `length` the payload is that many bytes,
 * followed by a newline or the end; without, it runs to the next newline, and a CR before it belongs to the payload.
 * Unknown, damaged and oversized items are skipped and named; a damaged frame throws `SentryError`.
 */
export function readEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.length > envelopeLimits.maxBytes)
    throw new SentryError('too-big', `the envelope is larger than ${envelopeLimits.maxBytes} bytes`);
  const reader = new FrameReader(bytes);
  const header = reader.header('envelope header');
  const items: EnvelopeItem[] = [];
  const skipped: SkippedItem[] = [];
  for (let count = 0; reader.skipBlankLines(); count += 1) {
    if (count >= envelopeLimits.maxHeaders)
      throw new SentryError('too-big', `more than ${envelopeLimits.maxHeaders} items in one envelope`);
    const itemHeader = reader.header(`header of item ${count + 1}`);
    const item = readItem(itemHeader, reader.payload(itemHeader, count + 1));
    if ('reason' in item) skipped.push(item);
    else if (items.length < envelopeLimits.maxItems) items.push(item);
    else skipped.push({ type: item.type, bytes: item.payload.length, reason: 'too many items' });
  }
  return { header, items, skipped };
}

function readItem(header: Header, payload: Uint8Array): EnvelopeItem | SkippedItem {
  const type = typeof header['type'] === 'string' ? header['type'].slice(0, 64) : '';
  const known = Object.hasOwn(itemTypes, type) ? itemTypes[type] : undefined;
  const bytes = payload.length;
  if (known === undefined) return { type, bytes, reason: 'unknown type' };
  if (bytes > known.maxBytes) return { type, bytes, reason: 'too big' };
  if (known.payload !== 'json') return { type, header, payload, value: null };
  if (type === 'event') {
    const event = readEventItem(header, payload);
    return 'value' in event ? event : { type, bytes, reason: 'no valid JSON' };
  }
  const read = readBoundedJson(payload);
  return read.ok && read.value !== null
    ? { type, header, payload, value: read.value }
    : { type, bytes, reason: 'no valid JSON' };
}

/** An event as an item, or why it is none. */
export function readEventItem(
  header: Header,
  payload: Uint8Array,
): EnvelopeItem | { readonly problem: string } {
  const read = readEventJson(payload);
  if (!read.ok) return { problem: read.reason };
  const { value, isWhole } = read;
  if (value === null) return { problem: 'null' };
  return isWhole
    ? { type: 'event', header, payload, value }
    : new OutlinedEvent({ header, payload, outline: value });
}

/** A class: getters of object literals have a hidden class each, which costs more than the reading they save. */
class OutlinedEvent implements EnvelopeItem {
  readonly type = 'event';
  readonly header: Header;
  readonly payload: Uint8Array;
  readonly outline: Json;
  constructor({
    header,
    payload,
    outline,
  }: Omit<EnvelopeItem, 'type' | 'value'> & { readonly outline: Json }) {
    this.header = header;
    this.payload = payload;
    this.outline = outline;
  }

  get value(): Json {
    const whole = readBoundedJson(this.payload);
    return whole.ok ? whole.value : this.outline;
  }
}

/** `{"type":"event"}` comes with every event. */
const maxRememberedHeader = 40;
const knownHeader = remembered((text) => readBoundedJson(text));

class FrameReader {
  #at = 0;
  readonly #bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** True while something is left. */
  skipBlankLines(): boolean {
    while (this.#bytes[this.#at] === newline) this.#at += 1;
    return this.#at < this.#bytes.length;
  }

  header(what: string): Header {
    const line = this.#line();
    if (line.length > envelopeLimits.maxHeaderBytes)
      throw new SentryError('too-big', `${what}: longer than ${envelopeLimits.maxHeaderBytes} bytes`);
    const read = line.length <= maxRememberedHeader ? knownHeader(jsonText(line)) : readBoundedJson(line);
    if (!read.ok) throw new SentryError('envelope', `${what}: ${read.reason}`);
    if (!isRecord(read.value)) throw new SentryError('envelope', `${what}: no JSON object`);
    return read.value;
  }

  payload(header: Header, item: number): Uint8Array {
    const { length } = header;
    if (length === undefined || length === null) return this.#line();
    if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0)
      throw new SentryError('envelope', `item ${item}: length is no whole number`);
    const end = this.#at + length;
    if (end > this.#bytes.length)
      throw new SentryError(
        'envelope',
        `item ${item}: length says ${length} bytes, ${this.#bytes.length - this.#at} are there`,
      );
    if (end < this.#bytes.length && this.#bytes[end] !== newline)
      throw new SentryError('envelope', `item ${item}: no newline after its ${length} bytes`);
    const payload = this.#bytes.subarray(this.#at, end);
    this.#at = end + 1;
    return payload;
  }

  #line(): Uint8Array {
    const end = this.#bytes.indexOf(newline, this.#at);
    const line = this.#bytes.subarray(this.#at, end === -1 ? this.#bytes.length : end);
    this.#at = end === -1 ? this.#bytes.length : end + 1;
    return line;
  }
}

/** The same envelope as bytes, every payload with its length: for spooling and for tests. */
export function printEnvelope({ header, items }: Pick<Envelope, 'header' | 'items'>): Uint8Array {
  const end = Buffer.from('\n');
  const parts = items.flatMap((item) => [
    end,
    Buffer.from(JSON.stringify({ ...item.header, length: item.payload.length })),
    end,
    item.payload,
  ]);
  return Buffer.concat([Buffer.from(JSON.stringify(header)), ...parts, end]);
}
