import type { Fields } from '../fields.ts';

export interface CacheRequest {
  readonly method: string;
  readonly url: string;
  readonly fields: Fields;
}
export interface CacheResponse {
  readonly status: number;
  readonly fields: Fields;
}
/** One question and its answer, with the cache's own times. */
export interface Exchange {
  readonly request: CacheRequest;
  readonly response: CacheResponse;
  readonly requestedAtMs: number;
  readonly receivedAtMs: number;
}

/** `private`: a browser. `shared`: a proxy. `cdn`: a shared cache that also obeys CDN-Cache-Control (RFC 9213). */
export type CacheKind = 'private' | 'shared' | 'cdn';

/** Why a cache does what it does. */
export interface Reason {
  readonly text: string;
  /** `RFC 9111 section 5.2.2.5` */
  readonly section: string;
}
export const reason = (text: string, section: string): Reason => ({ text, section });
