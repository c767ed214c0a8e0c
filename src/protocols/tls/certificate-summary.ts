import { z } from 'zod';

/** What is kept of one certificate: JSON, bounded, enough for every judgement. Times in Unix ms. */
export const certificateSchema = z.object({
  /** SHA-256 of the DER, hex. */
  sha256: z.string(),
  /** `CN=www.example.com, O=Example`, control characters written as `\x00`. */
  subject: z.string(),
  issuer: z.string(),
  commonName: z.string().nullable(),
  issuerCommonName: z.string().nullable(),
  issuerOrganization: z.string().nullable(),
  /** First 16 hex digits of the SHA-256 of the DER name: equal when the names are byte for byte equal. */
  subjectHash: z.string(),
  issuerHash: z.string(),
  subjectKeyId: z.string().nullable(),
  authorityKeyId: z.string().nullable(),
  serial: z.string(),
  serialBytes: z.number(),
  notBefore: z.number(),
  notAfter: z.number(),
  names: z.object({
    /** At most 100 of each; `total` counts all that were read. */
    dns: z.array(z.string()),
    ip: z.array(z.string()),
    total: z.number(),
    isCut: z.boolean(),
    /** Entries with NUL or other control characters, escaped, at most 10. */
    hostile: z.array(z.string()),
  }),
  key: z.object({
    type: z.enum(['rsa', 'ec', 'ed25519', 'ed448', 'dsa', 'other']),
    bits: z.number().nullable(),
    curve: z.string().nullable(),
  }),
  signature: z.object({ algorithm: z.string(), hash: z.string().nullable() }),
  isCa: z.boolean(),
  pathLength: z.number().nullable(),
  /** null: the extension is absent, so nothing is restricted. */
  keyUsage: z.array(z.string()).nullable(),
  extendedKeyUsage: z.array(z.string()).nullable(),
  caIssuers: z.array(z.string()),
  ocsp: z.array(z.string()),
  sctCount: z.number(),
  policies: z.array(z.string()),
  /** RFC 7633: the certificate asks clients to insist on a stapled OCSP answer. */
  isStapleRequired: z.boolean(),
});

export type CertificateSummary = z.infer<typeof certificateSchema>;
