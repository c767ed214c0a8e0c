import { cacheAnswer } from '../../../protocols/http/caching/answer.ts';
import type { CacheAnswer } from '../../../protocols/http/caching/answer.ts';
import type { CacheKind } from '../../../protocols/http/caching/exchange.ts';
import type { Fields } from '../../../protocols/http/fields.ts';

/** An answer to a plain GET without credentials, as facts hold it. */
export interface Answered {
  readonly url: string;
  readonly status: number;
  readonly fields: Fields;
}

export const kept = (kind: CacheKind, { url, status, fields }: Answered, nowMs: number): CacheAnswer =>
  cacheAnswer(kind, { request: { method: 'GET', url, fields: [] }, response: { status, fields }, nowMs });

/** Seconds a cache of this kind serves it without asking; 0 when it does not. */
export function servedFor(kind: CacheKind, answered: Answered, nowMs: number): number {
  const answer = kept(kind, answered, nowMs);
  return answer.isReused ? answer.lifetime.seconds : 0;
}

/** `2 days` */
export function duration(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ] as const;
  const [size, name] = units.find(([each]) => seconds >= each) ?? [1, 'second'];
  const number = Math.round(seconds / size);
  return `${number} ${name}${number === 1 ? '' : 's'}`;
}

/** The name or the query changes with the content: `app-4f8a91c2.js`, `app.4f8a91c2.css`, `chunk-CJ3kx92d.js`, `app.js?v=4f8a91c2`. */
export function isHashed(url: string): boolean {
  const { pathname, searchParams } = new URL(url);
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  const parts = [
    ...name.split(/[.~]|[-_](?=[\w]{8,}\.)/),
    ...pathname.split('/').slice(-3, -1),
    ...searchParams.values(),
  ];
  return parts.some(isHash);
}

const isHash = (part: string): boolean =>
  /^[0-9a-f]{8,64}$/i.test(part)
    ? /\d/.test(part)
    : /^[\w-]{8,44}$/.test(part) && /\d/.test(part) && /[a-z]/.test(part) && /[A-Z]/.test(part);
