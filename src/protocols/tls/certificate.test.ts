import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueCertificate, pemOf, type CertificateRequest } from '../../world/certificates/x509.ts';
import { readCertificate, readCertificateText, readPem } from './certificate.ts';
import { formatIp } from './certificate-names.ts';
import { DerError } from './der.ts';

const key = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const from = Date.UTC(2026, 10, 1);
const until = Date.UTC(2027, 0, 30, 12, 34, 56);

function issue(names: readonly string[], over: Partial<CertificateRequest> = {}): Buffer {
  const subject = { country: 'DE', organization: 'Shop', commonName: 'www.shop.example' };
  return issueCertificate({
    subject,
    publicKey: key.publicKey,
    issuer: { subject: { commonName: 'Test CA' }, ...key },
    notBefore: from,
    notAfter: until,
    digest: 'sha256',
    use: { kind: 'leaf', names, isServerAuth: true },
    issuerUrls: { certificate: 'http://ca.example/e7.cer', revocations: 'http://ca.example/e7.crl' },
    ...over,
  });
}

describe('one certificate', () => {
  it('is summarised as OpenSSL reads it', () => {
    const der = issue(['www.shop.example', '*.shop.example', '192.0.2.7', '2001:db8::7']);
    const { summary } = readCertificate(der);
    const openssl = new X509Certificate(der);
    expect(summary).toMatchObject({
      sha256: openssl.fingerprint256.replaceAll(':', '').toLowerCase(),
      serial: openssl.serialNumber.toLowerCase(),
      subject: 'C=DE, O=Shop, CN=www.shop.example',
      issuer: 'CN=Test CA',
      commonName: 'www.shop.example',
      issuerCommonName: 'Test CA',
      notBefore: openssl.validFromDate.getTime(),
      notAfter: openssl.validToDate.getTime(),
      names: {
        dns: ['www.shop.example', '*.shop.example'],
        ip: ['192.0.2.7', '2001:db8::7'],
        total: 4,
        isCut: false,
        hostile: [],
      },
      key: { type: 'ec', bits: 256, curve: 'prime256v1' },
      signature: { algorithm: openssl.signatureAlgorithm, hash: 'sha256' },
      isCa: false,
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['serverAuth'],
      caIssuers: ['http://ca.example/e7.cer'],
      ocsp: [],
      policies: ['2.23.140.1.2.1'],
      isStapleRequired: false,
    });
  });

  it('RSA keys have the length of their modulus', () => {
    expect(readCertificate(issue([], { publicKey: rsa.publicKey })).summary.key).toEqual({
      type: 'rsa',
      bits: 2048,
      curve: null,
    });
  });

  it('an authority has a path length', () => {
    const der = issue([], { use: { kind: 'authority', pathLength: 0 } });
    expect(readCertificate(der).summary).toMatchObject({
      isCa: true,
      pathLength: 0,
      keyUsage: ['keyCertSign', 'cRLSign'],
      extendedKeyUsage: null,
    });
  });

  it('years from 2050 on are written in four digits', () => {
    const { summary } = readCertificate(issue([], { notAfter: Date.UTC(2051, 5, 1) }));
    expect(summary.notAfter).toBe(Date.UTC(2051, 5, 1));
  });
});

describe('hostile certificates', () => {
  it('a NUL in a name never matches and is written out', () => {
    const { summary, names } = readCertificate(issue(['www.shop.example\0.evil.example', 'ok.example']));
    expect(names.dns).toEqual(['ok.example']);
    expect(summary.names.hostile).toEqual(['www.shop.example\\x00.evil.example']);
  });

  it('control characters in the subject cannot forge lines of a report', () => {
    const der = issue([], { subject: { commonName: 'a\n\u001b[31mred\u202e' } });
    expect(readCertificate(der).summary.subject).toBe('CN=a\\x0a\\x1b[31mred\\x202e');
  });

  it('10,000 names: all are matched against, 100 are kept, and the cut is told', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `h${index}.example`);
    const { summary, names } = readCertificate(issue(many));
    expect(names.dns).toHaveLength(10_000);
    expect(summary.names).toMatchObject({ total: 10_000, isCut: true });
    expect(summary.names.dns).toHaveLength(100);
    expect(JSON.stringify(summary).length).toBeLessThan(8000);
  });

  it('over a megabyte is refused unread', () => {
    expect(() => readCertificate(new Uint8Array(2 << 20))).toThrow(DerError);
  });

  it('garbage, cut and changed bytes throw DerError and nothing else', () => {
    const good = issue(['www.shop.example', '192.0.2.7']);
    const changed = fc
      .tuple(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length))
      .map(([at, byte, length]) => {
        const bytes = Uint8Array.from(good.subarray(0, Math.max(at, length)));
        bytes[at] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        try {
          readCertificate(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
      { seed: 5280, numRuns: 2000 },
    );
  });

  it('text that is not a certificate is null', () => {
    expect(readCertificateText('aGVsbG8=')).toBeNull();
  });
});

it('a PEM bundle gives its certificates and leaves garbage out', () => {
  const bundle = `noise\n${pemOf(issue(['a.example']))}${pemOf(Buffer.from('no'))}${pemOf(issue(['b.example']))}`;
  expect(readPem(bundle).map(({ names }) => names.dns)).toEqual([['a.example'], ['b.example']]);
});

it.each([
  [[192, 0, 2, 7], '192.0.2.7'],
  [[0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], '2001:db8::1'],
  [Array.from({ length: 16 }, () => 0), '::'],
  [[0x20, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1], '2001:0:1::1:1'],
  [[1, 2, 3], '010203'],
])('address bytes %j are %s (RFC 5952)', (bytes, text) => {
  expect(formatIp(Uint8Array.from(bytes))).toBe(text);
});
