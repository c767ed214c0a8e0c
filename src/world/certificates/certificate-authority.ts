import type { UnixMs } from '../../model/brand.ts';
import type { CertificatePlan, SentCertificate } from '../plan.ts';
import type { KeyPair } from './keys.ts';
import { makeKey } from './keys.ts';
import type { Signer, SubjectName } from './x509.ts';
import { issueCertificate, issueRevocationList, pemOf } from './x509.ts';

/** What a TLS server needs to show a certificate. */
export interface ServerCertificate {
  readonly certificatePem: string;
  readonly keyPem: string;
}

export interface CertificateAuthority {
  /** The root to trust (`--ca`). */
  readonly rootPem: string;
  /** DER, as published at the address named in leaf certificates. */
  readonly intermediate: Buffer;
  readonly revocationList: Buffer;
  readonly issue: (plan: CertificatePlan) => Promise<ServerCertificate>;
}

const dayMs = 86_400_000;
const organization = "Let's Encrypt";
const rootName: SubjectName = { country: 'US', organization, commonName: 'Demo Internet Root X1' };
const intermediateName: SubjectName = { country: 'US', organization, commonName: 'Demo Internet E7' };
const strangerName: SubjectName = { country: 'US', organization: 'Nobody', commonName: 'Unknown Issuing CA' };

interface Authority extends Signer {
  readonly der: Buffer;
}

/**
 * Root, intermediate and a stranger. The organisation is the one CAA records of small shops most often name, so that issuer
 * and CAA can be compared the way they are on the real internet.
 * @param pkiOrigin where the intermediate and its revocation list are published, without final slash
 */
export async function makeCertificateAuthority(
  now: UnixMs,
  pkiOrigin: string,
): Promise<CertificateAuthority> {
  const keys = await Promise.all([makeKey('p256'), makeKey('p256'), makeKey('p256')]);
  const root = selfSigned(rootName, keys[0], now);
  const stranger = selfSigned(strangerName, keys[1], now);
  const intermediate = { subject: intermediateName, ...keys[2] };
  const dated = (fromDays: number, untilDays: number): Buffer =>
    issueCertificate({
      subject: intermediateName,
      publicKey: intermediate.publicKey,
      issuer: root,
      notBefore: now + fromDays * dayMs,
      notAfter: now + untilDays * dayMs,
      digest: 'sha256',
      use: { kind: 'authority', pathLength: 0 },
      issuerUrls: { certificate: `${pkiOrigin}/root.cer`, revocations: `${pkiOrigin}/root.crl` },
    });
  const der = dated(-200, 895);
  const authorities = {
    root,
    stranger,
    intermediate: { ...intermediate, der },
    'old-intermediate': { ...intermediate, der: dated(-1105, -10) },
  };
  return {
    rootPem: pemOf(root.der),
    intermediate: der,
    revocationList: issueRevocationList(intermediate, now - dayMs, now + 7 * dayMs),
    issue: async (plan) => issueLeaf({ plan, now, authorities, pkiOrigin }),
  };
}

function selfSigned(subject: SubjectName, key: KeyPair, now: UnixMs): Authority {
  const signer = { subject, ...key };
  const der = issueCertificate({
    subject,
    publicKey: key.publicKey,
    issuer: signer,
    notBefore: now - 1000 * dayMs,
    notAfter: now + 6000 * dayMs,
    digest: 'sha256',
    use: { kind: 'authority', pathLength: null },
    issuerUrls: null,
  });
  return { ...signer, der };
}

interface LeafJob {
  readonly plan: CertificatePlan;
  readonly now: UnixMs;
  readonly authorities: Readonly<Record<Exclude<SentCertificate, 'leaf'>, Authority>>;
  readonly pkiOrigin: string;
}

async function issueLeaf({ plan, now, authorities, pkiOrigin }: LeafJob): Promise<ServerCertificate> {
  const key = await makeKey(plan.key);
  const subject = { commonName: plan.commonName };
  const issuer = plan.issuer === 'self' ? { subject, ...key } : authorities[plan.issuer];
  const leaf = issueCertificate({
    subject,
    publicKey: key.publicKey,
    issuer,
    notBefore: now + plan.startsInDays * dayMs,
    notAfter: now + plan.endsInDays * dayMs,
    digest: plan.digest,
    use: { kind: 'leaf', ...plan },
    issuerUrls:
      plan.issuer === 'self'
        ? null
        : { certificate: `${pkiOrigin}/e7.cer`, revocations: `${pkiOrigin}/e7.crl` },
  });
  const sent = plan.sends.map((one) => (one === 'leaf' ? leaf : authorities[one].der));
  return {
    certificatePem: sent.map((one) => pemOf(one)).join(''),
    keyPem: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
