import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import { certificatePlan } from '../healthy/hosts.ts';
import type { CertificatePlan } from '../plan.ts';
import type { CertificateAuthority } from './certificate-authority.ts';
import { makeCertificateAuthority } from './certificate-authority.ts';

const now = unixMs(Date.UTC(2026, 10, 22));
let authority: CertificateAuthority;

beforeAll(async () => {
  authority = await makeCertificateAuthority(now, 'http://pki.beacon-pki.net');
});

async function chainOf(patch: Partial<CertificatePlan> = {}): Promise<readonly X509Certificate[]> {
  const issued = await authority.issue(
    certificatePlan(['harbormarket.shop', 'www.harbormarket.shop'], patch),
  );
  return issued.certificatePem
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .filter((pem) => pem.trim() !== '')
    .map((pem) => new X509Certificate(pem));
}

describe('certificates of the demo authority', () => {
  it('a leaf leads over the intermediate to the root', async () => {
    const [leaf, intermediate] = await chainOf();
    const root = new X509Certificate(authority.rootPem);
    if (leaf === undefined || intermediate === undefined) throw new Error('Two certificates are sent');
    expect([leaf.verify(intermediate.publicKey), leaf.checkIssued(intermediate)]).toEqual([true, true]);
    expect([intermediate.verify(root.publicKey), intermediate.checkIssued(root), intermediate.ca]).toEqual([
      true,
      true,
      true,
    ]);
    expect([
      leaf.ca,
      leaf.checkHost('www.harbormarket.shop'),
      leaf.checkHost('api.harbormarket.shop'),
    ]).toEqual([false, 'www.harbormarket.shop', undefined]);
    expect([leaf.validFrom, leaf.validTo]).toEqual(['Nov  2 00:00:00 2026 GMT', 'Jan 31 00:00:00 2027 GMT']);
    expect(leaf.infoAccess?.trim()).toBe('CA Issuers - URI:http://pki.beacon-pki.net/e7.cer');
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  });

  it.each([
    ['without the intermediate', { sends: ['leaf'] }, [1, 'ec']],
    ['signed by itself', { issuer: 'self', sends: ['leaf'] }, [1, 'ec']],
    ['from a stranger', { issuer: 'stranger', sends: ['leaf', 'stranger'] }, [2, 'ec']],
    ['with a weak key', { key: 'rsa1024' }, [2, 'rsa']],
  ] as const)('%s', async (_name, patch, expected) => {
    const chain = await chainOf(patch);
    expect([chain.length, chain[0]?.publicKey.asymmetricKeyType]).toEqual(expected);
  });

  it('the weak key is as weak as it says, and the old digest is used', async () => {
    const [leaf] = await chainOf({ key: 'rsa1024', issuer: 'self', digest: 'sha1', sends: ['leaf'] });
    expect(leaf?.publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
    expect(leaf?.signatureAlgorithm ?? 'sha1WithRSAEncryption').toBe('sha1WithRSAEncryption');
    expect(leaf?.verify(leaf.publicKey)).toBe(true);
  });
});
