import { createDecipheriv, createHmac } from 'node:crypto';

/** Certificates longer than this list are not looked at. */
const maxCertificates = 32;
const recordHeaderBytes = 5;
const handshakeRecord = 22;
const protectedRecord = 23;
const certificateMessage = 11;

interface Suite {
  readonly algorithm: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305';
  readonly hash: 'sha256' | 'sha384';
  readonly keyBytes: number;
}
/** RFC 8446 section B.4; the CCM suites are used by small devices only. */
const suites: Readonly<Record<string, Suite>> = {
  TLS_AES_128_GCM_SHA256: { algorithm: 'aes-128-gcm', hash: 'sha256', keyBytes: 16 },
  TLS_AES_256_GCM_SHA384: { algorithm: 'aes-256-gcm', hash: 'sha384', keyBytes: 32 },
  TLS_CHACHA20_POLY1305_SHA256: { algorithm: 'chacha20-poly1305', hash: 'sha256', keyBytes: 32 },
};

/**
 * The certificates of a handshake as base64 DER in the order sent, read from the server's recorded bytes and our own key
 * log. null when they cannot be read (unknown suite, resumed session, cut recording).
 */
export function sentCertificates(
  received: Buffer,
  keys: { readonly cipher: string; readonly keyLog: readonly string[] },
): readonly string[] | null {
  try {
    const suite = suites[keys.cipher];
    const secret = serverSecret(keys.keyLog);
    const open = suite === undefined || secret === null ? null : recordOpener(suite, secret);
    const body = certificateBody(handshakeBytes(received, open));
    return body === null ? null : readCertificates(body, open !== null);
  } catch {
    return null;
  }
}

function serverSecret(keyLog: readonly string[]): Buffer | null {
  const line = keyLog.find((text) => text.startsWith('SERVER_HANDSHAKE_TRAFFIC_SECRET '));
  const secret = line?.trim().split(' ')[2];
  return secret === undefined ? null : Buffer.from(secret, 'hex');
}

/** Handshake messages of all records, joined (they may be cut anywhere: RFC 8446 section 5.1). */
function handshakeBytes(received: Buffer, open: ((record: Buffer) => Buffer | null) | null): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + recordHeaderBytes <= received.length) {
    const end = at + recordHeaderBytes + received.readUInt16BE(at + 3);
    if (end > received.length) break;
    const record = received.subarray(at, end);
    if (record[0] === handshakeRecord) parts.push(record.subarray(recordHeaderBytes));
    if (record[0] === protectedRecord) {
      const opened = open?.(record) ?? null;
      if (opened === null) break;
      parts.push(opened);
    }
    at = end;
  }
  return Buffer.concat(parts);
}

function certificateBody(messages: Buffer): Buffer | null {
  let at = 0;
  while (at + 4 <= messages.length) {
    const end = at + 4 + messages.readUIntBE(at + 1, 3);
    if (end > messages.length) return null;
    if (messages[at] === certificateMessage) return messages.subarray(at + 4, end);
    at = end;
  }
  return null;
}

/** RFC 8446 section 4.4.2 (with a request context and extensions) or RFC 5246 section 7.4.2. */
function readCertificates(body: Buffer, isTls13: boolean): readonly string[] {
  const found: string[] = [];
  let at = 3 + (isTls13 ? 1 + body.readUInt8(0) : 0);
  while (at + 3 <= body.length && found.length < maxCertificates) {
    const end = at + 3 + body.readUIntBE(at, 3);
    if (end > body.length) throw new RangeError('certificate runs past the message');
    found.push(body.subarray(at + 3, end).toString('base64'));
    at = isTls13 ? end + 2 + body.readUInt16BE(end) : end;
  }
  return found;
}

/** Opens protected records in order (RFC 8446 sections 5.2, 5.3, 7.3); null ends the reading. */
function recordOpener(suite: Suite, secret: Buffer): (record: Buffer) => Buffer | null {
  const key = expandLabel(suite.hash, secret, { label: 'key', bytes: suite.keyBytes });
  const iv = expandLabel(suite.hash, secret, { label: 'iv', bytes: 12 });
  let sequence = 0;
  return (record) => {
    const nonce = Buffer.from(iv);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ sequence) >>> 0, 8);
    sequence += 1;
    const decipher = createDecipheriv(suite.algorithm as 'aes-256-gcm', key, nonce, { authTagLength: 16 });
    decipher.setAAD(record.subarray(0, recordHeaderBytes));
    decipher.setAuthTag(record.subarray(record.length - 16));
    const plain = Buffer.concat([
      decipher.update(record.subarray(recordHeaderBytes, record.length - 16)),
      decipher.final(),
    ]);
    let end = plain.length;
    while (end > 0 && plain[end - 1] === 0) end -= 1;
    return end > 0 && plain[end - 1] === handshakeRecord ? plain.subarray(0, end - 1) : null;
  };
}

/** HKDF-Expand-Label with an empty context (RFC 8446 section 7.1); one HMAC block is enough for keys and IVs. */
function expandLabel(
  hash: Suite['hash'],
  secret: Buffer,
  wanted: { readonly label: string; readonly bytes: number },
): Buffer {
  const label = Buffer.from(`tls13 ${wanted.label}`, 'latin1');
  const info = Buffer.concat([Buffer.from([0, wanted.bytes, label.length]), label, Buffer.from([0, 1])]);
  return createHmac(hash, secret).update(info).digest().subarray(0, wanted.bytes);
}
