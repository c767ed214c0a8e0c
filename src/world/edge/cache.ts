import type { WorldClock } from '../clock.ts';
import type { Outgoing } from './web-app.ts';
import { headerOf } from './web-app.ts';

export interface CachedAnswer {
  readonly answer: Outgoing;
  readonly ageSeconds: number;
  readonly ttlSeconds: number;
}

/** A shared cache (RFC 9111) in front of the app, one per host. */
export interface EdgeCache {
  readonly find: (key: string) => CachedAnswer | null;
  /** Says whether it was stored. */
  readonly store: (key: string, answer: Outgoing, rules: { readonly ignoresPrivacy: boolean }) => boolean;
  readonly clear: () => void;
}

const maxEntries = 500;
const carelessSeconds = 120;

export function createCache(clock: WorldClock): EdgeCache {
  const entries = new Map<string, { answer: Outgoing; storedAtMs: number; ttlSeconds: number }>();
  return {
    find: (key) => {
      const entry = entries.get(key);
      if (entry === undefined) return null;
      const ageSeconds = Math.floor((clock.monotonicMs() - entry.storedAtMs) / 1000);
      if (ageSeconds < entry.ttlSeconds)
        return { answer: entry.answer, ageSeconds, ttlSeconds: entry.ttlSeconds };
      entries.delete(key);
      return null;
    },
    store: (key, answer, rules) => {
      const ttlSeconds = rules.ignoresPrivacy ? carelessSeconds : sharedLifetime(answer);
      if (ttlSeconds === 0 || answer.status >= 400) return false;
      if (entries.size >= maxEntries) entries.delete(entries.keys().next().value ?? '');
      entries.set(key, { answer, storedAtMs: clock.monotonicMs(), ttlSeconds });
      return true;
    },
    clear: () => entries.clear(),
  };
}

/** Seconds a shared cache may keep it; only what says so itself (RFC 9111 sections 3 and 5.2.2). */
function sharedLifetime(answer: Outgoing): number {
  const directives = (headerOf(answer.headers, 'cache-control') ?? '').toLowerCase();
  const vary = (headerOf(answer.headers, 'vary') ?? '').toLowerCase();
  if (!directives.includes('public') || /no-store|private/.test(directives)) return 0;
  if (headerOf(answer.headers, 'set-cookie') !== undefined || /cookie|\*/.test(vary)) return 0;
  const seconds = /s-maxage=(\d+)/.exec(directives)?.[1] ?? /max-age=(\d+)/.exec(directives)?.[1];
  return Number(seconds ?? 0);
}
