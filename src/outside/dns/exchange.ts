import type { DnsExchange, DnsExchangeOptions, DnsMessage, DnsQuestion } from '../../model/outside-dns.ts';
import type { Clock, Random, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { encodeQuery } from '../../protocols/dns/wire/encode.ts';
import { askOverUdp } from './datagram.ts';
import { askOverTcp } from './stream.ts';
import { acceptFor, stopped } from './transport.ts';
import type { Attempt, Reply } from './transport.ts';

/** Decides where a query really goes; the same router TCP connections use. */
export type DnsRoute = (to: {
  readonly address: string;
  readonly port: number;
}) => Result<{ readonly address: string; readonly port: number }>;

export interface ExchangeParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly route: DnsRoute;
  /** Aborted when the door is disposed. */
  readonly closed: AbortSignal;
  /** The signal that comes with each question ends with the door already. */
  readonly isTied?: boolean;
  readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
}

const defaultTimeoutMs = 2_000;
const defaultAttempts = 2;
const defaultEdnsSize = 1_232;
const maxAttempts = 5;

/** Asks one server: UDP with retries, TCP on truncation, no EDNS where the server does not know it. */
export async function exchange(
  parts: ExchangeParts,
  asked: { readonly server: string; readonly question: DnsQuestion },
  options: DnsExchangeOptions,
): Promise<Result<DnsExchange>> {
  const { address, port } = splitServer(asked.server);
  const route = parts.route({ address, port });
  if (!route.ok) return route;
  const signal = endOf(parts, options.signal);
  const started = parts.clock.monotonicMs();
  const talk: Talk = {
    ...parts,
    question: asked.question,
    options,
    signal,
    target: route.value,
    place: `${address} port ${port}`,
  };
  const found = await withFallbacks(talk);
  if (!found.ok) return found;
  return ok({ ...found.value, server: asked.server, tookMs: parts.clock.monotonicMs() - started });
}

function endOf({ closed, isTied }: ExchangeParts, own: AbortSignal | undefined): AbortSignal {
  if (own === undefined) return closed;
  return isTied === true ? own : AbortSignal.any([own, closed]);
}

interface Talk extends ExchangeParts {
  readonly question: DnsQuestion;
  readonly options: DnsExchangeOptions;
  readonly signal: AbortSignal;
  readonly target: { readonly address: string; readonly port: number };
  readonly place: string;
}
type Transport = 'udp' | 'tcp';
type Found = Result<{ readonly message: DnsMessage; readonly transport: Transport }>;

/** Servers that do not know EDNS say FORMERR or NOTIMP (RFC 6891 section 7). */
const deniesEdns = new Set(['FORMERR', 'NOTIMP', 'BADVERS']);

async function withFallbacks(talk: Talk): Promise<Found> {
  const size = talk.options.ednsSizeBytes ?? defaultEdnsSize;
  const first = await overTransports(talk, size);
  if (size === 0 || talk.options.wantsDnssec === true || !first.ok) return first;
  if (!deniesEdns.has(first.value.message.rcode) || first.value.message.edns !== null) return first;
  const plain = await overTransports(talk, 0);
  return plain.ok ? plain : first;
}

async function overTransports(talk: Talk, ednsSizeBytes: number): Promise<Found> {
  if (talk.options.transport === 'tcp') return tried(talk, 'tcp', ednsSizeBytes);
  const last = await tried(talk, 'udp', ednsSizeBytes);
  if (!last.ok || !last.value.message.isTruncated) return last;
  const whole = await attempt(talk, 'tcp', ednsSizeBytes);
  // A truncated answer is still an answer: the caller sees `isTruncated`.
  return whole.ok || whole.error.kind === 'aborted' ? whole : last;
}

/** One lost packet, or one busy second here, is no silence: asks again. */
async function tried(talk: Talk, transport: Transport, ednsSizeBytes: number): Promise<Found> {
  const attempts = Math.min(Math.max(talk.options.attempts ?? defaultAttempts, 1), maxAttempts);
  let last: Found = failure('timed-out', `${talk.place} did not answer`);
  for (let count = 0; count < attempts; count += 1) {
    last = await attempt(talk, transport, ednsSizeBytes);
    if (last.ok || last.error.kind !== 'timed-out') break;
  }
  return last;
}

async function attempt(talk: Talk, transport: Transport, ednsSizeBytes: number): Promise<Found> {
  const [high = 0, low = 0] = talk.random.bytes(2);
  const id = high * 256 + low;
  const { wantsDnssec = false, isRecursionDesired = false } = talk.options;
  const query = encodeQuery(id, talk.question, { wantsDnssec, isRecursionDesired, ednsSizeBytes });
  if (!query.ok) return failure('protocol', `${talk.question.name} cannot be asked for: ${query.problem}`);
  const once: Attempt = {
    clock: talk.clock,
    target: talk.target,
    place: talk.place,
    query: query.bytes,
    timeoutMs: talk.options.timeoutMs ?? defaultTimeoutMs,
    signal: talk.signal,
    accept: acceptFor(id, talk.question),
  };
  if (talk.signal.aborted) return stopped();
  const reply = await talk.hold(() => (transport === 'udp' ? askOverUdp(once) : askOverTcp(once)));
  return understood(reply, talk, transport);
}

function understood(reply: Result<Reply>, talk: Talk, transport: Transport): Found {
  if (!reply.ok) return reply;
  return 'problem' in reply.value
    ? failure('protocol', `${talk.place} sent a broken answer: ${reply.value.problem}`)
    : ok({ message: reply.value.message, transport });
}

/** `192.0.2.1`, `192.0.2.1#5353`, `2001:db8::1#5353`. */
export function splitServer(server: string): { readonly address: string; readonly port: number } {
  const [address = '', port] = server.split('#');
  return { address, port: port === undefined ? 53 : Number(port) };
}
