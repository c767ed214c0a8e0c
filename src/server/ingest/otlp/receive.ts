import { unpackBody } from '../../../ingest/unpack.ts';
import { logsIn } from '../../../ingest/otlp/logs.ts';
import { pointsIn } from '../../../ingest/otlp/metrics.ts';
import { spansIn } from '../../../ingest/otlp/spans.ts';
import type { PlainMessage } from '../../../protocols/otlp/budget.ts';
import { OtlpError } from '../../../protocols/otlp/error.ts';
import { printReply, printStatus, type PartialSuccess } from '../../../protocols/otlp/reply.ts';
import { formOf, readExport, type OtlpForm, type OtlpSignal } from '../../../protocols/otlp/request.ts';
import { Refused } from '../../http/refused.ts';
import type { IngestArrival, IngestReply } from '../arrival.ts';
import type { InsideDesk, Taken } from '../inside/desk.ts';
import { bytesId } from '../inside/bytes-id.ts';
import { senderOf, type Sender } from './sender.ts';

/** A batch of the collector is about 8,000 spans of 500 bytes; what is larger holds the process up for too long. */
export const otlpBodyLimits = { packed: 8 * 1024 * 1024, unpacked: 16 * 1024 * 1024 } as const;

const contentTypes: Readonly<Record<OtlpForm, string>> = {
  json: 'application/json',
  protobuf: 'application/x-protobuf',
};
/** gRPC's codes for what OTLP answers over HTTP. */
const grpcCodes: Readonly<Record<number, number>> = { 401: 16, 403: 7, 413: 8, 415: 3, 429: 8, 503: 14 };

/**
 * One export request: read, checked, counted, and answered in the form it came in. Refusals are `google.rpc.Status`. `admitted` may send
 * by other rights than a key of the project.
 */
export async function receiveExport(
  arrival: IngestArrival,
  signal: OtlpSignal,
  admitted: Sender | null = null,
): Promise<IngestReply> {
  let form: OtlpForm = 'json';
  try {
    form = formOf(arrival.header('content-type'));
    const sender = admitted ?? senderOf(arrival);
    const body = await bodyOf(arrival);
    const message = readExport(body, signal, form);
    const { partial, taken } = take(arrival.server.inside, { signal, message, body });
    sender.take(taken);
    return answer(form, { status: 200, retryAfterSeconds: null }, printReply({ signal, form }, partial));
  } catch (error) {
    const told = refusalOf(error);
    return answer(form, told, printStatus(form, grpcCodes[told.status] ?? 3, told.message));
  }
}

async function bodyOf({ bytes, header }: IngestArrival): Promise<Uint8Array> {
  const unpacked = unpackBody(await bytes(), header('content-encoding'), otlpBodyLimits.unpacked);
  if (unpacked.ok) return unpacked.bytes;
  throw new OtlpError(unpacked.status === 413 ? 'too-big' : 'coding', unpacked.message);
}

interface Export {
  readonly signal: OtlpSignal;
  readonly message: PlainMessage;
  readonly body: Uint8Array;
}

function take(
  desk: InsideDesk,
  { signal, message, body }: Export,
): { readonly partial: PartialSuccess | null; readonly taken: number } {
  if (signal === 'traces') {
    const { spans, rejected } = spansIn(message);
    return { partial: partialOf(desk.takeSpans(spans), rejected, 'spans'), taken: spans.length };
  }
  if (signal === 'metrics') {
    const { points, rejected } = pointsIn(message);
    const told = desk.takePoints(points, bytesId(body));
    return { partial: partialOf(told, rejected, 'data points'), taken: points.length };
  }
  const logs = logsIn(message);
  return { partial: partialOf(desk.takeLogs(logs, bytesId(body)), 0, 'log records'), taken: logs.length };
}

/** What is wrong with what was sent, so that its owner finds it in the log of the exporter. */
function partialOf({ repeated, skewed }: Taken, rejected: number, what: string): PartialSuccess | null {
  const reasons = [
    rejected === 0
      ? null
      : what === 'spans'
        ? `${rejected} spans have no valid trace id, span id or times`
        : `${rejected} ${what} are summaries, which cannot be added up: use histograms`,
    repeated === 0 ? null : `${repeated} ${what} came before and were counted once`,
    skewed === 0
      ? null
      : `${skewed} ${what} are of a clock more than a day off and were counted at their arrival`,
  ].filter((reason) => reason !== null);
  return reasons.length === 0 ? null : { rejected, message: `${reasons.join('; ')}.` };
}

interface Told {
  readonly status: number;
  readonly message: string;
  readonly retryAfterSeconds: number | null;
}

function refusalOf(error: unknown): Told {
  if (error instanceof OtlpError)
    return { status: error.status, message: error.message, retryAfterSeconds: null };
  if (error instanceof Refused)
    return { status: error.status, message: error.message, retryAfterSeconds: error.retryAfterSeconds };
  throw error;
}

const answer = (
  form: OtlpForm,
  { status, retryAfterSeconds }: Pick<Told, 'status' | 'retryAfterSeconds'>,
  body: Uint8Array,
): IngestReply => ({
  status,
  headers: {
    'content-type': contentTypes[form],
    'content-length': String(body.length),
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    ...(retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }),
  },
  body,
});
