import { integerBits } from './certificate-key.ts';
import { cipherName } from './cipher-suites.ts';
import { groupNames, versionCodes, type ProtocolVersion } from './client-hello.ts';

/** More than this is never read from a server that answers a hello. */
export const maxFlightBytes = 64 * 1024;

export interface ServerHello {
  readonly version: ProtocolVersion | `0x${string}`;
  readonly cipher: string;
  /** HelloRetryRequest (RFC 8446 section 4.1.4): the server wants another key share. */
  readonly isRetry: boolean;
  /** Group named in key_share (TLS 1.3) or in ServerKeyExchange (TLS 1.2). */
  readonly group: string | null;
  readonly compression: number;
  readonly hasRenegotiationInfo: boolean;
  readonly hasExtendedMasterSecret: boolean;
}

/** What a server sent after our hello, read as far as it goes in clear. */
export type Flight =
  | { readonly kind: 'more' }
  | { readonly kind: 'alert'; readonly code: number; readonly name: string }
  | { readonly kind: 'not-tls'; readonly looksLike: 'http' | 'other' }
  | {
      readonly kind: 'hello';
      readonly hello: ServerHello;
      /** First certificate of the Certificate message (TLS 1.2 and older send it in clear). */
      readonly leaf: Uint8Array | null;
      /** Bits of the Diffie-Hellman prime in ServerKeyExchange. */
      readonly dhBits: number | null;
      /** Nothing further can be read in clear. */
      readonly isComplete: boolean;
    };

/** Reads everything received so far; call again with more bytes while it says `more`, or `isComplete` is false. Never throws. */
export function readFlight(bytes: Uint8Array): Flight {
  const problem = firstByteProblem(bytes);
  if (problem !== null) return problem;
  const { handshake, alert, isBroken } = readRecords(bytes.subarray(0, maxFlightBytes));
  const messages = readMessages(handshake);
  const first = messages[0];
  if (first === undefined) {
    if (alert !== null) return { kind: 'alert', code: alert, name: alertNames[alert] ?? `alert ${alert}` };
    return isBroken ? { kind: 'not-tls', looksLike: 'other' } : { kind: 'more' };
  }
  const hello = first.type === 2 ? readHello(first.body) : null;
  if (hello === null) return { kind: 'not-tls', looksLike: 'other' };
  return withMessages(hello, messages, alert !== null || isBroken || bytes.length >= maxFlightBytes);
}

function firstByteProblem(bytes: Uint8Array): Flight | null {
  const [first] = bytes;
  if (first === undefined) return { kind: 'more' };
  if (first === 22 || first === 21) return null;
  if (bytes.length < 5) return { kind: 'more' };
  const text = String.fromCharCode(...bytes.subarray(0, 5)).toUpperCase();
  return { kind: 'not-tls', looksLike: text === 'HTTP/' || text.startsWith('<') ? 'http' : 'other' };
}

interface Records {
  readonly handshake: Uint8Array;
  readonly alert: number | null;
  readonly isBroken: boolean;
}

/** Joins the handshake records at the start (RFC 8446 section 5.1); stops at the first record of another kind. */
function readRecords(bytes: Uint8Array): Records {
  const parts: Uint8Array[] = [];
  let offset = 0;
  const result = (alert: number | null, isBroken: boolean): Records => ({
    handshake: Buffer.concat(parts),
    alert,
    isBroken,
  });
  while (offset + 5 <= bytes.length) {
    const type = bytes[offset];
    const length = u16(bytes, offset + 3);
    if (bytes[offset + 1] !== 3 || length > 18_432) return result(null, true);
    const body = bytes.subarray(offset + 5, offset + 5 + length);
    if (type === 21) return result(body[1] ?? null, false);
    // Change cipher spec or application data: the rest is encrypted.
    if (type !== 22) return result(null, type !== 20 && type !== 23);
    parts.push(body);
    offset += 5 + length;
  }
  return result(null, false);
}

interface Message {
  readonly type: number;
  readonly body: Uint8Array;
}

const maxMessages = 16;

