import type { Json } from '../../model/json.ts';
import { isRecord, readBoundedJson } from './bounded-json.ts';

export interface LogLine {
  readonly level: 'error' | 'warning' | 'other' | null;
  readonly message: string;
  readonly hasRequestId: boolean;
  /** HTTP status, where the line is of an access log or says one. */
  readonly status: number | null;
  /** The fields of a JSON line. */
  readonly fields: Readonly<Record<string, Json>> | null;
}

const jsonLimits = { maxLength: 64 * 1024, maxDepth: 20, maxValues: 2000 };
/** Whether a field of this name holds the id of a request. */
export const isRequestIdKey = (key: string): boolean =>
  idKey.test(key) || idKey.test(key.slice(key.lastIndexOf('.') + 1));

const idKey = /^(?:x[-_])?(?:request|req|correlation|trace)[-_.]?id$/i;
const idText =
  /(?<![a-z])(?:x[-_])?(?:request|req|correlation|trace)[-_ ]?id["']?\s?[=:]\s?["']?[\w-]{6,}|\[(?:req[-_][\w-]{4,}|[\da-f]{8}-[\da-f-]{27}|[\da-f]{16,32})\]/i;
const accessStatus = /" ([1-5]\d\d) (?:\d+|-)/;

/** What one line of a log says of itself: JSON (pino, winston, bunyan, zap), access log, logfmt or plain text. */
export function readLogLine(text: string): LogLine {
  if (text.startsWith('{')) {
    const read = readBoundedJson(text, jsonLimits);
    if (read.ok && isRecord(read.value)) return jsonLine(read.value);
  }
  const status = accessStatus.exec(text)?.[1];
  return {
    level: levelOf(
      /\b(?:level[=:]"?)?(EMERG|FATAL|CRITICAL|CRIT|PANIC|SEVERE|ERROR|ERR|WARN(?:ING)?|NOTICE|INFO|DEBUG|TRACE|LOG)\b/i.exec(
        text.slice(0, 300),
      )?.[1] ?? null,
    ),
    message: text,
    hasRequestId: idText.test(text),
    status: status === undefined ? null : Number(status),
    fields: null,
  };
}

function jsonLine(fields: Readonly<Record<string, Json>>): LogLine {
  const level = fields['level'] ?? fields['severity'] ?? fields['lvl'] ?? null;
  const message = fields['msg'] ?? fields['message'] ?? fields['event'] ?? '';
  const response = isRecord(fields['res']) ? fields['res'] : fields;
  const status = response['statusCode'] ?? response['status'];
  return {
    level: levelOf(level),
    message: typeof message === 'string' ? message : JSON.stringify(message),
    hasRequestId:
      hasIdKey(fields) || Object.values(fields).some((value) => isRecord(value) && hasIdKey(value)),
    status: typeof status === 'number' ? status : null,
    fields,
  };
}

const hasIdKey = (fields: Readonly<Record<string, Json>>): boolean =>
  Object.entries(fields).some(([key, value]) => idKey.test(key) && value !== null && value !== '') ||
  (isRecord(fields['req']) && fields['req']['id'] !== undefined);

/** Words, or the numbers of pino and bunyan (40 warn, 50 error, 60 fatal). */
function levelOf(level: Json): LogLine['level'] {
  if (typeof level === 'number') return level >= 50 ? 'error' : level >= 40 ? 'warning' : 'other';
  if (typeof level !== 'string') return null;
  if (/^(?:emerg|fatal|crit|panic|severe|err)/i.test(level)) return 'error';
  return /^warn/i.test(level) ? 'warning' : 'other';
}

const maxDepth = 8;

/** The path of the field whose text holds this value, as loggers write it: `user.email`; null when there is none. */
export function fieldHolding(value: Json, part: string, depth = 0): string | null {
  if (depth > maxDepth || typeof value !== 'object' || value === null) return null;
  for (const [key, child] of Object.entries(value) as [string, Json][]) {
    if (typeof child === 'string' ? child.includes(part) : String(child) === part) return key;
    const inner = fieldHolding(child, part, depth + 1);
    if (inner !== null) return `${key}.${inner}`;
  }
  return null;
}
