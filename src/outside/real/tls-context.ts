import { createSecureContext, getCACertificates } from 'node:tls';
import type { SecureContext, SecureContextOptions } from 'node:tls';
import type { TlsOptions } from '../../model/outside-sockets.ts';

type ContextOptions = Pick<TlsOptions, 'minVersion' | 'maxVersion' | 'ciphers'>;
/** Building a context with all roots costs milliseconds, so one is kept for each kind of handshake. */
export type ContextFor = (options: ContextOptions) => SecureContext;

const maxContexts = 64;

/**
 * Groups offered where the key exchange itself is not looked at: one key share instead of the platform's two, of which the
 * post-quantum one costs more than the rest of a resumed handshake.
 */
export const quickGroups = 'X25519:prime256v1:secp384r1';

/** `groups`: OpenSSL's list; absent means the platform's own. */
export function secureContexts(extraRoots: readonly string[], groups?: string): ContextFor {
  const made = new Map<string, SecureContext>();
  // Without further roots the platform's own store is taken as it is, already read.
  const roots = extraRoots.length === 0 ? undefined : [...platformRoots(), ...extraRoots];
  return (options) => {
    const key = `${options.minVersion ?? ''} ${options.maxVersion ?? ''} ${options.ciphers ?? ''}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= maxContexts) made.clear();
    const context = createSecureContext({
      ...contextOptions(roots, options),
      ...(groups === undefined ? {} : { ecdhCurve: groups }),
    });
    made.set(key, context);
    return context;
  };
}

/** PEM of what Node trusts by itself, with what NODE_EXTRA_CA_CERTS and --use-system-ca add. */
export const platformRoots = (): readonly string[] => getCACertificates('default');

function contextOptions(roots: readonly string[] | undefined, options: ContextOptions): SecureContextOptions {
  return {
    ...(roots === undefined ? {} : { ca: [...roots] }),
    ...(options.minVersion === undefined ? {} : { minVersion: options.minVersion }),
    ...(options.maxVersion === undefined ? {} : { maxVersion: options.maxVersion }),
    ...(options.ciphers === undefined ? {} : { ciphers: options.ciphers }),
  };
}
