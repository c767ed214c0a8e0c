import type { FailureLayer } from '../../model/monitor.ts';
import type { WorldError } from '../../model/outside.ts';
import type { Broken } from './sample.ts';

const stageLayers: Readonly<Record<NonNullable<WorldError['stage']>, FailureLayer>> = {
  dns: 'dns',
  connect: 'connect',
  tls: 'tls',
  exchange: 'http',
};
const kindLayers: Partial<Record<WorldError['kind'], FailureLayer>> = {
  'name-not-found': 'dns',
  'dns-failure': 'dns',
  tls: 'tls',
  protocol: 'http',
  'too-large': 'http',
};

/** OpenSSL's words for a certificate, as stable codes. */
const certificateCodes: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-wrong-name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-incomplete-chain',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-incomplete-chain',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-untrusted',
};

/** What a world error says about the product: where in the chain, under which code. */
export function brokenBy(error: WorldError): Broken {
  const layer =
    (error.stage === undefined ? null : stageLayers[error.stage]) ?? kindLayers[error.kind] ?? 'connect';
  return { layer, code: codeOf(error, layer), message: error.message };
}

const kindCodes: Partial<Record<WorldError['kind'], string>> = {
  'name-not-found': 'dns-nxdomain',
  'dns-failure': 'dns-failure',
  'timed-out': 'timed-out',
};
const namedKinds: readonly WorldError['kind'][] = ['refused', 'reset', 'unreachable', 'forbidden'];

function codeOf(error: WorldError, layer: FailureLayer): string {
  if (error.kind === 'tls') return certificateCodes[error.code ?? ''] ?? 'tls-failure';
  return kindCodes[error.kind] ?? `${layer}-${namedKinds.includes(error.kind) ? error.kind : 'failure'}`;
}

/** Errors that may as well be the fault of the probe's own connection. */
export const mayBeOwnNetwork = (layer: FailureLayer | null, code: string | null): boolean =>
  layer === 'dns' ||
  layer === 'connect' ||
  code === 'timed-out' ||
  code === 'tls-reset' ||
  code === 'http-reset';
