import type { HttpResponse } from '../model/outside-http.ts';

/** A JSON body, or undefined when it is none. Nothing of its shape is promised. */
export function jsonBody(response: Pick<HttpResponse, 'body' | 'isBodyTruncated'>): unknown {
  if (response.isBodyTruncated) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(response.body));
    return value;
  } catch {
    return undefined;
  }
}
