import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { bound, closeServer, tracked } from '../loopback.ts';
import type { MailDelivery } from './mailbox.ts';

type Delivered = Parameters<MailDelivery['deliver']>[0];

/** The mail exchanger behind which a test inbox waits, when somebody opened one. */
export interface SeedRelay {
  /** Loopback port the test inbox is told to listen on. */
  readonly port: number;
  readonly delivering: (mailbox: MailDelivery) => MailDelivery;
  /** Resolves when nothing is on its way. */
  readonly settled: () => Promise<void>;
}

const exchanger = 'mx.seedpost.net';
const timeoutMs = 3000;

/** Passes what `mx.seedpost.net` takes on to the test inbox, telling where each mail really came from (XCLIENT). */
export async function createSeedRelay(): Promise<SeedRelay> {
  const port = await freePort();
  const onTheWay = new Set<Promise<void>>();
  return {
    port,
    delivering: (mailbox) => ({
      ...mailbox,
      deliver: async (mail) => {
        await mailbox.deliver(mail);
        if (mail.server !== exchanger) return;
        const passing = pass(port, mail);
        onTheWay.add(passing);
        void passing.finally(() => onTheWay.delete(passing));
      },
    }),
    settled: async () => void (await Promise.all(onTheWay)),
  };
}

async function freePort(): Promise<number> {
  const server = tracked(createServer());
  const port = await bound(server);
  await closeServer(server);
  return port;
}

/** Nobody listening, or a refusal, is the test inbox' own matter: the exchanger has the mail. */
async function pass(port: number, mail: Delivered): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.setTimeout(timeoutMs, () => socket.destroy());
  try {
    const say = talk(socket);
    await say(null);
    await say(`EHLO ${exchanger}`);
    const address = mail.clientAddress.includes(':') ? `IPV6:${mail.clientAddress}` : mail.clientAddress;
    await say(`XCLIENT ADDR=${address} HELO=${mail.heloName}`);
    await say(`EHLO ${exchanger}`);
    await say(`MAIL FROM:<${mail.envelope.from}>`);
    for (const to of mail.envelope.to) await say(`RCPT TO:<${to}>`);
    await say('DATA');
    const body = mail.raw.replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..');
    await say(`${body}${body.endsWith('\r\n') ? '' : '\r\n'}.`);
    await say('QUIT');
  } catch {
    // Told nobody: see above.
  } finally {
    socket.destroy();
  }
}

/** Sends a line and waits for a reply that is no refusal; rejects otherwise. */
function talk(socket: Socket): (line: string | null) => Promise<void> {
  let heard = '';
  socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
  return async (line) => {
    if (line !== null) socket.write(`${line}\r\n`, 'latin1');
    for (;;) {
      const reply = /^(?:\d{3}-[^\n]*\n)*(\d{3}) [^\n]*\n/.exec(heard);
      if (reply !== null) {
        heard = heard.slice(reply[0].length);
        if (Number(reply[1]) >= 400) throw new Error(reply[0]);
        return;
      }
      await new Promise<void>((resolve, reject) => {
        const end = (cause?: Error): void => reject(cause ?? new Error('The test inbox hung up'));
        socket.once('data', () => {
          socket.off('error', end).off('close', end);
          resolve();
        });
        socket.once('error', end).once('close', end);
      });
    }
  };
}
