/** What a server lets a foreign page read. */
export type CorsGrant =
  | 'none'
  /** `*`: anybody, without the visitor's cookies. */
  | 'public'
  /** The asked origin may read, without cookies. */
  | 'origin'
  /** The asked origin may read with the visitor's cookies. */
  | 'origin-with-credentials'
  /** `*` with credentials: browsers refuse (Fetch standard 3.3.4), so the intended use is broken. */
  | 'contradiction'
  /** Names somebody else. */
  | 'other';

export interface CorsAnswer {
  readonly allowOrigin: string | null;
  readonly allowCredentials: string | null;
}

export function corsGrant({ allowOrigin, allowCredentials }: CorsAnswer, asked: string): CorsGrant {
  if (allowOrigin === null || allowOrigin === '') return 'none';
  // Exactly `true`, in lower case (Fetch standard 3.3.4).
  const hasCredentials = allowCredentials === 'true';
  if (allowOrigin === '*') return hasCredentials ? 'contradiction' : 'public';
  if (allowOrigin !== asked) return 'other';
  return hasCredentials ? 'origin-with-credentials' : 'origin';
}
