import { unixMs } from '../../model/brand.ts';
import type { JudgeContext } from '../../model/check.ts';
import type { TargetFact } from '../../model/need.ts';
import type { Chain } from './chain.ts';
import type { CertificateSummary } from './certificate-summary.ts';
import type { AcceptedProbe, Endpoint, Handshake, ProbeAnswer, Probes } from './endpoint.ts';

/** A healthy endpoint as data, and ways to spoil it: the rows of judges' tests are made from these. */
const dayMs = 86_400_000;
export const sampleNow = Date.UTC(2026, 10, 22);

export const sampleLeaf = (over: Partial<CertificateSummary> = {}): CertificateSummary => ({
  sha256: 'aa'.repeat(32),
  subject: 'CN=www.example.com',
  issuer: "C=US, O=Let's Encrypt, CN=E7",
  commonName: 'www.example.com',
  issuerCommonName: 'E7',
  issuerOrganization: "Let's Encrypt",
  subjectHash: '1111111111111111',
  issuerHash: '2222222222222222',
  subjectKeyId: '01',
  authorityKeyId: '02',
  serial: '03aabbccddeeff00112233445566778899aa',
  serialBytes: 18,
  notBefore: sampleNow - 10 * dayMs,
  notAfter: sampleNow + 80 * dayMs,
  names: { dns: ['example.com', 'www.example.com'], ip: [], total: 2, isCut: false, hostile: [] },
  key: { type: 'ec', bits: 256, curve: 'prime256v1' },
  signature: { algorithm: 'ecdsa-with-SHA384', hash: 'sha384' },
  isCa: false,
  pathLength: null,
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: ['serverAuth'],
  caIssuers: ['http://e7.i.example/'],
  ocsp: [],
  sctCount: 2,
  policies: ['2.23.140.1.2.1'],
  isStapleRequired: false,
  ...over,
});

export const sampleIntermediate = (over: Partial<CertificateSummary> = {}): CertificateSummary =>
  sampleLeaf({
    sha256: 'bb'.repeat(32),
    subject: "C=US, O=Let's Encrypt, CN=E7",
    issuer: 'C=US, O=ISRG, CN=ISRG Root X1',
    commonName: 'E7',
    issuerCommonName: 'ISRG Root X1',
    issuerOrganization: 'ISRG',
    subjectHash: '2222222222222222',
    issuerHash: '3333333333333333',
    notBefore: Date.UTC(2024, 2, 13),
    notAfter: Date.UTC(2027, 2, 12),
    names: { dns: [], ip: [], total: 0, isCut: false, hostile: [] },
    isCa: true,
    pathLength: 0,
    keyUsage: ['digitalSignature', 'keyCertSign', 'cRLSign'],
    sctCount: 0,
    ...over,
  });

export const sampleChain = (over: Partial<Chain> = {}): Chain => ({
  id: 'c1',
  certificates: [sampleLeaf(), sampleIntermediate()],
  unreadable: 0,
  isCut: false,
  path: [0, 1],
  end: 'issuer-not-sent',
  isLeafSelfSigned: false,
  isPrivatelyAnchored: false,
  issuerLookup: 'not-asked',
  fetchedIssuers: [],
  ...over,
});

export const sampleHandshake = (over: Partial<Handshake> = {}): Handshake => ({
  state: 'handshake',
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  alpn: 'h2',
  isAuthorized: true,
  authorizationError: null,
  keyExchange: 'X25519',
  hasStapledOcsp: false,
  chain: 'c1',
  coveredBy: 'www.example.com',
  ...over,
});

export const acceptedProbe = (over: Partial<AcceptedProbe> = {}): ProbeAnswer => ({
  state: 'accepted',
  version: 'TLSv1.2',
  cipher: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  group: 'x25519',
  dhBits: null,
  compression: 0,
  hasRenegotiationInfo: true,
  hasExtendedMasterSecret: true,
  ...over,
});
export const refusedProbe: ProbeAnswer = { state: 'refused', how: 'alert handshake_failure' };
export const unknownProbe: ProbeAnswer = { state: 'unknown', why: 'no answer within 4 s' };

