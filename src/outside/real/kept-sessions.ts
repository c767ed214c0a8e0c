import type { SecureOptions } from './secure.ts';

/** TLS sessions by host and port, for callers that say they may be resumed. */
export interface KeptSessions {
  readonly resume: (to: {
    readonly host: string;
    readonly port: number;
  }) => NonNullable<SecureOptions['resume']>;
}

/** One session is a few kilobytes; the oldest give way. */
const maxSessions = 20_000;
/** A peer may send any number of tickets of any size. */
const maxSessionBytes = 16 * 1024;

export function keptSessions(): KeptSessions {
  const kept = new Map<string, Buffer>();
  return {
    resume: ({ host, port }) => {
      const key = `${host}:${port}`;
      return {
        session: kept.get(key) ?? null,
        onSession: (session) => {
          if (session.byteLength > maxSessionBytes) return;
          kept.delete(key);
          kept.set(key, session);
          const oldest = kept.keys().next();
          if (kept.size > maxSessions && oldest.done !== true) kept.delete(oldest.value);
        },
      };
    },
  };
}
