import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { UnixMs } from '../../model/brand.ts';
import type { Clock, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import type { Handover } from '../inbox/inbox.ts';

/** Our own receiving mail server: takes what is for its addresses, keeps it in memory, answers like any other server. */
export interface Sink extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** Newest last. */
  readonly mails: () => readonly SinkMail[];
  /** What was turned away, and with which words; newest last, at most 100. */
  readonly refusals: () => readonly string[];
}

export interface SinkMail {
  readonly id: string;
  readonly receivedAt: UnixMs;
  readonly handover: Handover;
  /** Envelope recipients, lower case. */
  readonly recipients: readonly string[];
  readonly bytes: Uint8Array;
}

export interface SinkOptions {
  readonly clock: Clock;
  readonly name: string;
  /** Default 127.0.0.1. */
  readonly address?: string;
  /** 0: any free one. */
  readonly port: number;
  /** Only these recipients are taken; plus addressing counts. Null: all. */
  readonly accepts: ((recipient: string) => boolean) | null;
  readonly tls?: { readonly certificatePem: string; readonly keyPem: string };
  /** Relays whose XCLIENT is believed: they tell where a mail really came from. Default: none. */
  readonly trustedRelays?: readonly string[];
  /** Asked before each recipient and before each mail; a reply like `451 4.7.1 Try later` refuses. For tests and rehearsals. */
  readonly refuses?: (step: 'recipient' | 'data', recipient: string, session: Handover) => string | null;
  readonly limits?: Partial<Limits>;
}

export const sinkLimits = {
  messageBytes: 26 * 1024 * 1024,
  mails: 500,
  /** All mails together; the oldest go first. */
  totalBytes: 256 * 1024 * 1024,
  recipients: 50,
  clients: 50,
  socketTimeoutMs: 60_000,
} as const satisfies Readonly<Record<string, number>>;
type Limits = { readonly [Name in keyof typeof sinkLimits]: number };

/** Starts listening. `failed` or `permission` when the port cannot be had. */
export async function openSink(options: SinkOptions): Promise<Result<Sink>> {
  const state = new SinkState(options);
  const server = new SMTPServer(serverOptions(state));
  const address = options.address ?? '127.0.0.1';
  const listening = await new Promise<Error | null>((resolve) => {
    server.once('error', resolve);
    server.listen(options.port, address, () => resolve(null));
  });
  if (listening !== null) return cannotListen(listening, address, options.port);
  // Clients that hang up in the middle of a dialogue are nothing to report.
  server.on('error', () => undefined);
  const bound = server.server.address();
  return ok({
    address,
    port: typeof bound === 'object' && bound !== null ? bound.port : options.port,
    mails: () => state.mails,
    refusals: () => state.refusals,
    [Symbol.asyncDispose]: async () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

function cannotListen(cause: Error, address: string, port: number): Result<Sink> {
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : 'EFAILED';
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: 'something else listens there',
    EACCES: 'ports below 1024 need more rights',
    EADDRNOTAVAIL: 'this machine has no such address',
  };
  return failure(
    code === 'EACCES' ? 'permission' : 'failed',
    `Our mail server cannot listen at ${address} port ${port}: ${why[code] ?? code}`,
    code,
  );
}

class SinkState {
  readonly options: SinkOptions;
  readonly limits: Limits;
  readonly mails: SinkMail[] = [];
  readonly refusals: string[] = [];
  #count = 0;
  #keptBytes = 0;

  constructor(options: SinkOptions) {
    this.options = options;
    this.limits = { ...sinkLimits, ...options.limits };
  }

  keep(mail: Omit<SinkMail, 'id' | 'receivedAt'>): void {
    this.#count += 1;
    this.#keptBytes += mail.bytes.length;
    this.mails.push({ ...mail, id: `mail-${this.#count}`, receivedAt: this.options.clock.now() });
    while (this.mails.length > this.limits.mails || this.#keptBytes > this.limits.totalBytes)
      this.#keptBytes -= this.mails.shift()?.bytes.length ?? this.#keptBytes;
  }

  /** The reply as an error the server library turns into one; null when nothing is wrong. */
  refusal(step: 'recipient' | 'data', recipient: string, session: SMTPServerSession): Error | null {
    const { accepts, refuses } = this.options;
    if (step === 'recipient' && session.envelope.rcptTo.length >= this.limits.recipients)
      return this.refuse('452 4.5.3 Too many recipients');
    if (step === 'recipient' && accepts?.(recipient.toLowerCase()) === false)
      return this.refuse('550 5.1.1 No such recipient here');
    const reply = refuses?.(step, recipient.toLowerCase(), handoverOf(session));
    return reply === null || reply === undefined ? null : this.refuse(reply);
  }

  refuse(reply: string): Error {
    this.refusals.push(reply);
    if (this.refusals.length > 100) this.refusals.shift();
    return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) });
  }
}