function readMessages(handshake: Uint8Array): Message[] {
  const messages: Message[] = [];
  let offset = 0;
  while (offset + 4 <= handshake.length && messages.length < maxMessages) {
    const length = ((handshake[offset + 1] ?? 0) << 16) | u16(handshake, offset + 2);
    if (offset + 4 + length > handshake.length) break;
    messages.push({
      type: handshake[offset] ?? 0,
      body: handshake.subarray(offset + 4, offset + 4 + length),
    });
    offset += 4 + length;
  }
  return messages;
}

const retryRandom = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

function readHello(body: Uint8Array): ServerHello | null {
  const sessionIdLength = body[34] ?? 0;
  const at = 35 + sessionIdLength;
  if (body.length < at + 3 || sessionIdLength > 32) return null;
  const extensions = readExtensions(body.subarray(at + 3));
  const supported = extensions.get(43);
  const share = extensions.get(51);
  return {
    version: versionName(supported === undefined ? u16(body, 0) : u16(supported, 0)),
    cipher: cipherName(u16(body, at)),
    isRetry: Buffer.from(body.subarray(2, 34)).toString('hex') === retryRandom,
    group: share === undefined ? null : groupName(u16(share, 0)),
    compression: body[at + 2] ?? 0,
    hasRenegotiationInfo: extensions.has(0xff01),
    hasExtendedMasterSecret: extensions.has(23),
  };
}

function readExtensions(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  let offset = 2;
  while (offset + 4 <= bytes.length && found.size < 64) {
    const length = u16(bytes, offset + 2);
    found.set(u16(bytes, offset), bytes.subarray(offset + 4, offset + 4 + length));
    offset += 4 + length;
  }
  return found;
}

function withMessages(hello: ServerHello, messages: readonly Message[], isCutOff: boolean): Flight {
  const certificate = messages.find(({ type }) => type === 11);
  const exchange = messages.find(({ type }) => type === 12);
  const curve = exchange === undefined ? null : namedCurve(hello.cipher, exchange.body);
  return {
    kind: 'hello',
    hello: curve === null ? hello : { ...hello, group: curve },
    leaf: certificate === undefined ? null : firstCertificate(certificate.body),
    dhBits: exchange === undefined ? null : primeBits(hello.cipher, exchange.body),
    // ServerHelloDone (14) ends the clear part before TLS 1.3; from 1.3 on only the hello is clear.
    isComplete: isCutOff || hello.version === 'TLSv1.3' || messages.some(({ type }) => type === 14),
  };
}

function firstCertificate(body: Uint8Array): Uint8Array | null {
  const length = ((body[3] ?? 0) << 16) | u16(body, 4);
  return length > 0 && 6 + length <= body.length ? body.subarray(6, 6 + length) : null;
}

/** RFC 8422 section 5.4: curve_type 3 is named_curve. */
const namedCurve = (cipher: string, body: Uint8Array): string | null =>
  cipher.includes('_ECDHE_') && body[0] === 3 ? groupName(u16(body, 1)) : null;

/** RFC 5246 section 7.4.3: dh_p comes first, with a two-byte length. */
const primeBits = (cipher: string, body: Uint8Array): number | null =>
  /_DHE?_/.test(cipher) ? integerBits(body.subarray(2, 2 + u16(body, 0))) : null;

const groupName = (code: number): string => groupNames[code] ?? `group ${code}`;

const versionName = (code: number): ServerHello['version'] =>
  (Object.entries(versionCodes).find(([, value]) => value === code)?.[0] as ProtocolVersion | undefined) ??
  `0x${code.toString(16)}`;

const u16 = (bytes: Uint8Array, offset: number): number =>
  ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);

/** RFC 8446 section 6 and older ones. */
const alertNames: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  40: 'handshake_failure',
  42: 'bad_certificate',
  47: 'illegal_parameter',
  50: 'decode_error',
  51: 'decrypt_error',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  109: 'missing_extension',
  110: 'unsupported_extension',
  112: 'unrecognized_name',
  116: 'certificate_required',
  120: 'no_application_protocol',
};
