/** Branded primitives: values that are easily confused get a type of their own. */
declare const brand: unique symbol;
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type UnixMs = Brand<number, 'UnixMs'>;
/** A length of time in milliseconds. */
export type DurationMs = number;
/**
 * A DNS name in lower case, A-labels (RFC 5890), without the final dot. The root is `.`.
 * Built only by `protocols/dns/name.ts`.
 */
export type DomainName = Brand<string, 'DomainName'>;
/** `env:NAME` or `file:path`; the secret itself is never part of a manifest, a fact or a report. */
export type SecretRef = Brand<string, 'SecretRef'>;

/** The one place where a checked number becomes a `UnixMs`; the caller vouches for the unit. */
export const unixMs = (ms: number): UnixMs => ms as UnixMs;
