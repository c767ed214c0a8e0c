import type { KeyObject } from 'node:crypto';
import nodemailer from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';
import type { WorldClock } from '../clock.ts';
import { rsaKey } from '../certificates/keys.ts';
import { plainName } from '../../protocols/dns/name.ts';
import type { MailSenderPlan, WorldPlan } from '../plan.ts';

/** One transactional mail of the shop. */
export interface ShopMail {
  /** `verification`, `welcome`, `reset`, `invite`, `receipt`, `booking`, `admin`, `newsletter`. */
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** One-click unsubscribe address (RFC 8058), for mail people subscribed to. */
  readonly unsubscribeUrl?: string;
}

/** Hands one mail to the recipient's mail exchanger; false when nobody takes it. */
export type SendMail = (mail: ShopMail) => Promise<boolean>;

export interface SenderInput {
  readonly plan: WorldPlan;
  readonly caPem: string;
  /** Loopback port of a mail exchanger by its name; null when it does not answer. */
  readonly portOf: (exchanger: string) => number | null;
  readonly signingKey: KeyObject;
  readonly clock: WorldClock;
}

export interface SigningKeys {
  /** Base64 SubjectPublicKeyInfo, the `p=` of the DKIM record (RFC 6376 section 3.6.1). */
  readonly published: string;
  readonly signing: KeyObject;
}

export async function makeSigningKeys(sender: MailSenderPlan): Promise<SigningKeys> {
  const own = await rsaKey(sender.dkim.keyBits, 'published');
  const used = sender.dkim.signsWith === 'other' ? await rsaKey(sender.dkim.keyBits, 'other') : own;
  const published = own.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return { published, signing: used.privateKey };
}

export function createSender(input: SenderInput): SendMail {
  return async (mail) => {
    if (input.plan.mailSender.dropped.includes(mail.kind)) return false;
    for (const exchanger of exchangersFor(input.plan, mail.to)) {
      const port = input.portOf(exchanger);
      if (port !== null && (await handOver({ input, mail, exchanger, port }))) return true;
    }
    return false;
  };
}

/** Mail exchangers of the recipient's domain, best first (RFC 5321 section 5.1). */
function exchangersFor(plan: WorldPlan, to: string): readonly string[] {
  const domain = to.split('@').at(-1)?.toLowerCase() ?? '';
  const records = Object.values(plan.zones)
    .flatMap((zone) => zone.records)
    .filter((record) => record.type === 'MX' && record.name === domain);
  return records
    .toSorted((a, b) => Number.parseInt(a.value, 10) - Number.parseInt(b.value, 10))
    .map((record) => plainName(record.value.split(' ')[1] ?? ''));
}

interface Handover {
  readonly input: SenderInput;
  readonly mail: ShopMail;
  readonly exchanger: string;
  readonly port: number;
}

async function handOver({ input, mail, exchanger, port }: Handover): Promise<boolean> {
  const sender = input.plan.mailSender;
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port,
    name: sender.heloName,
    secure: false,
    tls: { ca: input.caPem, servername: exchanger, rejectUnauthorized: false },
    connectionTimeout: 3000,
    greetingTimeout: 3000,
    socketTimeout: 5000,
  });
  try {
    await transport.sendMail(messageFor(input, mail));
    return true;
  } catch {
    return false; // the next exchanger may take it
  } finally {
    transport.close();
  }
}

const signedHeaders =
  'from:to:subject:date:message-id:mime-version:content-type:list-unsubscribe:list-unsubscribe-post';

function messageFor(input: SenderInput, mail: ShopMail): SendMailOptions {
  const sender = input.plan.mailSender;
  const { dkim } = sender;
  const unsubscribe = {
    'List-Unsubscribe': `<${mail.unsubscribeUrl ?? ''}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
  return {
    from: sender.from,
    to: mail.to,
    subject: mail.subject,
    html: mail.html,
    date: new Date(input.clock.now()),
    headers: mail.unsubscribeUrl === undefined ? {} : unsubscribe,
    envelope: { from: `bounces@${sender.envelopeDomain}`, to: mail.to },
    ...(sender.hasPlainText ? { text: mail.text } : {}),
    ...(dkim.signsWith === 'nothing'
      ? {}
      : {
          dkim: {
            domainName: dkim.domain,
            keySelector: dkim.selector,
            privateKey: input.signingKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
            headerFieldNames: signedHeaders,
          },
        }),
  };
}
