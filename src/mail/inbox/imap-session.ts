import { ImapFlow } from 'imapflow';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { addressBytes } from '../../protocols/dns/address.ts';
import { imapFailure, type ImapPlace } from './imap-errors.ts';
import { inboxLimits } from './inbox.ts';

export interface ImapAccount extends ImapPlace {
  readonly host: string;
  /** 143 is upgraded by STARTTLS before the log-in (RFC 9051 section 6.2.1); any other port speaks TLS at once (RFC 8314). */
  readonly port: number;
}

/** One command, one answer, one limit: a server that stalls loses the connection. */
export interface ImapSession {
  readonly run: <T>(work: (client: ImapFlow) => Promise<T>, signal: AbortSignal) => Promise<Result<T>>;
  readonly isOpen: () => boolean;
  readonly close: () => Promise<void>;
}

const connectTimeoutMs = 10_000;
const commandTimeoutMs = 30_000;
const logoutTimeoutMs = 2000;
const maxAddresses = 4;

/** Connects and logs in. The connection goes where the door sends it; the certificate must be the host's. */
export async function openImapSession(
  outside: Outside,
  account: ImapAccount,
  signal: AbortSignal,
): Promise<Result<ImapSession>> {
  const addresses = await addressesOf(outside, account, signal);
  if (!addresses.ok) return addresses;
  let last: Result<ImapSession> = failure('name-not-found', `${account.host} has no address`);
  for (const address of addresses.value.slice(0, maxAddresses)) {
    last = await connectTo(outside, { account, address }, signal);
    if (last.ok || last.error.kind === 'permission' || signal.aborted) return last;
  }
  return last;
}

async function addressesOf(
  outside: Outside,
  { host, title }: ImapAccount,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  if (addressBytes(host) !== null) return ok([host]);
  const answers = await Promise.all(
    ['A', 'AAAA'].map(async (type) => outside.dns.resolve(host, type, { signal })),
  );
  const addresses = answers.flatMap((one) => (one.ok ? one.value.records.map(({ value }) => value) : []));
  if (addresses.length > 0) return ok(addresses);
  const broken = answers.find((one) => !one.ok);
  return failure(
    'name-not-found',
    `${title}: ${broken?.ok === false ? broken.error.message : 'the name has no address'}`,
  );
}

async function connectTo(
  outside: Outside,
  { account, address }: { readonly account: ImapAccount; readonly address: string },
  signal: AbortSignal,
): Promise<Result<ImapSession>> {
  const routed = outside.sockets.route({ address, port: account.port, name: account.host });
  if (!routed.ok) return routed;
  const isStartTls = account.port === 143;
  const client = new ImapFlow({
    host: routed.value.address,
    port: routed.value.port,
    servername: account.host,
    secure: !isStartTls,
    // Without this a server could take the upgrade away and be handed the password in the clear.
    ...(isStartTls ? { doSTARTTLS: true } : {}),
    tls: { ca: [...outside.tls.trustedRoots()], minVersion: 'TLSv1.2', rejectUnauthorized: true },
    auth: { user: account.user, pass: account.password },
    clientInfo: { name: 'launch-ready' },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: commandTimeoutMs,
    maxLineLength: 1024 * 1024,
    maxLiteralSize: inboxLimits.messageBytes,
    maxResponseSize: inboxLimits.messageBytes + 1024 * 1024,
  });
  const session = sessionOver(outside, client, account);
  const connected = await session.run(async () => client.connect(), signal);
  return connected.ok ? ok(session) : connected;
}

function sessionOver(outside: Outside, client: ImapFlow, account: ImapAccount): ImapSession {
  // The reason of a broken connection comes as an event; calls in flight only learn that it is gone.
  let reason: unknown = null;
  client.on('error', (error) => (reason ??= error));
  const run: ImapSession['run'] = async (work, signal) => {
    using deadline = outside.clock.deadline(commandTimeoutMs, signal);
    const stopped = new Promise<null>((resolve) => {
      if (deadline.signal.aborted) resolve(null);
      else deadline.signal.addEventListener('abort', () => resolve(null), { once: true });
    });
    const working = work(client).then(
      (value) => ok(value),
      (thrown: unknown) => imapFailure<never>(reason ?? thrown, account),
    );
    const first = await Promise.race([working, stopped]);
    if (first !== null) {
      if (!first.ok) client.close();
      return first;
    }
    client.close();
    return signal.aborted
      ? failure('aborted', `${account.title}: stopped`)
      : failure('timed-out', `${account.title} does not answer in time`);
  };
  return {
    run,
    isOpen: () => client.usable,
    close: async () => {
      if (client.usable) {
        using deadline = outside.clock.deadline(logoutTimeoutMs);
        await run(async () => client.logout(), deadline.signal);
      }
      client.close();
    },
  };
}
