import type { Connection, TlsSession } from '../../model/outside-sockets.ts';
import type { MxServer, MxTls } from '../../facts/mail/mx.ts';
import { readCertificateText } from '../../protocols/tls/certificate.ts';
import type { Line } from './asking.ts';

const timeoutMs = 6000;
const maxReplyBytes = 16_384;

type Dialogue = MxServer['smtp'];

/** Greets a mail server, asks for STARTTLS, takes its certificate and leaves; no mail is begun (RFC 5321, RFC 3207). */
export async function probeSmtp(line: Line, address: string, host: string): Promise<Dialogue> {
  const { outside, signal } = line;
  const connected = await outside.sockets.connect({ address, port: 25, timeoutMs, signal });
  if (!connected.ok)
    return { state: 'unreached', kind: connected.error.kind, message: connected.error.message };
  await using connection = connected.value;
  const greeting = await readReply(connection, signal);
  if (!greeting.ok) return { state: 'unreached', kind: greeting.kind, message: greeting.message };
  if (greeting.code !== 220) return { state: 'strange', greeting: clip(greeting.lines.join(' ')) };
  const ehlo = await command(connection, signal, 'EHLO [127.0.0.1]');
  const isAnswered = ehlo.ok && ehlo.code === 250;
  const hasStartTls = isAnswered && ehlo.lines.slice(1).some((text) => /^starttls\b/i.test(text));
  const secured = hasStartTls ? await startTls(connection, signal, host) : { tls: null, tlsProblem: null };
  await connection.write('QUIT\r\n');
  return {
    state: 'spoke',
    greeting: clip(greeting.lines.join(' ')),
    ehlo: isAnswered ? clip(ehlo.lines[0]?.split(' ')[0]?.toLowerCase() ?? '') : null,
    hasStartTls,
    ...secured,
  };
}

const clip = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);

type Reply =
  | { readonly ok: true; readonly code: number; readonly lines: readonly string[] }
  | { readonly ok: false; readonly kind: string; readonly message: string };

async function command(connection: Connection, signal: AbortSignal, text: string): Promise<Reply> {
  const written = await connection.write(`${text}\r\n`);
  if (!written.ok) return { ok: false, kind: written.error.kind, message: written.error.message };
  return readReply(connection, signal);
}

/** Reads until the last line of a reply, `250 ` and not `250-` (RFC 5321 section 4.2.1). */
async function readReply(connection: Connection, signal: AbortSignal): Promise<Reply> {
  let text = '';
  while (text.length <= maxReplyBytes) {
    const chunk = await connection.read({ timeoutMs, signal });
    if (!chunk.ok) return { ok: false, kind: chunk.error.kind, message: chunk.error.message };
    if (chunk.value === null) return { ok: false, kind: 'reset', message: 'the server hung up' };
    text += Buffer.from(chunk.value).toString('latin1');
    const lines = text.split(/\r?\n/);
    const last = lines.slice(0, -1).findIndex((one) => !/^\d{3}-/.test(one));
    if (last !== -1)
      return {
        ok: true,
        code: Number.parseInt(text.slice(0, 3), 10) || 0,
        lines: lines.slice(0, last + 1).map((one) => one.slice(4)),
      };
  }
  return { ok: false, kind: 'too-large', message: `a reply of more than ${maxReplyBytes} bytes` };
}

async function startTls(
  connection: Connection,
  signal: AbortSignal,
  host: string,
): Promise<{ readonly tls: MxTls | null; readonly tlsProblem: string | null }> {
  const ready = await command(connection, signal, 'STARTTLS');
  if (!ready.ok) return { tls: null, tlsProblem: ready.message };
  if (ready.code !== 220)
    return { tls: null, tlsProblem: clip(`STARTTLS was answered ${ready.code} ${ready.lines.join(' ')}`) };
  const session = await connection.startTls({ serverName: host });
  if (!session.ok) return { tls: null, tlsProblem: session.error.message.slice(0, 200) };
  return { tls: describe(session.value), tlsProblem: null };
}

function describe(session: TlsSession): MxTls {
  const { protocol, cipher, isAuthorized, authorizationError } = session;
  const leaf = readCertificateText(session.chain[0] ?? '');
  return {
    protocol,
    cipher,
    isAuthorized,
    authorizationError,
    subject: leaf?.summary.subject ?? null,
    names: (leaf?.names.dns ?? []).slice(0, 20),
    notAfter: leaf?.summary.notAfter ?? null,
  };
}
