import type { PlainMessage } from './budget.ts';
import { OtlpError } from './error.ts';
import { readOtlpJson } from './from-json.ts';
import { readProtobuf } from './from-protobuf.ts';

export type OtlpSignal = 'traces' | 'metrics' | 'logs';
export type OtlpForm = 'json' | 'protobuf';

const requestMessages: Readonly<Record<OtlpSignal, string>> = {
  traces: 'TraceRequest',
  metrics: 'MetricsRequest',
  logs: 'LogsRequest',
};

/** Which signal a path is for; null for others (`/v1development/profiles` may be answered with 404). */
export function signalOfPath(path: string): OtlpSignal | null {
  const name = /\/v1\/(traces|metrics|logs)\/?$/.exec(path.slice(0, 500))?.[1];
  return name === 'traces' || name === 'metrics' || name === 'logs' ? name : null;
}

/** Throws `OtlpError` (`content-type`) where it is neither. */
export function formOf(contentType: string | null): OtlpForm {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return 'json';
  if (type === 'application/x-protobuf' || type === 'application/protobuf') return 'protobuf';
  throw new OtlpError('content-type', 'send application/x-protobuf or application/json');
}

/**
 * An export request in either form, as the plain value of OTLP/JSON: 64-bit numbers as decimal text, ids as lower-case hex,
 * defaults left out. Throws `OtlpError`.
 */
export const readExport = (bytes: Uint8Array, signal: OtlpSignal, form: OtlpForm): PlainMessage =>
  form === 'json'
    ? readOtlpJson(Buffer.from(bytes).toString('utf8'), requestMessages[signal])
    : readProtobuf(bytes, requestMessages[signal]);
