import type { Connection } from '../../model/outside-sockets.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { addressBytes } from '../../protocols/dns/address.ts';
import type { SmtpAccount } from './smtp-account.ts';

/** A reply: code, text of all lines, and the words of an EHLO answer. */
export interface Reply {
  readonly code: number;
  readonly lines: readonly string[];
}
export interface Envelope {
  readonly from: string;
  readonly to: string;
  /** RFC 5322 message with CRLF line ends. */
  readonly data: Uint8Array;
}

const replyTimeoutMs = 30_000;
const maxReplyBytes = 64 * 1024;
const helloName = '[127.0.0.1]';

/**
 * Hands one message to a server (RFC 5321) over the door's own sockets, so that address rules, time limits and tests hold. The
 * result is the reply to the message or the refusal before it; world errors are what never got an answer.
 */
export async function sendMail(
  outside: Outside,
  job: { readonly account: SmtpAccount; readonly envelope: Envelope },
  signal: AbortSignal,
): Promise<Result<Reply>> {
  const address = await resolve(outside, job.account.host, signal);
  if (!address.ok) return address;
  const { port } = job.account;
  const connected = await outside.sockets.connect({ address: address.value, port, signal });
  if (!connected.ok) return connected;
  await using connection = connected.value;
  if (job.account.security === 'implicit') {
    const secured = await secure(connection, job.account.host);
    if (!secured.ok) return secured;
  }
  return await dialogue(new Talk(connection, signal), job);
}

async function dialogue(
  talk: Talk,
  { account, envelope }: { readonly account: SmtpAccount; readonly envelope: Envelope },
): Promise<Result<Reply>> {
  const greeting = await talk.reply();
  if (!isGood(greeting)) return greeting;
  let hello = await talk.say(`EHLO ${helloName}`);
  if (account.security === 'starttls' && isGood(hello)) {
    const started = await talk.say('STARTTLS');
    if (!isGood(started)) return started;
    // RFC 3207 section 4.2: what came in the clear behind the reply was put there by somebody else.
    if (talk.hasMore()) return failure('tls', 'Somebody wrote into the connection before it was encrypted');
    const secured = await secure(talk.connection, account.host);
    if (!secured.ok) return secured;
    hello = await talk.say(`EHLO ${helloName}`);
  }
  if (!isGood(hello)) return hello;
  if (account.user !== null && account.password !== null) {
    // RFC 4616: authorisation identity empty, then user and password.
    const plain = Buffer.from(`\0${account.user}\0${account.password}`).toString('base64');
    const known = await talk.say(`AUTH PLAIN ${plain}`);
    if (!isGood(known)) return known;
  }
  for (const line of [`MAIL FROM:<${envelope.from}>`, `RCPT TO:<${envelope.to}>`, 'DATA']) {
    const reply = await talk.say(line);
    if (!isGood(reply)) return reply;
  }
  const reply = await talk.say(Buffer.concat([dotStuffed(envelope.data), Buffer.from('.')]));
  if (reply.ok) await talk.write('QUIT\r\n');
  return reply;
}

const isGood = (reply: Result<Reply>): reply is { ok: true; value: Reply } =>
  reply.ok && reply.value.code < 400;

async function secure(connection: Connection, host: string): Promise<Result<void>> {
  const session = await connection.startTls({ serverName: host });
  if (!session.ok) return session;
  const { isAuthorized, authorizationError } = session.value;
  return isAuthorized
    ? ok(undefined)
    : failure('tls', `The certificate of ${host} is not accepted (${authorizationError ?? 'unknown'})`);
}

async function resolve(outside: Outside, host: string, signal: AbortSignal): Promise<Result<string>> {
  if (addressBytes(host) !== null) return ok(host);
  const found = await outside.dns.resolve(host, 'A', { signal });
  if (!found.ok) return found;
  const address = found.value.records[0]?.value;
  return address === undefined ? failure('name-not-found', `${host} has no address`) : ok(address);
}

/** RFC 5321 section 4.5.2; always ends in a line end. */
function dotStuffed(data: Uint8Array): Uint8Array {
  const text = Buffer.from(data).toString('latin1').replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..');
  return Buffer.from(text.endsWith('\r\n') ? text : `${text}\r\n`, 'latin1');
}

/** One question, one answer. */
class Talk {
  readonly connection: Connection;
  #signal: AbortSignal;
  #rest = '';

  constructor(connection: Connection, signal: AbortSignal) {
    this.connection = connection;
    this.#signal = signal;
  }

  /** Something was said that nobody asked for yet. */
  hasMore(): boolean {
    return this.#rest !== '';
  }

  async say(line: string | Uint8Array): Promise<Result<Reply>> {
    const written = await this.write(
      typeof line === 'string' ? `${line}\r\n` : Buffer.concat([line, Buffer.from('\r\n')]),
    );
    return written.ok ? this.reply() : written;
  }

  write(data: string | Uint8Array): Promise<Result<void>> {
    return this.connection.write(data);
  }

  async reply(): Promise<Result<Reply>> {
    for (;;) {
      const match = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\r?\n/.exec(this.#rest);
      if (match !== null) {
        this.#rest = this.#rest.slice(match[0].length);
        const lines = match[0].trimEnd().split(/\r?\n/);
        return ok({ code: Number(match[0].slice(0, 3)), lines: lines.map((line) => line.slice(4)) });
      }
      if (this.#rest.length > maxReplyBytes)
        return failure('too-large', 'The mail server never ends its reply');
      const chunk = await this.connection.read({ timeoutMs: replyTimeoutMs, signal: this.#signal });
      if (!chunk.ok) return chunk;
      if (chunk.value === null) return failure('reset', 'The mail server hung up');
      this.#rest += new TextDecoder('latin1').decode(chunk.value);
    }
  }
}
