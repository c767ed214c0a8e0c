import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { readCertificateText, type Certificate } from './certificate.ts';
import { certificateSchema } from './certificate-summary.ts';

/** A server sends two or three certificates; what comes after the twelfth is not read. */
export const maxChain = 12;

export const chainSchema = z.object({
  /** Equal for equal chains: 16 hex digits of a hash over all certificates as sent. */
  id: z.string(),
  /** As sent, leaf first; unreadable ones are left out and counted. */
  certificates: z.array(certificateSchema),
  unreadable: z.number(),
  isCut: z.boolean(),
  /** Indexes into `certificates`: the leaf and then each issuer found among those sent. */
  path: z.array(z.number()),
  /** How the path ends: at a self-signed certificate, at an issuer that was not sent, or nowhere. */
  end: z.enum(['self-signed', 'issuer-not-sent', 'no-leaf']),
  isLeafSelfSigned: z.boolean(),
  /** The path ends at, or is issued by, one of the roots given with `--ca`. */
  isPrivatelyAnchored: z.boolean(),
  /**
   * What asking the CA Issuers address for a missing issuer gave: `not-issuer` is a certificate that did not sign this one,
   * `not-asked` means nothing was missing.
   */
  issuerLookup: z.enum(['not-asked', 'found', 'not-issuer', 'failed', 'no-address']),
  /** Subjects of issuers that were not sent but found at the CA Issuers address (RFC 5280 section 4.2.2.1), nearest first. */
  fetchedIssuers: z.array(z.object({ subject: z.string(), url: z.string(), isSelfSigned: z.boolean() })),
});

export type Chain = z.infer<typeof chainSchema>;
export type IssuerLookup = Chain['issuerLookup'];

export interface SentChain {
  readonly certificates: readonly Certificate[];
  readonly unreadable: number;
  readonly isCut: boolean;
}

/** Base64 DER certificates as the server sent them. */
export function readChain(sent: readonly string[]): SentChain {
  const read = sent.slice(0, maxChain).map(readCertificateText);
  const certificates = read.filter((certificate) => certificate !== null);
  return {
    certificates,
    unreadable: read.length - certificates.length,
    isCut: sent.length > maxChain,
  };
}

/** Walks from the leaf to the end of what was sent. `roots` are the product's own (`--ca`), not the built-in ones. */
export function describeChain(
  sent: SentChain,
  roots: readonly Certificate[],
  fetched: readonly Certificate[] = [],
): Omit<Chain, 'id' | 'fetchedIssuers' | 'issuerLookup'> {
  const path = walk(sent.certificates);
  const last = sent.certificates[path.at(-1) ?? -1];
  const leaf = sent.certificates[0];
  const top = fetched.at(-1) ?? last;
  return {
    certificates: sent.certificates.map(({ summary }) => summary),
    unreadable: sent.unreadable,
    isCut: sent.isCut,
    path,
    end: last === undefined ? 'no-leaf' : isSelfSigned(last) ? 'self-signed' : 'issuer-not-sent',
    isLeafSelfSigned: leaf !== undefined && isSelfSigned(leaf),
    isPrivatelyAnchored:
      top !== undefined && roots.some((root) => isSame(top, root) || isIssuedBy(top, root)),
  };
}

function walk(certificates: readonly Certificate[]): number[] {
  const path = certificates.length === 0 ? [] : [0];
  while (path.length > 0 && path.length < certificates.length) {
    const current = certificates[path.at(-1) ?? 0];
    if (current === undefined || isSelfIssued(current)) break;
    const next = certificates.findIndex(
      (candidate, index) => !path.includes(index) && isIssuedBy(current, candidate),
    );
    if (next < 0) break;
    path.push(next);
  }
  return path;
}

const isSelfIssued = ({ summary }: Certificate): boolean => summary.subjectHash === summary.issuerHash;

export const isSelfSigned = (certificate: Certificate): boolean =>
  isSelfIssued(certificate) && isIssuedBy(certificate, certificate);

const isSame = (one: Certificate, other: Certificate): boolean => one.summary.sha256 === other.summary.sha256;

/** Name chaining and signature (RFC 5280 section 6.1.3 a 1 and 4). A key node cannot read counts as a match by name. */
export function isIssuedBy(child: Certificate, issuer: Certificate): boolean {
  if (child.summary.issuerHash !== issuer.summary.subjectHash) return false;
  try {
    return new X509Certificate(child.der).verify(new X509Certificate(issuer.der).publicKey);
  } catch {
    const wanted = child.summary.authorityKeyId;
    return wanted === null || wanted === issuer.summary.subjectKeyId;
  }
}
