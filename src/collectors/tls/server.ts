import { createHash } from 'node:crypto';
import type { Outside, Result, WorldError } from '../../model/outside.ts';
import type { TlsHandshake, TlsRequest, TlsSession } from '../../model/outside-sockets.ts';
import {
  describeChain,
  isSelfSigned,
  readChain,
  type Chain,
  type SentChain,
} from '../../protocols/tls/chain.ts';
import type { Certificate } from '../../protocols/tls/certificate.ts';
import type { EndpointAddress, FailedHandshake, Handshake } from '../../protocols/tls/endpoint.ts';
import { coveringName } from '../../protocols/tls/host-match.ts';
import { legacySuites } from '../../protocols/tls/cipher-suites.ts';
import { clientHello } from '../../protocols/tls/client-hello.ts';
import { fetchIssuers, type FetchedCertificate, type IssuerSearch } from './issuers.ts';
import { runProbe } from './raw-probe.ts';

export interface Site {
  readonly host: string;
  readonly port: number;
  readonly outside: Outside;
  readonly signal: AbortSignal;
  /** The product's own roots (`--ca`). */
  readonly roots: readonly Certificate[];
  /** CA Issuers downloads of this run, shared by all addresses. */
  readonly issuers: Map<string, Promise<FetchedCertificate | null>>;
}

export interface Described {
  readonly row: EndpointAddress;
  readonly chain: Chain | null;
}

const handshakeTimeoutMs = 5000;

/** One handshake with one address, as a visitor's browser would do it; servers too old for that get a lenient one. */
export async function describeServer(
  place: { readonly address: string; readonly family: 4 | 6 },
  site: Site,
): Promise<Described> {
  const usual = await shakeHands(place.address, site, {});
  if (usual.ok) return described(place, usual.value, site);
  const lenient = isTlsTrouble(usual.error) ? await shakeHands(place.address, site, anything) : usual;
  if (lenient.ok) return described(place, lenient.value, site);
  return { row: { ...place, outcome: await failed(usual.error, place, site) }, chain: null };
}

/** Short keys, SHA-1 and TLS 1.0 are let through, so that they can be seen and judged. */
const anything = { minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' } as const;

const isTlsTrouble = ({ kind }: WorldError): boolean => ['tls', 'protocol', 'reset'].includes(kind);

const shakeHands = (
  address: string,
  site: Site,
  options: Pick<TlsRequest, 'minVersion' | 'ciphers'>,
): Promise<Result<TlsHandshake>> =>
  site.outside.tls.handshake({
    address,
    port: site.port,
    serverName: site.host,
    alpn: ['h2', 'http/1.1'],
    timeoutMs: handshakeTimeoutMs,
    signal: site.signal,
    ...options,
  });

async function described(
  place: { readonly address: string; readonly family: 4 | 6 },
  { session }: TlsHandshake,
  site: Site,
): Promise<Described> {
  const sent = readChain(session.chain);
  const chain = await withIssuers(sent, session, site);
  const [leaf] = sent.certificates;
  const outcome: Handshake = {
    state: 'handshake',
    protocol: session.protocol,
    cipher: session.cipher,
    alpn: session.alpn,
    isAuthorized: session.isAuthorized,
    authorizationError: session.authorizationError,
    keyExchange: session.keyExchange?.name ?? null,
    hasStapledOcsp: session.stapledOcsp !== null,
    chain: chain.id,
    coveredBy: leaf === undefined ? null : coveringName(site.host, leaf.names),
  };
  return { row: { ...place, outcome }, chain };
}

async function withIssuers(sent: SentChain, session: TlsSession, site: Site): Promise<Chain> {
  const plain = describeChain(sent, site.roots);
  const last = sent.certificates[plain.path.at(-1) ?? -1];
  const isLinkMissing = !session.isAuthorized && plain.end === 'issuer-not-sent' && last !== undefined;
  const { found, lookup } =
    isLinkMissing && !plain.isPrivatelyAnchored ? await fetchIssuers(last, site) : nothingAsked;
  const issuers = found.map(({ certificate }) => certificate);
  return {
    id: createHash('sha256').update(session.chain.join(' ')).digest('hex').slice(0, 16),
    ...(issuers.length === 0 ? plain : describeChain(sent, site.roots, issuers)),
    issuerLookup: lookup,
    fetchedIssuers: found.map(({ certificate, url }) => ({
      subject: certificate.summary.subject,
      url,
      isSelfSigned: isSelfSigned(certificate),
    })),
  };
}

const nothingAsked: IssuerSearch = { found: [], lookup: 'not-asked' };

/** Why a handshake failed: asks once more with a hello of our own, which shows plain HTTP and the server's alert. */
async function failed(
  error: WorldError,
  place: { readonly address: string },
  site: Site,
): Promise<FailedHandshake> {
  const plain = { state: 'failed' as const, kind: error.kind, message: error.message.slice(0, 300) };
  if (!isTlsTrouble(error)) return { ...plain, speaks: null, alert: null };
  const hello = clientHello({
    version: 'TLSv1.2',
    suites: legacySuites,
    serverName: site.host,
    random: site.outside.random.bytes(64),
  });
  const { flight } = await runProbe(
    { id: 'version TLSv1.2', hello, needsWholeFlight: false, read: () => ({ state: 'refused', how: '' }) },
    { ...site, address: place.address, timeoutMs: handshakeTimeoutMs },
  );
  return {
    ...plain,
    speaks: flight?.kind === 'not-tls' ? flight.looksLike : null,
    alert: flight?.kind === 'alert' ? flight.name : null,
  };
}
