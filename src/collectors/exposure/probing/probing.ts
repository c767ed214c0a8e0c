import type { HttpResponse } from '../../../model/outside-http.ts';
import type { Outside, Result } from '../../../model/outside.ts';
import { fieldValues, mediaType } from '../../../protocols/http/fields.ts';
import type { ProbedAnswer } from '../../../protocols/exposure/rule.ts';

export interface Probing {
  readonly http: Outside['http'];
  readonly signal: AbortSignal;
}
export interface ProbeQuestion {
  readonly method?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly maxBodyBytes?: number;
  readonly timeoutMs?: number;
}

const headBytes = 64 * 1024;

/** One small question; certificates are another theme's business, redirects are not followed. */
export const probe = async (
  { http, signal }: Probing,
  url: string,
  { maxBodyBytes = headBytes, timeoutMs = 8000, ...question }: ProbeQuestion = {},
): Promise<Result<HttpResponse>> =>
  http.request({ url, ...question, timeoutMs, maxBodyBytes, isCertificateRequired: false, signal });

/** The answer as confirmers read it. */
export function probedAnswer(response: HttpResponse): ProbedAnswer {
  const { headers, status, url, body, isBodyTruncated } = response;
  const range = /\/(\d{1,15})$/.exec(fieldValues(headers, 'content-range')[0] ?? '')?.[1];
  const length = fieldValues(headers, 'content-length')[0];
  const isCoded = fieldValues(headers, 'content-encoding').length > 0;
  const known = range ?? (isCoded ? undefined : length);
  return {
    url,
    status,
    type: mediaType(headers),
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1'),
    totalBytes: known === undefined ? (isBodyTruncated ? null : body.byteLength) : Number(known),
  };
}

/** A word nobody uses as a path: `lr` and 16 hexadecimal digits. */
export const randomWord = (outside: Pick<Outside, 'random'>): string =>
  `lr${[...outside.random.bytes(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