function serverOptions(state: SinkState): ConstructorParameters<typeof SMTPServer>[0] {
  const { options, limits } = state;
  const { tls, trustedRelays = [] } = options;
  return {
    name: options.name,
    banner: 'launch-ready test mail sink',
    size: limits.messageBytes,
    authOptional: true,
    disabledCommands: tls === undefined ? ['AUTH', 'STARTTLS'] : ['AUTH'],
    disableReverseLookup: true,
    logger: false,
    maxClients: limits.clients,
    socketTimeout: limits.socketTimeoutMs,
    closeTimeout: 100,
    // The library takes a list of addresses; its types know only a switch.
    ...(trustedRelays.length === 0 ? {} : { useXClient: [...trustedRelays] as unknown as boolean }),
    ...(tls === undefined ? {} : { cert: tls.certificatePem, key: tls.keyPem }),
    onRcptTo: (address, session, callback) => callback(state.refusal('recipient', address.address, session)),
    onData: (stream, session, callback) => {
      void handOver(state, { stream, session, callback });
    },
  };
}

interface Delivery {
  readonly stream: SMTPServerDataStream;
  readonly session: SMTPServerSession;
  readonly callback: (error?: Error | null) => void;
}

async function handOver(state: SinkState, { stream, session, callback }: Delivery): Promise<void> {
  try {
    callback(await take(state, stream, session));
  } catch (thrown) {
    callback(thrown instanceof Error ? thrown : new Error('The mail broke off'));
  }
}

/** Null when kept, else the refusal. The stream is always read to its end, but no more than the limit is kept. */
async function take(
  state: SinkState,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<Error | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size <= state.limits.messageBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  // RFC 1870 section 6.1, RFC 3463 section 3.4.
  if (stream.sizeExceeded || size > state.limits.messageBytes)
    return state.refuse(`552 5.3.4 Message larger than ${state.limits.messageBytes} bytes`);
  const refused = state.refusal('data', '', session);
  if (refused !== null) return refused;
  const bytes = Buffer.concat(chunks);
  const handover = handoverOf(session);
  state.keep({
    handover: isRelayed(session) ? { ...handover, tls: relayedTls(bytes) } : handover,
    recipients: session.envelope.rcptTo.map(({ address }) => address.toLowerCase()),
    bytes,
  });
  return null;
}

const handoverOf = (session: SMTPServerSession): Handover => ({
  clientAddress: session.remoteAddress.replace(/^::ffff:/, ''),
  helo: toldBy(session, 'HELO') ?? String(session.hostNameAppearsAs || ''),
  mailFrom: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
  tls: session.secure ? tlsName(session.tlsOptions) : null,
});

/** What a relay we trust told (XCLIENT); the library keeps it in a field its types leave out. */
function toldBy(session: SMTPServerSession, name: 'ADDR' | 'HELO'): string | null {
  const told: unknown = Reflect.get(session, 'xClient');
  const value: unknown = told instanceof Map ? told.get(name) : null;
  return typeof value === 'string' ? value : null;
}

/** Then its Received field says how the mail came (RFC 3848). */
const isRelayed = (session: SMTPServerSession): boolean => toldBy(session, 'ADDR') !== null;

const relayedTls = (bytes: Uint8Array): string | null => {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  return /^received:(?:[^\r\n]|\r?\n[ \t])*?\bwith\s+(?:UTF8)?E?SMTPSA?\b/im.test(head)
    ? 'TLS, by the relay'
    : null;
};

function tlsName(options: unknown): string {
  const version: unknown =
    typeof options === 'object' && options !== null ? Reflect.get(options, 'version') : undefined;
  return typeof version === 'string' ? version : 'TLS';
}
