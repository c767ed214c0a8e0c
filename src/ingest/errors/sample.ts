import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Json } from '../../model/json.ts';
import type { StoredEvent } from '../../model/store.ts';
import { isRecord } from '../../protocols/logs/bounded-json.ts';
import { scrubJson, scrubText } from '../../protocols/logs/scrub.ts';
import { errorKind } from './group.ts';
import type { RawAttachment, RawSample } from './pending.ts';

/** An event as it is kept: scrubbed, its lists cut to what a person looks at. */
export interface ErrorSample {
  readonly event: Readonly<Record<string, Json>>;
  readonly attachments: readonly SampleAttachment[];
  /** The sender's clock was wrong: `at` is when it arrived. */
  readonly isClockWrong: boolean;
}
export interface SampleAttachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  /** Scrubbed; null for what is no text: what cannot be scrubbed is not kept. */
  readonly text: string | null;
}

const listLimits: Readonly<Record<string, number>> = {
  breadcrumbs: 100,
  tags: 200,
  extra: 100,
  modules: 500,
};

/** What is written of an event. Compressed: about a fifth. */
export function storedSample(raw: RawSample): StoredEvent {
  const { event } = raw;
  const kept: ErrorSample = {
    event: scrubbedEvent(raw.value),
    attachments: raw.attachments.map(keptAttachment),
    isClockWrong: event.isClockWrong,
  };
  return {
    id: `${event.project}-${event.id}`,
    group: event.group,
    kind: errorKind,
    at: event.at,
    body: { zstd: zstdCompressSync(Buffer.from(JSON.stringify(kept))).toString('base64') },
  };
}

/** Null for what somebody else wrote. */
export function readSample({ body }: StoredEvent): ErrorSample | null {
  const packed = isRecord(body) ? body['zstd'] : null;
  if (typeof packed !== 'string') return null;
  const text = zstdDecompressSync(Buffer.from(packed, 'base64'), { maxOutputLength: 64 * 1024 * 1024 });
  return JSON.parse(text.toString('utf8')) as ErrorSample;
}

/** Who it was stays countable and becomes unreadable; addresses of the network go. */
function scrubbedEvent(value: Json): Readonly<Record<string, Json>> {
  const fields = isRecord(value) ? value : {};
  const bounded = Object.entries(fields).map(([name, child]) => [name, cut(name, child as Json)] as const);
  const { user, request, ...rest } = Object.fromEntries(bounded) as Record<string, Json>;
  const scrubbed = scrubJson(rest);
  return {
    ...(isRecord(scrubbed) ? scrubbed : {}),
    ...(isRecord(user) ? { user: unreadableUser(user) } : {}),
    ...(isRecord(request) ? { request: scrubJson(withoutEnvironment(request)) } : {}),
  };
}

function cut(name: string, value: Json): Json {
  const most = listLimits[name];
  if (most === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).slice(-most);
  const fields = value as Readonly<Record<string, Json>>;
  if (Array.isArray(fields['values'])) return (fields['values'] as readonly Json[]).slice(-most);
  return Object.fromEntries(Object.entries(fields).slice(0, most)) as Json;
}

function unreadableUser(user: Readonly<Record<string, Json>>): Json {
  const shown = ['id', 'email', 'username'].find((field) => typeof user[field] === 'string');
  return shown === undefined
    ? {}
    : { id: createHash('sha256').update(String(user[shown])).digest('hex').slice(0, 8) };
}

/** `REMOTE_ADDR` and the like. */
function withoutEnvironment(request: Readonly<Record<string, Json>>): Json {
  const { env: _environment, cookies: _cookies, ...rest } = request;
  const headers = rest['headers'];
  const isAddress = /^(?:x-forwarded-for|x-real-ip|forwarded|cf-connecting-ip|true-client-ip)$/i;
  if (!isRecord(headers)) return rest;
  return {
    ...rest,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !isAddress.test(name))) as Json,
  };
}

function keptAttachment({ name, type, size, head }: RawAttachment): SampleAttachment {
  const isText =
    /^(?:text\/|application\/(?:json|xml|x-ndjson))/i.test(type) || /\.(?:txt|log|json|csv)$/i.test(name);
  return {
    name: scrubText(name),
    type,
    bytes: size,
    text: isText ? scrubText(Buffer.from(head).toString('utf8')) : null,
  };
}
