import { createSecureContext, rootCertificates } from 'node:tls';
import type { SecureContext, SecureContextOptions } from 'node:tls';
import type { TlsOptions } from '../../model/outside-sockets.ts';

type ContextOptions = Pick<TlsOptions, 'minVersion' | 'maxVersion' | 'ciphers'>;
/** Building a context with all roots costs milliseconds, so one is kept for each kind of handshake. */
export type ContextFor = (options: ContextOptions) => SecureContext;

const maxContexts = 64;

export function secureContexts(extraRoots: readonly string[]): ContextFor {
  const made = new Map<string, SecureContext>();
  const roots = [...rootCertificates, ...extraRoots];
  return (options) => {
    const key = `${options.minVersion ?? ''} ${options.maxVersion ?? ''} ${options.ciphers ?? ''}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= maxContexts) made.clear();
    const context = createSecureContext(contextOptions(roots, options));
    made.set(key, context);
    return context;
  };
}

function contextOptions(roots: readonly string[], options: ContextOptions): SecureContextOptions {
  return {
    ca: [...roots],
    ...(options.minVersion === undefined ? {} : { minVersion: options.minVersion }),
    ...(options.maxVersion === undefined ? {} : { maxVersion: options.maxVersion }),
    ...(options.ciphers === undefined ? {} : { ciphers: options.ciphers }),
  };
}
