import type { SecureOptions } from './secure.ts';

/** TLS sessions by host, port and address: two addresses of one host may show two certificates. */
export interface KeptSessions {
  /** The session to resume, if that is allowed; new ones are kept in any case. */
  readonly resume: (
    to: { readonly host: string; readonly port: number; readonly address: string },
    isAllowed: boolean,
  ) => NonNullable<SecureOptions['resume']>;
}

/** One session is a few kilobytes; the oldest give way. */
const maxSessions = 20_000;
/** A peer may send any number of tickets of any size. */
const maxSessionBytes = 16 * 1024;

export function keptSessions(): KeptSessions {
  const kept = new Map<string, Buffer>();
  return {
    resume: ({ host, port, address }, isAllowed) => {
      const key = `${host}:${port} ${address}`;
      return {
        session: isAllowed ? (kept.get(key) ?? null) : null,
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
