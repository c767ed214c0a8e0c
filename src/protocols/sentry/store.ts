import { inflateSync } from 'node:zlib';
import type { Json } from '../../model/json.ts';
import { isRecord } from '../logs/bounded-json.ts';
import { readEventItem, type Envelope } from './envelope.ts';
import { SentryError } from './error.ts';
import { itemTypes } from './item-types.ts';

const maxEventBytes = itemTypes['event']?.maxBytes ?? 0;
const openBrace = 123;

/**
 * The legacy `/api/{id}/store/` body: a JSON event (Python 1.9), or base64 of zlib of one (Ruby raven 3.1), told apart by the
 * first character. Returned as an envelope of one event, so that the rest of the way is the same. Throws `SentryError`.
 */
export function readStoreBody(bytes: Uint8Array): Envelope {
  const payload = eventBytes(bytes);
  if (payload.length > maxEventBytes)
    throw new SentryError('too-big', `the event is larger than ${maxEventBytes} bytes`);
  const event = readEventItem({ type: 'event' }, payload);
  if ('problem' in event) throw new SentryError('json', `the event: ${event.problem}`);
  const outline = event.outline ?? event.value;
  if (!isRecord(outline)) throw new SentryError('json', 'the event is no JSON object');
  const { event_id: id } = outline;
  const header: Record<string, Json> = id === undefined ? {} : { event_id: id };
  return { header, items: [event], skipped: [] };
}

function eventBytes(bytes: Uint8Array): Uint8Array {
  const first = bytes.find((byte) => byte > 32);
  if (first === openBrace) return bytes;
  if (bytes.length > 2 * maxEventBytes)
    throw new SentryError('too-big', `the event is larger than ${maxEventBytes} bytes`);
  const packed = Buffer.from(Buffer.from(bytes).toString('latin1'), 'base64');
  try {
    return inflateSync(packed, { maxOutputLength: maxEventBytes });
  } catch (error) {
    const isTooBig = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooBig
      ? new SentryError('too-big', `the event unpacks to more than ${maxEventBytes} bytes`)
      : new SentryError('coding', 'the body is neither JSON nor base64 of zlib');
  }
}
