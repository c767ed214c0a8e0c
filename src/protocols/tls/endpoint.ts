import { z } from 'zod';
import { chainSchema } from './chain.ts';

const accepted = z.object({
  state: z.literal('accepted'),
  version: z.string(),
  cipher: z.string(),
  group: z.string().nullable(),
  dhBits: z.number().nullable(),
  compression: z.number(),
  hasRenegotiationInfo: z.boolean(),
  hasExtendedMasterSecret: z.boolean(),
});

/** One hello and what came back. `refused` is the server's own no; `unknown` is everything that proves nothing. */
export const probeAnswerSchema = z.discriminatedUnion('state', [
  accepted,
  z.object({ state: z.literal('refused'), how: z.string() }),
  z.object({ state: z.literal('unknown'), why: z.string() }),
]);
export type ProbeAnswer = z.infer<typeof probeAnswerSchema>;
export type AcceptedProbe = z.infer<typeof accepted>;

const versionsSchema = z.object({
  SSLv3: probeAnswerSchema,
  TLSv1: probeAnswerSchema,
  'TLSv1.1': probeAnswerSchema,
  'TLSv1.2': probeAnswerSchema,
  'TLSv1.3': probeAnswerSchema,
});

const familiesSchema = z.object({
  null: probeAnswerSchema,
  anonymous: probeAnswerSchema,
  export: probeAnswerSchema,
  des: probeAnswerSchema,
  rc4: probeAnswerSchema,
  'triple-des': probeAnswerSchema,
  'static-rsa': probeAnswerSchema,
  'finite-field-dhe': probeAnswerSchema,
});

const probesSchema = z.object({
  address: z.string(),
  /** Answers to hellos that allow one protocol version only. */
  versions: versionsSchema,
  /** Answers to hellos up to TLS 1.2 that offer one family of cipher suites only. */
  families: familiesSchema,
  /** Answer to a TLS 1.3 hello that offers X25519MLKEM768 only. */
  postQuantum: probeAnswerSchema,
  /** The certificate shown to a TLS 1.2 client that names no host; null when none could be seen. */
  withoutName: z.object({ sha256: z.string(), subject: z.string(), names: z.array(z.string()) }).nullable(),
});
export type Probes = z.infer<typeof probesSchema>;

const handshakeSchema = z.object({
  state: z.literal('handshake'),
  protocol: z.string(),
  cipher: z.string(),
  alpn: z.string().nullable(),
  /** What OpenSSL said at collection time, roots and `--ca` considered; expiry is judged anew from the dates. */
  isAuthorized: z.boolean(),
  authorizationError: z.string().nullable(),
  keyExchange: z.string().nullable(),
  hasStapledOcsp: z.boolean(),
  /** `id` in `chains`. */
  chain: z.string(),
  /** The name in the certificate that covers the host (RFC 9525), looked for in all its names. */
  coveredBy: z.string().nullable(),
});

const failedSchema = z.object({
  state: z.literal('failed'),
  /** `WorldErrorKind`. */
  kind: z.string(),
  message: z.string(),
  /** The port answered something that is not TLS. */
  speaks: z.enum(['http', 'other']).nullable(),
  /** Alert the server ended the handshake with: `handshake_failure`. */
  alert: z.string().nullable(),
});

const addressSchema = z.object({
  address: z.string(),
  family: z.union([z.literal(4), z.literal(6)]),
  outcome: z.discriminatedUnion('state', [handshakeSchema, failedSchema]),
});

/** Everything TLS that was learned about one host name on one port. */
export const endpointSchema = z.object({
  port: z.number(),
  /** At most 8 addresses; `addressesLeftOut` were not asked. */
  addresses: z.array(addressSchema),
  addressesLeftOut: z.number(),
  /** Distinct chains. */
  chains: z.array(chainSchema),
  /** The first address of each family that answered. */
  probes: z.array(probesSchema),
});

export type Endpoint = z.infer<typeof endpointSchema>;
export type EndpointAddress = Endpoint['addresses'][number];
export type Handshake = z.infer<typeof handshakeSchema>;
export type FailedHandshake = z.infer<typeof failedSchema>;
