import { createHash, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { addressBytes } from '../../protocols/dns/address.ts';
import { isIP } from 'node:net';
import * as der from './der.ts';

export interface SubjectName {
  readonly country?: string;
  readonly organization?: string;
  readonly commonName: string;
}

export interface Signer {
  readonly subject: SubjectName;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface LeafUse {
  readonly names: readonly string[];
  readonly isServerAuth: boolean;
  readonly isStapleRequired?: boolean;
}

export interface CertificateRequest {
  readonly subject: SubjectName;
  readonly publicKey: KeyObject;
  readonly issuer: Signer;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly digest: 'sha1' | 'sha256';
  /** An authority's certificate with this path length, or a leaf for these names. */
  readonly use:
    | { readonly kind: 'authority'; readonly pathLength: number | null }
    | ({ readonly kind: 'leaf' } & LeafUse);
  /** Where the issuer's certificate and revocation list are (RFC 5280 sections 4.2.2.1 and 4.2.1.13). */
  readonly issuerUrls: { readonly certificate: string; readonly revocations: string } | null;
}

/** One X.509 version 3 certificate in DER (RFC 5280 section 4.1). */
export function issueCertificate(request: CertificateRequest): Buffer {
  const { issuer } = request;
  const algorithm = signatureAlgorithm(issuer.privateKey, request.digest);
  const body = der.sequence(
    der.tagged(0, der.integer(2)),
    der.integer(Buffer.concat([Buffer.from([0x03]), randomBytes(15)])),
    algorithm,
    nameOf(issuer.subject),
    der.sequence(der.time(request.notBefore), der.time(request.notAfter)),
    nameOf(request.subject),
    publicKeyInfo(request.publicKey),
    der.tagged(3, der.sequence(...extensionsOf(request))),
  );
  const signature = sign(request.digest, body, issuer.privateKey);
  return der.sequence(body, algorithm, der.bitString(signature));
}

/** An empty, signed revocation list (RFC 5280 section 5.1). */
export function issueRevocationList(issuer: Signer, thisUpdate: number, nextUpdate: number): Buffer {
  const algorithm = signatureAlgorithm(issuer.privateKey, 'sha256');
  const body = der.sequence(
    der.integer(1),
    algorithm,
    nameOf(issuer.subject),
    der.time(thisUpdate),
    der.time(nextUpdate),
    der.tagged(
      0,
      der.sequence(
        extension('2.5.29.35', der.sequence(der.implicit(0, keyId(issuer.publicKey)))),
        extension('2.5.29.20', der.integer(1)),
      ),
    ),
  );
  return der.sequence(body, algorithm, der.bitString(sign('sha256', body, issuer.privateKey)));
}

export const pemOf = (bytes: Buffer, label = 'CERTIFICATE'): string =>
  `-----BEGIN ${label}-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;

function signatureAlgorithm(key: KeyObject, digest: 'sha1' | 'sha256'): Buffer {
  if (key.asymmetricKeyType === 'ec')
    return der.sequence(der.objectId(digest === 'sha256' ? '1.2.840.10045.4.3.2' : '1.2.840.10045.4.1'));
  const rsa = digest === 'sha256' ? '1.2.840.113549.1.1.11' : '1.2.840.113549.1.1.5';
  return der.sequence(der.objectId(rsa), der.nothing());
}

function nameOf(subject: SubjectName): Buffer {
  const part = (id: string, value: Buffer): Buffer => der.set(der.sequence(der.objectId(id), value));
  return der.sequence(
    ...(subject.country === undefined ? [] : [part('2.5.4.6', der.printableString(subject.country))]),
    ...(subject.organization === undefined ? [] : [part('2.5.4.10', der.utf8String(subject.organization))]),
    part('2.5.4.3', der.utf8String(subject.commonName)),
  );
}

/** An authority's key is written into each of its certificates; exporting it costs as much as a signature. */
const exported = new WeakMap<KeyObject, Buffer>();

function publicKeyInfo(key: KeyObject): Buffer {
  const info = exported.get(key) ?? key.export({ type: 'spki', format: 'der' });
  exported.set(key, info);
  return info;
}

/** SHA-1 of the subject public key bits (RFC 5280 section 4.2.1.2, method 1). */
function keyId(key: KeyObject): Buffer {
  const info = publicKeyInfo(key);
  const header =
    key.asymmetricKeyType === 'ec' ? info.indexOf(Buffer.from([0x00, 0x04])) + 1 : rsaKeyStart(info);
  return createHash('sha1').update(info.subarray(header)).digest();
}

/** Behind the BIT STRING header of an RSA SubjectPublicKeyInfo: the algorithm is always the same 15 bytes. */
const rsaKeyStart = (info: Buffer): number => info.indexOf(Buffer.from([0x00, 0x30]), 19) + 1;

const extension = (id: string, value: Buffer, isCritical = false): Buffer =>
  der.sequence(der.objectId(id), ...(isCritical ? [der.boolean(true)] : []), der.octetString(value));

function extensionsOf(request: CertificateRequest): readonly Buffer[] {
  const common = [
    extension('2.5.29.14', der.octetString(keyId(request.publicKey))),
    extension('2.5.29.35', der.sequence(der.implicit(0, keyId(request.issuer.publicKey)))),
    ...issuerPointers(request),
  ];
  if (request.use.kind === 'leaf') return [...leafExtensions(request.use), ...common];
  const { pathLength } = request.use;
  const constraints = [der.boolean(true), ...(pathLength === null ? [] : [der.integer(pathLength)])];
  return [
    extension('2.5.29.19', der.sequence(...constraints), true),
    extension('2.5.29.15', der.bitString(Buffer.from([0b0000_0110]), 1), true), // keyCertSign, cRLSign
    ...common,
  ];
}

function leafExtensions(use: LeafUse): readonly Buffer[] {
  const purpose = use.isServerAuth ? '1.3.6.1.5.5.7.3.1' : '1.3.6.1.5.5.7.3.2';
  const names = use.names.map((name) =>
    isIP(name) === 0
      ? der.implicit(2, Buffer.from(name, 'latin1'))
      : der.implicit(7, Buffer.from(addressBytes(name) ?? [])),
  );
  return [
    extension('2.5.29.15', der.bitString(Buffer.from([0b1000_0000]), 7), true), // digitalSignature
    extension('2.5.29.37', der.sequence(der.objectId(purpose))),
    extension('2.5.29.19', der.sequence(), true),
    ...(names.length === 0 ? [] : [extension('2.5.29.17', der.sequence(...names))]),
    extension('2.5.29.32', der.sequence(der.sequence(der.objectId('2.23.140.1.2.1')))), // domain validated
    // TLS feature status_request (RFC 7633 section 4.1): must-staple.
    ...(use.isStapleRequired === true ? [extension('1.3.6.1.5.5.7.1.24', der.sequence(der.integer(5)))] : []),
  ];
}

function issuerPointers({ issuerUrls }: CertificateRequest): readonly Buffer[] {
  if (issuerUrls === null) return [];
  const uri = (text: string): Buffer => der.implicit(6, Buffer.from(text, 'latin1'));
  const access = der.sequence(der.objectId('1.3.6.1.5.5.7.48.2'), uri(issuerUrls.certificate));
  const point = der.sequence(der.tagged(0, der.tagged(0, uri(issuerUrls.revocations))));
  return [extension('1.3.6.1.5.5.7.1.1', der.sequence(access)), extension('2.5.29.31', der.sequence(point))];
}
