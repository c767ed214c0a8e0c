import { isKey } from '../protocols/sentry/dsn.ts';

/**
 * The key a request names before its body is read, so that whoever sent too much is told without unpacking anything; null in tunnel
 * mode, where only the envelope names it.
 */
export function keyBeforeBody(query: string | null, header: string | null): string | null {
  const named = query ?? /sentry_key\s*=\s*"?([\w-]{1,100})/i.exec((header ?? '').slice(0, 4_000))?.[1] ?? '';
  return isKey(named) ? named : null;
}
