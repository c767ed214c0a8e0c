import { routes } from '../http/route.ts';
import type { Route } from '../http/route.ts';
import { arrivalOf, responseOf } from '../ingest/arrival.ts';
import { tokenSender } from '../ingest/otlp/sender.ts';
import { otlpBodyLimits, receiveExport } from '../ingest/otlp/receive.ts';
import type { OtlpSignal } from '../../protocols/otlp/request.ts';

const signals: readonly OtlpSignal[] = ['traces', 'metrics', 'logs'];

/** OTLP/HTTP 1.x: what exporters append to `OTEL_EXPORTER_OTLP_ENDPOINT`. The key of a project is the right to send. */
export default routes(
  ...signals.map((signal): Route => ({
    method: 'POST',
    path: `/v1/${signal}`,
    access: 'public',
    about: `${signal} of the product, by OTLP/HTTP in JSON or protobuf`,
    isOpenForm: true,
    maxBodyBytes: otlpBodyLimits.packed,
    handle: async (call) =>
      responseOf(
        await receiveExport(arrivalOf(call), signal, call.caller.kind === 'ingest' ? tokenSender : null),
      ),
  })),
);