export interface ProbeOverrides {
  readonly versions?: Partial<Probes['versions']>;
  readonly families?: Partial<Probes['families']>;
  readonly postQuantum?: ProbeAnswer;
  readonly withoutName?: Probes['withoutName'];
}

export const sampleProbes = (over: ProbeOverrides = {}): Probes => ({
  address: '203.0.113.10',
  versions: {
    SSLv3: refusedProbe,
    TLSv1: refusedProbe,
    'TLSv1.1': refusedProbe,
    'TLSv1.2': acceptedProbe(),
    'TLSv1.3': acceptedProbe({ version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' }),
    ...over.versions,
  },
  families: {
    null: refusedProbe,
    anonymous: refusedProbe,
    export: refusedProbe,
    des: refusedProbe,
    rc4: refusedProbe,
    'triple-des': refusedProbe,
    'static-rsa': refusedProbe,
    'finite-field-dhe': refusedProbe,
    ...over.families,
  },
  postQuantum: over.postQuantum ?? acceptedProbe({ version: 'TLSv1.3', group: 'X25519MLKEM768' }),
  withoutName: over.withoutName ?? null,
});

export const sampleEndpoint = (over: Partial<Endpoint> = {}): Endpoint => ({
  port: 443,
  addresses: [{ address: '203.0.113.10', family: 4, outcome: sampleHandshake() }],
  addressesLeftOut: 0,
  chains: [sampleChain()],
  probes: [sampleProbes()],
  ...over,
});

/** One address, one chain: the leaf, the chain around it and the handshake may each be spoiled. */
export function endpointWith(over: {
  readonly leaf?: Partial<CertificateSummary>;
  readonly intermediate?: Partial<CertificateSummary>;
  readonly chain?: Partial<Chain>;
  readonly handshake?: Partial<Handshake>;
  readonly probes?: ProbeOverrides;
}): Endpoint {
  return sampleEndpoint({
    addresses: [{ address: '203.0.113.10', family: 4, outcome: sampleHandshake(over.handshake) }],
    chains: [
      sampleChain({
        certificates: [sampleLeaf(over.leaf), sampleIntermediate(over.intermediate)],
        ...over.chain,
      }),
    ],
    probes: [sampleProbes(over.probes)],
  });
}

/** Every address failed the handshake in the same way. */
export const failingEndpoint = (
  speaks: 'http' | 'other' | null,
  alert: string | null,
  kind = 'tls',
): Endpoint =>
  sampleEndpoint({
    addresses: [
      {
        address: '203.0.113.10',
        family: 4,
        outcome: { state: 'failed', kind, message: 'the handshake failed', speaks, alert },
      },
    ],
    chains: [],
    probes: [],
  });

/** A judge's surroundings for rows: nothing declared, no profile values read by TLS judgements. */
export function sampleContext(host = 'www.example.com', now: number = sampleNow): JudgeContext {
  const surroundings = {
    target: { kind: 'host', name: host },
    manifest: { isDeclared: false, hosts: [], product: { domain: 'example.com', canonicalHost: null } },
    profile: {},
    now,
  };
  return surroundings as unknown as JudgeContext;
}

export const answeredPage = (
  headers: readonly string[],
  over: { readonly status?: number; readonly location?: string } = {},
): {
  state: 'answered';
  status: number;
  location: string | null;
  headers: string[];
} => ({
  state: 'answered',
  status: over.status ?? 200,
  location: over.location ?? null,
  headers: [...headers],
});

export const failedPage = (kind: string): { state: 'failed'; kind: string; message: string } => ({
  state: 'failed',
  kind,
  message: `connection ${kind}`,
});

/** A settled fact of another host, for needs that look at every host. */
export const hostFact = <T>(name: string, value: T): TargetFact<T> => ({
  target: { kind: 'host', name },
  fact: { state: 'known', value, source: 'sample', collectedAt: unixMs(sampleNow), tookMs: 1 },
});
