import { hash } from 'node:crypto';
import { unixMs, type UnixMs } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import { isRecord } from '../../protocols/logs/bounded-json.ts';
import { eventValues } from '../../protocols/sentry/event-values.ts';
import { fingerprintOf, type Fingerprint } from '../fingerprint.ts';
import { nameText } from '../inside/origin.ts';
import { pathTemplate } from '../inside/route-name.ts';

export const errorLevels = ['fatal', 'error', 'warning', 'info', 'debug'] as const;
export type ErrorLevel = (typeof errorLevels)[number];

/** What counting and grouping need of an error event; texts are bounded and not yet scrubbed. */
export interface ErrorEvent {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly at: UnixMs;
  /** The sender's clock could not be right: the time of arrival is taken. */
  readonly isClockWrong: boolean;
  readonly project: string;
  readonly group: string;
  readonly by: Fingerprint['by'];
  readonly level: ErrorLevel;
  readonly title: string;
  readonly culprit: string;
  /** `POST /api/orders/:id`; null where the event names none. */
  readonly route: string | null;
  readonly environment: string;
  readonly release: string | null;
  /** Eight hexadecimal digits that stand for who met it; null for nobody known. */
  readonly user: string | null;
  /** False: it ended a request or the program. */
  readonly isHandled: boolean;
}

export interface Arrived {
  readonly project: string;
  readonly now: UnixMs;
  /** `sent_at` of the envelope by the sender's clock; null when it did not say. */
  readonly sentAt: number | null;
  /** For events without an id of their own: 32 hexadecimal digits. */
  readonly newId: () => string;
}

const maxTitle = 200;

/** An error event of any Sentry client; whatever fields it has or lacks. */
export function readErrorEvent(value: Json, arrived: Arrived): ErrorEvent {
  const fields = isRecord(value) ? value : {};
  const { hash, by } = fingerprintOf(value);
  const exception = lastException(fields);
  const id = textOf(fields['event_id']).replaceAll('-', '').toLowerCase();
  const time = timeOf(fields['timestamp'], arrived);
  const release = nameText(fields['release'], 200);
  return {
    id: /^[\da-f]{32}$/.test(id) ? id : arrived.newId(),
    ...time,
    project: arrived.project,
    group: `${arrived.project}-${hash}`,
    by,
    level: levelOf(fields['level']),
    title: titleOf(fields, exception),
    culprit: culpritOf(fields, exception),
    route: routeOf(fields),
    environment: nameText(fields['environment'], 64) || 'production',
    release: release === '' ? null : release,
    user: userOf(fields['user']),
    isHandled: mechanismOf(exception)['handled'] !== false,
  };
}

type Fields = Readonly<Record<string, Json>>;
const record = (value: Json | undefined): Fields => (isRecord(value) ? value : {});
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** The last one is what was thrown. */
export const exceptionsOf = (fields: Fields): readonly Fields[] => eventValues(fields['exception']);
const lastException = (fields: Fields): Fields => exceptionsOf(fields).at(-1) ?? {};
const mechanismOf = (exception: Fields): Fields => record(exception['mechanism']);

/** Loggers of some languages have names of their own. */
const levelNames: ReadonlyMap<string, ErrorLevel> = new Map([
  ['critical', 'fatal'],
  ['warn', 'warning'],
  ['log', 'info'],
]);

function levelOf(given: Json | undefined): ErrorLevel {
  const name = textOf(given).toLowerCase();
  return errorLevels.find((level) => level === name) ?? levelNames.get(name) ?? 'error';
}

/** Where a message was told: clients of Java, .NET and Cocoa have its stack with the thread that was at work. */
export function threadStack(fields: Fields): Json | undefined {
  const threads = eventValues(fields['threads']);
  const at =
    threads.find((each) => each['crashed'] === true) ?? threads.find((each) => each['current'] === true);
  return at?.['stacktrace'];
}

function titleOf(fields: Fields, exception: Fields): string {
  const entry = record(fields['logentry']);
  const message = [
    entry['formatted'],
    entry['message'],
    fields['message'],
    record(fields['message'])['formatted'],
    record(fields['message'])['message'],
  ]
    .map(textOf)
    .find((text) => text !== '');
  const type = nameText(exception['type'], 100);
  const value = nameText(exception['value'], 2_000);
  const thrown = [type, value].filter((part) => part !== '').join(': ');
  return nameText(thrown === '' ? (message ?? '') : thrown, maxTitle) || 'An error without a message';
}

const isOfProduct = (frame: Json): frame is Fields => isRecord(frame) && frame['in_app'] === true;

/** Where: the innermost frame of the product, else what the client says. */
function culpritOf(fields: Fields, exception: Fields): string {
  const frames = record(exception['stacktrace'] ?? fields['stacktrace'] ?? threadStack(fields))['frames'];
  const list = Array.isArray(frames) ? (frames as readonly Json[]) : [];
  const frame = list.findLast(isOfProduct) ?? list.findLast(isRecord);
  if (frame === undefined) return nameText(fields['culprit'] ?? fields['transaction'], maxTitle);
  const file = nameText(frame['filename'] ?? frame['module'] ?? frame['abs_path'], 160);
  const name = nameText(frame['function'], 80);
  return name === '' || name === '?' ? file : `${file} in ${name}`;
}

function routeOf(fields: Fields): string | null {
  const request = record(fields['request']);
  const method = nameText(request['method'], 10).toUpperCase();
  const told = nameText(fields['transaction'], maxTitle);
  const target = told !== '' ? told : nameText(request['url'], 500);
  if (target === '') return null;
  const [, verb = method, path = target] = /^([A-Z]{3,7}) (.+)$/.exec(target) ?? [];
  const template = /^(?:\/|https?:)/.test(path) ? pathTemplate(path) : path;
  return `${verb} ${template}`.trim();
}

/** Kept only as part of a count: neither name nor address can be read from it. */
function userOf(given: Json | undefined): string | null {
  const user = record(given);
  const name = ['id', 'email', 'username', 'ip_address']
    .map((field) => nameText(user[field], 200))
    .find((text) => text !== '' && text !== '{{auto}}');
  return name === undefined ? null : hash('sha256', name).slice(0, 8);
}

/** An older event may have waited in a client; more than a day is a clock gone wrong. */
const oldestMs = 86_400_000;
const aheadMs = 60_000;

/** The age by the sender's own clock, taken off the time of arrival: the sender's clock itself does not matter. */
function timeOf(given: Json | undefined, { now, sentAt }: Arrived): Pick<ErrorEvent, 'at' | 'isClockWrong'> {
  const happened = momentOf(given);
  if (happened === null) return { at: now, isClockWrong: false };
  const ageMs = (sentAt ?? now) - happened;
  const isClockWrong = ageMs > oldestMs || ageMs < -aheadMs;
  return { at: isClockWrong ? now : unixMs(Math.min(now, Math.round(now - ageMs))), isClockWrong };
}

/** Seconds with fractions, or RFC 3339; null for what is neither. Unix milliseconds. */
export function momentOf(given: Json | undefined): number | null {
  if (typeof given === 'number') return Number.isFinite(given) ? given * 1000 : null;
  if (typeof given !== 'string' || given.length > 40) return null;
  // Clients of Python and Ruby leave the zone out and mean UTC.
  const hasZone = /(?:z|[+-]\d\d:?\d\d)$/i.test(given);
  const ms = Date.parse(hasZone ? given : `${given}Z`);
  return Number.isNaN(ms) ? null : ms;
}
