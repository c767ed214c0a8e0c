import type { Result, WorldErrorKind } from '../../model/outside.ts';
import { failure } from '../../model/outside.ts';
import { redactAddresses } from './address.ts';

export interface ImapPlace {
  /** `Gmail at imap.gmail.com`. */
  readonly title: string;
  readonly loginHint: string;
  readonly user: string;
  readonly password: string;
}

/** Turns whatever the IMAP library threw into one sentence. The server's words are bounded and cleaned, the password never shows. */
export function imapFailure<T>(thrown: unknown, place: ImapPlace): Result<T> {
  const error = fieldsOf(thrown);
  const words = serverWords(error, place);
  const said = words === '' ? '' : `: "${words}"`;
  if (error.authenticationFailed)
    return failure('permission', `${place.title} refused the log-in${said}. ${place.loginHint}`, error.code);
  if (error.tlsFailed || isCertificateCode(error.code))
    return failure('tls', `${place.title} cannot be reached safely: ${words || error.code}`, error.code);
  const kind = kinds[error.code] ?? 'failed';
  return failure(
    kind,
    `${place.title} ${sentences[kind] ?? `failed${said || ` (${error.code})`}`}`,
    error.code,
  );
}

interface Thrown {
  readonly code: string;
  readonly text: string;
  readonly authenticationFailed: boolean;
  readonly tlsFailed: boolean;
}

function fieldsOf(thrown: unknown): Thrown {
  const field = (name: string): unknown =>
    typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, name) : undefined;
  const text = [field('responseText'), field('message')].find((one) => typeof one === 'string' && one !== '');
  return {
    code: String(field('code') ?? 'EFAILED').slice(0, 60),
    text: typeof text === 'string' ? text : '',
    authenticationFailed: field('authenticationFailed') === true,
    tlsFailed: field('tlsFailed') === true,
  };
}

const kinds: Readonly<Record<string, WorldErrorKind>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  NoConnection: 'reset',
  EConnectionClosed: 'reset',
  ClosedAfterConnectTLS: 'reset',
  ClosedAfterConnectText: 'reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timed-out',
  ETIMEOUT: 'timed-out',
  CONNECT_TIMEOUT: 'timed-out',
  GREETING_TIMEOUT: 'timed-out',
  UPGRADE_TIMEOUT: 'timed-out',
  LineTooLarge: 'too-large',
  LiteralTooLarge: 'too-large',
  ResponseTooLarge: 'too-large',
  STARTTLS_INJECTION: 'tls',
  MissingServerExtension: 'tls',
  InvalidResponse: 'protocol',
};
const sentences: Readonly<Partial<Record<WorldErrorKind, string>>> = {
  refused: 'does not accept connections',
  reset: 'hung up',
  unreachable: 'cannot be reached from here',
  'timed-out': 'does not answer in time',
  'too-large': 'sent more than any mailbox needs; the connection was closed',
  tls: 'offers no safe encryption',
  protocol: 'does not speak IMAP',
};

const isCertificateCode = (code: string): boolean =>
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/.test(code);

function serverWords({ text }: Thrown, { user, password }: ImapPlace): string {
  const hidden = [
    password,
    Buffer.from(password).toString('base64'),
    Buffer.from(`\0${user}\0${password}`).toString('base64'),
  ];
  const clean = hidden
    .filter((one) => one.length >= 3)
    .reduce((left, secret) => left.replaceAll(secret, '***'), text)
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim();
  return redactAddresses(clean).slice(0, 200);
}
