import { notApplicable, unknown, type Verdict } from '../../model/check.ts';
import type { Chain } from './chain.ts';
import type { CertificateSummary } from './certificate-summary.ts';
import type { AcceptedProbe, Endpoint, FailedHandshake, Handshake, ProbeAnswer, Probes } from './endpoint.ts';

/** One certificate chain as one address serves it. */
export interface Served {
  readonly address: string;
  readonly handshake: Handshake;
  readonly chain: Chain;
  readonly leaf: CertificateSummary;
}

/** Every address that completed a handshake and showed a readable certificate. */
export const servedBy = (endpoint: Endpoint): readonly Served[] =>
  endpoint.addresses.flatMap(({ address, outcome }) => {
    if (outcome.state !== 'handshake') return [];
    const chain = endpoint.chains.find(({ id }) => id === outcome.chain);
    const leaf = chain?.certificates[0];
    return chain === undefined || leaf === undefined ? [] : [{ address, handshake: outcome, chain, leaf }];
  });

/** As `servedBy`, one entry for each distinct leaf. */
export function distinctLeaves(endpoint: Endpoint): readonly Served[] {
  const seen = new Set<string>();
  return servedBy(endpoint).filter(({ leaf }) => !seen.has(leaf.sha256) && seen.add(leaf.sha256));
}

/** As `servedBy`, one entry for each distinct chain. */
export function distinctChains(endpoint: Endpoint): readonly Served[] {
  const seen = new Set<string>();
  return servedBy(endpoint).filter(({ chain }) => !seen.has(chain.id) && seen.add(chain.id));
}

export const isValidAt = (certificate: CertificateSummary, now: number): boolean =>
  certificate.notBefore <= now && now <= certificate.notAfter;

/** Kinds of errors that say: the other side took no connection. Anything else may be our own network. */
const closedKinds: readonly string[] = ['refused', 'timed-out'];

/**
 * Why there is no TLS to judge, naming the check that reports the cause: one dead host is one finding, and no open question.
 * Null when a handshake succeeded, or when our own side is to blame.
 */
export function nothingToJudge({ addresses }: Endpoint): Verdict | null {
  if (addresses.length === 0) return notApplicable('the name has no address, see domain/host-resolution');
  const failed = addresses.flatMap(({ outcome }) => (outcome.state === 'failed' ? [outcome] : []));
  if (failed.length < addresses.length) return null;
  if (failed.some(({ speaks }) => speaks !== null))
    return notApplicable('port 443 does not speak TLS, see tls/https-port');
  if (failed.some(isTlsTrouble)) return notApplicable('no TLS handshake succeeds, see tls/handshake');
  if (failed.some(({ kind }) => closedKinds.includes(kind)))
    return notApplicable('nothing answers on port 443, see redirects/reachability');
  // We refuse to be led into private networks (SEC-1), which only a private address asks for.
  if (failed.some(({ kind }) => kind === 'forbidden'))
    return notApplicable('its addresses are not public, see domain/private-address');
  return null;
}

/** The connection stood, and the handshake in it failed. */
export const isTlsTrouble = ({ kind, alert }: FailedHandshake): boolean =>
  alert !== null || ['tls', 'protocol', 'reset'].includes(kind);

/** What to say where a judgement needs a certificate and none was read. */
export const withoutCertificate = (endpoint: Endpoint, remedy: string): Verdict =>
  nothingToJudge(endpoint) ?? unknown('a readable certificate of this host', remedy);

/** What to say where a judgement needs a clear answer to our hellos and `gap` says what is missing. */
export const withoutProbe = (endpoint: Endpoint, gap: string, remedy: string): Verdict =>
  nothingToJudge(endpoint) ?? unknown(gap, remedy);

/** The verdict of OpenSSL was about dates: it says nothing about trust. */
export const isDateError = (code: string | null): boolean =>
  code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID';

/** The verdict was about the name only, so the chain itself was trusted. */
export const isNameError = (code: string | null): boolean => code === 'ERR_TLS_CERT_ALTNAME_INVALID';

const pathErrors = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
];

/**
 * Why OpenSSL found no way from the leaf to a root. An issuer published at the certificate's own address that is not itself
 * a root proves a link was left out; so does a leaf alone, since roots do not sign leaves. Else the root is a stranger.
 */
export function missingLink({ handshake, chain }: Served): 'none' | 'incomplete' | 'unknown-root' {
  const code = handshake.authorizationError;
  if (chain.isLeafSelfSigned) return 'none';
  if (code === 'SELF_SIGNED_CERT_IN_CHAIN') return 'unknown-root';
  const [nearest] = chain.fetchedIssuers;
  // A date error hides whether the path was found; a leaf sent alone, whose issuer is no root, tells by itself.
  if (isDateError(code) && chain.path.length === 1 && nearest?.isSelfSigned === false) return 'incomplete';
  if (code === null || !pathErrors.includes(code)) return 'none';
  if (nearest !== undefined) return nearest.isSelfSigned ? 'unknown-root' : 'incomplete';
  if (chain.issuerLookup === 'not-issuer') return 'unknown-root';
  return chain.end === 'issuer-not-sent' && chain.path.length === 1 ? 'incomplete' : 'unknown-root';
}

/** Trusted by the built-in roots (not by `--ca`): the rules for public certificates apply. */
export const isPubliclyTrusted = ({ handshake, chain }: Served): boolean =>
  !chain.isPrivatelyAnchored && (handshake.isAuthorized || isNameError(handshake.authorizationError));

export interface ProbeReading {
  readonly accepted: readonly { readonly address: string; readonly answer: AcceptedProbe }[];
  /** Sentences about probes that proved nothing. */
  readonly unknown: readonly string[];
  readonly refused: number;
}

/** The answers to one probe over all probed addresses. */
export function readProbe(endpoint: Endpoint, pick: (probes: Probes) => ProbeAnswer): ProbeReading {
  const answers = endpoint.probes.map((probes) => ({ address: probes.address, answer: pick(probes) }));
  return {
    accepted: answers.flatMap(({ address, answer }) =>
      answer.state === 'accepted' ? [{ address, answer }] : [],
    ),
    unknown: answers.flatMap(({ address, answer }) =>
      answer.state === 'unknown' ? [`${address}: ${answer.why}`] : [],
    ),
    refused: answers.filter(({ answer }) => answer.state === 'refused').length,
  };
}

/** What is missing to call a probe settled: null when every probed address gave a clear yes or no. */
export function probeGap(readings: readonly ProbeReading[]): string | null {
  const [why] = readings.flatMap(({ unknown }) => unknown);
  if (why !== undefined) return `a clear answer to a TLS hello (${why})`;
  const isAsked = readings.every(({ accepted, refused }) => accepted.length + refused > 0);
  return isAsked ? null : 'an answer to our TLS hellos: no address took them';
}

/** `203.0.113.10: TLSv1, TLS_RSA_WITH_RC4_128_SHA` for each address that accepted. */
export const acceptedLines = ({ accepted }: ProbeReading): readonly string[] =>
  accepted.map(({ address, answer }) => `${address}: ${answer.version}, ${answer.cipher}`);
