import type { DnsMessage, DnsQuestion } from '../../model/outside-dns.ts';
import type { Clock, Result, WorldErrorKind } from '../../model/outside.ts';
import { failure } from '../../model/outside.ts';
import { plainName } from '../../protocols/dns/name.ts';
import { decodeMessage } from '../../protocols/dns/wire/decode.ts';

/** A response that belongs to the query; malformed ones are told as such. */
export type Reply = { readonly message: DnsMessage } | { readonly problem: string };

/** Everything one try over one socket needs. */
export interface Attempt {
  readonly clock: Clock;
  readonly target: { readonly address: string; readonly port: number };
  /** How the server is called in sentences: `192.0.2.1 port 53`. */
  readonly place: string;
  readonly query: Uint8Array;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Null for bytes that do not answer this query. */
  readonly accept: (bytes: Uint8Array) => Reply | null;
}

/** Accepts only what carries the id and, unless it is an error about the query itself, the question (RFC 5452 section 9.1). */
export const acceptFor =
  (id: number, question: DnsQuestion) =>
  (bytes: Uint8Array): Reply | null => {
    if (bytes.length < 12 || (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0) !== id) return null;
    if (((bytes[2] ?? 0) & 0x80) === 0) return null;
    const decoded = decodeMessage(bytes);
    if (!decoded.ok) return { problem: decoded.problem };
    const { message } = decoded;
    if (message.question === null) return message.rcode === 'NOERROR' ? null : { message };
    const isSame =
      message.question.name === plainName(question.name) && message.question.type === question.type;
    return isSame ? { message } : null;
  };

export const stopped = (): Result<never> => failure('aborted', 'the DNS query was stopped');

export const timedOut = (attempt: Attempt): Result<never> =>
  failure('timed-out', `${attempt.place} did not answer within ${attempt.timeoutMs} ms`);

const kinds: Readonly<Record<string, WorldErrorKind>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EINVAL: 'unreachable',
  EACCES: 'permission',
  EPERM: 'permission',
};

export function socketFailure(attempt: Attempt, error: NodeJS.ErrnoException): Result<never> {
  const code = error.code ?? 'EUNKNOWN';
  const kind = kinds[code] ?? 'failed';
  const verb = kind === 'refused' ? 'refuses DNS queries' : `cannot be asked (${code})`;
  return failure(kind, `${attempt.place} ${verb}`, code);
}
