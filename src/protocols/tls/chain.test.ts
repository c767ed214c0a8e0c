import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { issueCertificate, type CertificateRequest, type Signer } from '../../world/certificates/x509.ts';
import { readCertificate } from './certificate.ts';
import { describeChain, isIssuedBy, readChain } from './chain.ts';

const signer = (commonName: string): Signer => ({
  subject: { commonName },
  ...generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
});
const root = signer('Root');
const middle = signer('Middle');
const host = signer('www.example.com');
const impostor = { ...signer('Middle') };

function issue(subject: Signer, issuer: Signer, use: CertificateRequest['use']): string {
  return issueCertificate({
    subject: subject.subject,
    publicKey: subject.publicKey,
    issuer,
    notBefore: 0,
    notAfter: Date.UTC(2030, 0, 1),
    digest: 'sha256',
    use,
    issuerUrls: null,
  }).toString('base64');
}
const authority = { kind: 'authority', pathLength: null } as const;
const leafUse = { kind: 'leaf', names: ['www.example.com'], isServerAuth: true } as const;

const rootDer = issue(root, root, authority);
const middleDer = issue(middle, root, authority);
const impostorDer = issue(impostor, root, authority);
const leafDer = issue(host, middle, leafUse);
const selfDer = issue(host, host, leafUse);
const rootCertificate = readChain([rootDer]).certificates;

it.each([
  ['leaf and intermediate', [leafDer, middleDer], [0, 1], 'issuer-not-sent', true],
  ['the root as well', [leafDer, middleDer, rootDer], [0, 1, 2], 'self-signed', true],
  ['out of order', [leafDer, rootDer, middleDer], [0, 2, 1], 'self-signed', true],
  ['the leaf alone', [leafDer], [0], 'issuer-not-sent', false],
  ['an impostor of the same name is no issuer', [leafDer, impostorDer], [0], 'issuer-not-sent', false],
  ['signed by itself', [selfDer], [0], 'self-signed', false],
  ['the leaf twice', [leafDer, leafDer, middleDer], [0, 2], 'issuer-not-sent', true],
  ['nothing', [], [], 'no-leaf', false],
] as const)('%s', (...row) => {
  const [, sent, path, end, isPrivatelyAnchored] = row;
  expect(describeChain(readChain(sent), rootCertificate)).toMatchObject({
    path,
    end,
    isPrivatelyAnchored,
    isLeafSelfSigned: sent[0] === selfDer,
  });
});

it('a fetched issuer closes the gap to a root of ours', () => {
  const fetched = readChain([middleDer]).certificates;
  expect(describeChain(readChain([leafDer]), rootCertificate, fetched).isPrivatelyAnchored).toBe(true);
});

it('without --ca nothing is privately anchored', () => {
  expect(describeChain(readChain([leafDer, middleDer, rootDer]), []).isPrivatelyAnchored).toBe(false);
});

it('garbage between certificates is left out and counted, long chains are cut', () => {
  expect(readChain([leafDer, 'AAAA', middleDer])).toMatchObject({ unreadable: 1, isCut: false });
  const long = readChain(Array.from({ length: 50 }, () => leafDer));
  expect(long.certificates).toHaveLength(12);
  expect(long.isCut).toBe(true);
});

it('a certificate that names itself as issuer but is signed by another is not self-signed', () => {
  const forged = readCertificate(
    Buffer.from(issue(host, { ...middle, subject: host.subject }, leafUse), 'base64'),
  );
  expect(isIssuedBy(forged, forged)).toBe(false);
});
