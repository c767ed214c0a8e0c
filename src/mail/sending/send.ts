import nodemailer from 'nodemailer';
import type { ManifestMail } from '../../model/manifest.ts';
import type { Outside, Result, WorldErrorKind } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { addressBytes } from '../../protocols/dns/address.ts';
import { redactAddresses } from '../inbox/address.ts';
import { secretBehind } from '../../secrets/behind.ts';
import type { TemplateMail } from './template.ts';

export type SmtpAccount = NonNullable<ManifestMail['smtp']>;
export interface TestMail extends TemplateMail {
  readonly from: string;
  readonly to: string;
  readonly run: string;
}

/** What the server said; a refusal is a world error whose message is its reply, for `classifyBounce`. */
export interface Accepted {
  readonly reply: string;
}

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 } as const;

/** Hands one test mail to the manifest's own mail server, exactly as the product does: its DKIM, its limits, its refusals. */
export async function sendTestMail(
  outside: Outside,
  job: { readonly account: SmtpAccount; readonly mail: TestMail },
  signal: AbortSignal,
): Promise<Result<Accepted>> {
  const { account, mail } = job;
  const place = await placeOf(outside, account, signal);
  if (!place.ok) return place;
  const password = account.password === null ? ok('') : await secretBehind(account.password, outside);
  if (!password.ok) return password;
  const transport = nodemailer.createTransport({
    host: place.value.address,
    port: place.value.port,
    secure: account.tls === 'implicit',
    requireTLS: account.tls === 'starttls',
    ignoreTLS: account.tls === 'none',
    tls: { servername: account.host, ca: [...outside.tls.trustedRoots()] },
    ...(account.user === null ? {} : { auth: { user: account.user, pass: password.value } }),
    ...timeouts,
    logger: false,
  });
  const stop = (): void => transport.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const sent = await transport.sendMail(messageOf(mail, outside.clock.now()));
    return ok({ reply: String(sent.response).slice(0, 300) });
  } catch (thrown) {
    return smtpFailure(thrown, password.value);
  } finally {
    signal.removeEventListener('abort', stop);
    transport.close();
  }
}

const messageOf = (
  { from, to, run, subject, html, text }: TestMail,
  now: number,
): Parameters<ReturnType<typeof nodemailer.createTransport>['sendMail']>[0] => ({
  from,
  to,
  subject,
  date: new Date(now),
  headers: { 'X-Launch-Ready-Run': run },
  ...(html === null ? {} : { html }),
  ...(text === null ? {} : { text }),
});

async function placeOf(
  outside: Outside,
  { host, port }: SmtpAccount,
  signal: AbortSignal,
): Promise<Result<{ readonly address: string; readonly port: number }>> {
  if (addressBytes(host) !== null) return outside.sockets.route({ address: host, port });
  const found = await outside.dns.resolve(host, 'A', { signal });
  if (!found.ok) return found;
  const address = found.value.records[0]?.value;
  if (address === undefined) return failure('name-not-found', `mail.smtp: ${host} has no address`);
  return outside.sockets.route({ address, port, name: host });
}

const kinds: Readonly<Record<string, WorldErrorKind>> = {
  ECONNREFUSED: 'refused',
  ECONNECTION: 'refused',
  ESOCKET: 'refused',
  ETIMEDOUT: 'timed-out',
  ECONNRESET: 'reset',
  EAUTH: 'permission',
  ETLS: 'tls',
  EENVELOPE: 'forbidden',
  EMESSAGE: 'forbidden',
};

/** Nodemailer's errors carry the server's reply in `response`. */
function smtpFailure(thrown: unknown, password: string): Result<Accepted> {
  const field = (name: string): string => {
    const value: unknown =
      typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  const code = field('code') || 'EFAILED';
  const said = (field('response') || field('message')).replace(/[^\x20-\x7e]+/g, ' ');
  const clean = password.length < 3 ? said : said.replaceAll(password, '***');
  return failure(kinds[code] ?? 'failed', redactAddresses(clean).slice(0, 300), code);
}
