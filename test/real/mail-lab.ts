import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';
import { openSink, type Sink, type SinkOptions } from '../../src/mail/sink/sink.ts';
import { fakeDns } from '../../src/outside/fake/dns.ts';
import { createOutside, type RealOutside } from '../../src/outside/real/outside.ts';
import { opensslAuthority } from './certificates.ts';
import { startDovecot, type RunningDovecot } from './servers/dovecot.ts';
import { startOpendkim } from './servers/opendkim.ts';
import { startPostfix, type PostfixOptions, type RunningPostfix } from './servers/postfix.ts';
import type { Place } from './servers/server-process.ts';

export const lab = {
  shop: 'shop.test',
  mailHost: 'mail.shop.test',
  imapHost: 'imap.lab.test',
  /** Public, so that SPF can be judged as if the mail had come from there. */
  sendingAddress: '185.30.0.10',
  inbox: 'dmarc@lab.test',
  junk: 'dmarc-junk@lab.test',
  password: 'correct-horse-7',
} as const;

/** A shop's Postfix that signs with OpenDKIM, four receivers, and a mailbox at Dovecot. */
export interface MailLab extends AsyncDisposable {
  readonly postfix: RunningPostfix;
  readonly dovecot: RunningDovecot;
  readonly sinks: Readonly<Record<Receiver, Sink>>;
  readonly outside: RealOutside;
  readonly send: (mail: SendMailOptions) => Promise<void>;
}

export const receivers = ['good', 'grey', 'plain', 'strict'] as const;
export type Receiver = (typeof receivers)[number];
/** `good.test` takes all over TLS, `grey.test` defers each sender once, `plain.test` has no TLS, `strict.test` knows nobody. */
export const domainOf = (receiver: Receiver): string => `${receiver}.test`;

export async function startMailLab(): Promise<MailLab> {
  await using stack = new AsyncDisposableStack();
  const authority = stack.use(opensslAuthority('http://issuers.test/i.der'));
  const issue = (...names: readonly string[]) => authority.issue({ names, from: -1, until: 90 });
  const signing = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const imap = issue(lab.imapHost);
  const dovecot = stack.use(
    await startDovecot({
      key: imap.key,
      certificate: imap.certificate + authority.intermediatePem,
      users: { dmarc: lab.password },
    }),
  );
  const outside = stack.use(
    createOutside({
      dns: () => fakeDns(zonesWith(signing.publicKey.export({ type: 'spki', format: 'der' }), dovecot.place)),
      extraCa: [authority.rootPem],
      isPrivateNetworkAllowed: true,
    }),
  );
  const receiving = issue(...receivers.map(domainOf));
  const tls = { certificatePem: receiving.certificate + authority.intermediatePem, keyPem: receiving.key };
  const sinks = await openSinks(stack, outside, tls);
  const milter = stack.use(
    await startOpendkim({
      domain: lab.shop,
      selector: 's1',
      privateKey: signing.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    }),
  );
  const routes: PostfixOptions['routes'] = receivers.map((receiver) => ({
    domain: domainOf(receiver),
    to: { address: sinks[receiver].address, port: sinks[receiver].port },
    tls: receiver === 'grey' || receiver === 'strict' ? 'may' : 'encrypt',
  }));
  const postfix = stack.use(
    await startPostfix({
      name: lab.mailHost,
      milter: milter.place,
      routes,
      caPem: authority.rootPem,
      mailboxes: {
        folder: dovecot.mailFolder,
        addresses: { [lab.inbox]: 'dmarc/', [lab.junk]: 'dmarc/.Junk/' },
      },
    }),
  );
  const running = stack.move();
  return {
    postfix,
    dovecot,
    sinks,
    outside,
    send: async (mail) => sendThrough(postfix.place, mail),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

async function openSinks(
  stack: AsyncDisposableStack,
  outside: RealOutside,
  tls: NonNullable<SinkOptions['tls']>,
): Promise<MailLab['sinks']> {
  const open = async (receiver: Receiver, rest: Partial<SinkOptions>): Promise<Sink> => {
    const sink = await openSink({
      clock: outside.clock,
      name: domainOf(receiver),
      port: 0,
      accepts: null,
      tls,
      ...rest,
    });
    if (!sink.ok) throw new Error(sink.error.message);
    return stack.use(sink.value);
  };
  const met = new Set<string>();
  return {
    good: await open('good', {}),
    grey: await open('grey', {
      refuses: (step, recipient) => {
        if (step !== 'recipient' || met.has(recipient)) return null;
        met.add(recipient);
        return '451 4.7.1 Greylisted, please try again later';
      },
    }),
    plain: await openPlain(stack, outside),
    strict: await open('strict', { accepts: () => false }),
  };
}

async function openPlain(stack: AsyncDisposableStack, { clock }: RealOutside): Promise<Sink> {
  const sink = await openSink({ clock, name: domainOf('plain'), port: 0, accepts: null });
  if (!sink.ok) throw new Error(sink.error.message);
  return stack.use(sink.value);
}

const zonesWith = (publicKey: Buffer, imap: Place) => ({
  [lab.shop]: { TXT: [`v=spf1 ip4:${lab.sendingAddress} -all`] },
  [`s1._domainkey.${lab.shop}`]: { TXT: [`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`] },
  [`_dmarc.${lab.shop}`]: { TXT: [`v=DMARC1; p=none; rua=mailto:${lab.inbox}`] },
  [lab.imapHost]: { A: [imap.address] },
  // The same server under a name its certificate does not have.
  'other.lab.test': { A: [imap.address] },
});

async function sendThrough(place: Place, mail: SendMailOptions): Promise<void> {
  const transport = nodemailer.createTransport({
    host: place.address,
    port: place.port,
    secure: false,
    ignoreTLS: true,
    name: 'app.shop.test',
  });
  await transport.sendMail(mail);
  transport.close();
}

/** Waits for something the servers do on their own time. */
export async function until<T>(
  what: string,
  find: () => T | null | undefined | Promise<T | null | undefined>,
): Promise<T> {
  const end = performance.now() + 40_000;
  while (performance.now() < end) {
    const found = await find();
    if (found !== null && found !== undefined) return found;
    await delay(50);
  }
  throw new Error(`${what} did not happen within 40 s`);
}
