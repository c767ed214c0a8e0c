import { createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { WorldClock } from '../clock.ts';
import type { ServerCertificate } from '../certificates/certificate-authority.ts';
import { bound, closeServer, tracked } from '../loopback.ts';
import type { MailSenderPlan, MailServerPlan } from '../plan.ts';
import type { MailDelivery } from './mailbox.ts';

export interface MailServer {
  /** null: the port is closed. */
  readonly port: number | null;
  readonly close: () => Promise<void>;
}

export interface MailServerInput {
  readonly server: MailServerPlan;
  readonly certificate: ServerCertificate | undefined;
  readonly sender: MailSenderPlan;
  readonly mailbox: MailDelivery;
  readonly clock: WorldClock;
}

const maxMessageBytes = 2 * 1024 * 1024;

/** One mail exchanger (RFC 5321) that takes everything and keeps it in the mailbox. */
export async function startMailServer(input: MailServerInput): Promise<MailServer> {
  if (input.server.port === 'closed') return { port: null, close: async () => undefined };
  if (input.server.port === 'silent') {
    const silent = tracked(createServer((socket) => void socket.on('error', () => socket.destroy())));
    const port = await bound(silent);
    return { port, close: async () => closeServer(silent) };
  }
  const server = new SMTPServer(optionsFor(input));
  // Probes that hang up in the middle of a dialogue are nothing to report.
  server.on('error', () => undefined);
  const port = await bound(server.server);
  return { port, close: async () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

function optionsFor(input: MailServerInput): ConstructorParameters<typeof SMTPServer>[0] {
  const { server, certificate } = input;
  return {
    name: server.name,
    banner: server.banner,
    size: maxMessageBytes,
    authOptional: true,
    disabledCommands: server.hasStartTls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    ...(certificate === undefined ? {} : { cert: certificate.certificatePem, key: certificate.keyPem }),
    onRcptTo: (_address, _session, callback) => callback(refusalError(server.refusal)),
    onData: (stream, session, callback) => {
      void accept(input, { stream, session, callback });
    },
  };
}

interface Handover {
  readonly stream: SMTPServerDataStream;
  readonly session: SMTPServerSession;
  readonly callback: (error?: Error | null) => void;
}

async function accept(input: MailServerInput, { stream, session, callback }: Handover): Promise<void> {
  callback(await take(input, stream, session));
}

/** `550 5.1.1 text` as the error the server library turns into that reply. */
function refusalError(refusal: string | null): Error | null {
  if (refusal === null) return null;
  return Object.assign(new Error(refusal.slice(4)), { responseCode: Number(refusal.slice(0, 3)) });
}

/** What the sender is told: nothing wrong, or the refusal. */
async function take(
  { server, sender, mailbox, clock }: MailServerInput,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<Error | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  if (stream.sizeExceeded) return Object.assign(new Error('Message too large'), { responseCode: 552 });
  const heloName = session.hostNameAppearsAs;
  const clientAddress = heloName === sender.heloName ? sender.address : session.remoteAddress;
  const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
  const to = session.envelope.rcptTo.map((one) => one.address.toLowerCase());
  const receivedAt = clock.now();
  const how = session.secure ? 'ESMTPS' : 'ESMTP';
  const trace =
    `Return-Path: <${from}>\r\nReceived: from ${heloName} (${heloName} [${clientAddress}])\r\n` +
    `\tby ${server.name} with ${how} id ${session.id};\r\n\t${new Date(receivedAt).toUTCString()}\r\n`;
  const raw = trace + Buffer.concat(chunks).toString('latin1');
  const envelope = { from, to };
  await mailbox.deliver({
    server: server.name,
    receivedAt,
    clientAddress,
    heloName,
    isEncrypted: session.secure,
    envelope,
    raw,
  });
  return null;
}
