import { createHash } from 'node:crypto';
import { readExtensions } from './certificate-extensions.ts';
import { readKey, readSignatureAlgorithm } from './certificate-key.ts';
import { cutNames, readDistinguishedName, type AlternativeNames } from './certificate-names.ts';
import type { CertificateSummary } from './certificate-summary.ts';
import { DerError, derTags, expectDer, hex, readChildren, readDer, readTime } from './der.ts';

export const maxCertificateBytes = 1 << 20;

export interface Certificate {
  readonly der: Uint8Array;
  readonly summary: CertificateSummary;
  /** Every name that was read, also those the summary cuts: for matching. */
  readonly names: AlternativeNames;
}

/** Reads one X.509 certificate (RFC 5280 section 4.1). Throws `DerError` for anything else; signatures are not checked. */
export function readCertificate(der: Uint8Array): Certificate {
  if (der.length > maxCertificateBytes) throw new DerError(`certificate of ${der.length} bytes`);
  const outer = readChildren(expectDer(readDer(der), derTags.sequence, 'certificate').content, 3);
  const fields = readFields(expectDer(outer[0], derTags.sequence, 'signed part').content);
  const [notBefore, notAfter] = readChildren(fields.validity.content, 2);
  const subject = readDistinguishedName(fields.subject);
  const issuer = readDistinguishedName(fields.issuer);
  const { names, ...extensions } = readExtensions(fields.extensions);
  const summary: CertificateSummary = {
    sha256: sha256(der),
    subject: subject.text,
    issuer: issuer.text,
    commonName: subject.commonName,
    issuerCommonName: issuer.commonName,
    issuerOrganization: issuer.organization,
    subjectHash: sha256(fields.subject.whole).slice(0, 16),
    issuerHash: sha256(fields.issuer.whole).slice(0, 16),
    serial: hex(fields.serial.content.subarray(0, 64)),
    serialBytes: fields.serial.content.length,
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    names: cutNames(names),
    key: readKey(fields.key),
    signature: readSignatureAlgorithm(expectDer(outer[1], derTags.sequence, 'signature algorithm')),
    ...extensions,
  };
  return { der, summary, names };
}

/** Base64 DER, as `TlsSession.chain` carries it; null when it is not a certificate. */
export function readCertificateText(base64: string): Certificate | null {
  if (base64.length > 2 * maxCertificateBytes) return null;
  try {
    return readCertificate(Uint8Array.from(Buffer.from(base64, 'base64')));
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

/** The certificates of a PEM text, at most `limit`, unreadable ones left out (RFC 7468). */
export function readPem(pem: string, limit = 200): Certificate[] {
  const blocks = pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g);
  return [...blocks.take(limit)].flatMap((block) => readCertificateText(block[1] ?? '') ?? []);
}

type Field = ReturnType<typeof readDer>;
interface Fields {
  readonly serial: Field;
  readonly issuer: Field;
  readonly validity: Field;
  readonly subject: Field;
  readonly key: Field;
  readonly extensions: Field | undefined;
}

function readFields(signed: Uint8Array): Fields {
  const all = readChildren(signed, 12);
  // The version is [0] EXPLICIT and may be absent (v1).
  const rest = all[0]?.tag === 0xa0 ? all.slice(1) : all;
  return {
    serial: expectDer(rest[0], derTags.integer, 'serial number'),
    issuer: expectDer(rest[2], derTags.sequence, 'issuer'),
    validity: expectDer(rest[3], derTags.sequence, 'validity'),
    subject: expectDer(rest[4], derTags.sequence, 'subject'),
    key: expectDer(rest[5], derTags.sequence, 'public key'),
    extensions: rest.slice(6).find(({ tag }) => tag === 0xa3),
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
