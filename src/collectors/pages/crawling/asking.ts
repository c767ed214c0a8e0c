import type { HttpResponse } from '../../../model/outside-http.ts';
import type { Outside, Result } from '../../../model/outside.ts';

export interface Asking {
  readonly http: Outside['http'];
  readonly signal: AbortSignal;
}
export interface Question {
  readonly method?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly maxBodyBytes?: number;
  readonly body?: string;
  /** Default false; true where secrets are sent. */
  readonly isCertificateRequired?: boolean;
}

const timeoutMs = 10_000;
const pageBytes = 2 * 1024 * 1024;

/** One request as a browser without history sends it; certificates are another theme's business. */
export const ask = async (
  { http, signal }: Asking,
  url: string,
  { method = 'GET', headers = [], maxBodyBytes = pageBytes, ...rest }: Question = {},
): Promise<Result<HttpResponse>> =>
  http.request({
    url,
    method,
    headers: [['accept', 'text/html,application/xhtml+xml,*/*;q=0.8'], ...headers],
    timeoutMs,
    maxBodyBytes,
    isCertificateRequired: false,
    ...rest,
    signal,
  });

export const bodyText = (response: HttpResponse): string => new TextDecoder().decode(response.body);
