import type { DnsAnswer } from '../dns-answer.ts';
import { type MtaStsPolicy, parseMtaStsPolicy, readMtaStsRecord } from '../mta-sts.ts';

/** The parts of `mail/mta-sts` that judgements look at. */
export interface ReadMtaSts {
  readonly domain: string;
  readonly answer: DnsAnswer;
  readonly hasHost: boolean | null;
  readonly policy:
    | {
        readonly state: 'answered';
        readonly status: number;
        readonly location: string | null;
        readonly body: string;
        readonly certificateError: string | null;
      }
    | { readonly state: 'failed'; readonly kind: string; readonly message: string }
    | { readonly state: 'not-asked'; readonly why: string };
}

export interface PolicyProblem {
  readonly kind: 'name' | 'connection' | 'certificate' | 'answer' | 'unknown';
  readonly text: string;
}

/** Why senders cannot take the policy (RFC 8461 section 3.3: status 200, no redirect, valid certificate); null when they can. */
export function policyProblem({ policy, hasHost, domain }: ReadMtaSts): PolicyProblem | null {
  const host = `mta-sts.${domain}`;
  if (policy.state === 'not-asked')
    return hasHost === null
      ? { kind: 'unknown', text: `the address of ${host} got no answer` }
      : { kind: 'name', text: `${host} has no address` };
  if (policy.state === 'failed') return { kind: 'connection', text: `${host}: ${policy.message}` };
  if (policy.certificateError !== null)
    return { kind: 'certificate', text: `${host}: ${certificateWords(policy.certificateError)}` };
  if (policy.status >= 300 && policy.status < 400)
    return {
      kind: 'answer',
      text: `status ${policy.status} to ${policy.location ?? 'nowhere'}: senders do not follow redirects`,
    };
  if (policy.status !== 200) return { kind: 'answer', text: `status ${policy.status}, not 200` };
  const [issue] = parseMtaStsPolicy(policy.body).issues;
  return issue === undefined ? null : { kind: 'answer', text: issue.message };
}

/** The policy as senders apply it; null when there is none they could take. */
export function policyOf(sts: ReadMtaSts): MtaStsPolicy | null {
  if (readMtaStsRecord(sts.answer.values) === null || sts.policy.state !== 'answered') return null;
  return policyProblem(sts) === null ? parseMtaStsPolicy(sts.policy.body) : null;
}

export const isEnforcing = (sts: ReadMtaSts): boolean => policyOf(sts)?.mode === 'enforce';

const words: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate comes from an authority nobody trusts',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate comes without its intermediate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate comes from an authority nobody trusts',
};

/** An OpenSSL verify code in words. */
export const certificateWords = (code: string | null): string =>
  words[code ?? ''] ?? `the certificate is not trusted (${code ?? 'no reason given'})`;
