import type { OtlpForm, OtlpSignal } from './request.ts';

const rejectedNames: Readonly<Record<OtlpSignal, string>> = {
  traces: 'rejectedSpans',
  metrics: 'rejectedDataPoints',
  logs: 'rejectedLogRecords',
};

export interface PartialSuccess {
  readonly rejected: number;
  /** With zero rejected this is a warning the exporter logs. */
  readonly message: string;
}

/** The 200 reply in the form the request had: empty, or with what was not taken, which the client must not send again. */
export function printReply(
  { signal, form }: { readonly signal: OtlpSignal; readonly form: OtlpForm },
  partial: PartialSuccess | null,
): Uint8Array {
  if (form === 'json') {
    if (partial === null) return Buffer.from('{}');
    const { rejected, message } = partial;
    const partialSuccess = { [rejectedNames[signal]]: String(rejected), errorMessage: message };
    return Buffer.from(JSON.stringify({ partialSuccess }));
  }
  if (partial === null) return new Uint8Array();
  const counted = partial.rejected > 0 ? [8, ...varint(partial.rejected)] : [];
  return lengthPrefixed(1, [...counted, ...lengthPrefixed(2, Buffer.from(partial.message))]);
}

/** The body of a refusal: google.rpc.Status with the code gRPC has for it (3 invalid argument, 8 exhausted, 14 unavailable). */
export function printStatus(form: OtlpForm, code: number, message: string): Uint8Array {
  if (form === 'json') return Buffer.from(JSON.stringify({ code, message }));
  return Uint8Array.from([8, ...varint(code), ...lengthPrefixed(2, Buffer.from(message))]);
}

function varint(value: number): readonly number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...varint(Math.floor(value / 128))];
}

const lengthPrefixed = (field: number, bytes: Iterable<number>): Uint8Array => {
  const list = [...bytes];
  return Uint8Array.from([field * 8 + 2, ...varint(list.length), ...list]);
};
