import { createHmac, timingSafeEqual } from 'node:crypto';
import { rcodeName } from '../../dns/types.ts';
import { Malformed, Reader } from '../../dns/wire/reader.ts';
import { nameBytes } from '../../dns/wire/write-field.ts';

/** HMAC algorithms of RFC 8945 section 6 that may still be used, by their names on the wire. */
export const tsigAlgorithms = {
  'hmac-sha256': 'sha256',
  'hmac-sha384': 'sha384',
  'hmac-sha512': 'sha512',
} as const;
export type TsigAlgorithm = keyof typeof tsigAlgorithms;

/** A shared key. The secret lives in memory only and is in no message, error or log. */
export interface TsigKey {
  /** Lower case, without final dot. */
  readonly name: string;
  readonly algorithm: TsigAlgorithm;
  readonly secret: Uint8Array;
}

const fudgeSeconds = 300;
const tsigType = 250;
const classAny = 255;

export interface Signed {
  readonly bytes: Uint8Array;
  readonly mac: Uint8Array;
}

const u16 = (value: number): Uint8Array => Uint8Array.of((value >> 8) & 255, value & 255);
const u48 = (value: number): Uint8Array => {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  return bytes;
};
const counted = (bytes: Uint8Array): Uint8Array => Buffer.concat([u16(bytes.length), bytes]);

/** Appends a TSIG record (RFC 8945 sections 4.2 and 5.1) to a finished message. Throws `Malformed` for a key name that is none. */
export function signMessage(message: Uint8Array, key: TsigKey, nowSeconds: number): Signed {
  const times = Buffer.concat([u48(nowSeconds), u16(fudgeSeconds)]);
  const variables = variablesOf(key, times, Buffer.concat([u16(0), u16(0)]));
  const mac = macOf(key, [message, variables]);
  const rdata = Buffer.concat([
    nameBytes(key.algorithm),
    times,
    counted(mac),
    message.subarray(0, 2),
    u16(0),
    u16(0),
  ]);
  const head = Buffer.concat([
    nameBytes(key.name),
    u16(tsigType),
    u16(classAny),
    u16(0),
    u16(0),
    counted(rdata),
  ]);
  const bytes = Buffer.concat([message, head]);
  bytes.writeUInt16BE(bytes.readUInt16BE(10) + 1, 10);
  return { bytes, mac };
}

const macOf = (key: TsigKey, parts: readonly Uint8Array[]): Uint8Array => {
  const hmac = createHmac(tsigAlgorithms[key.algorithm], key.secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
};

/** Name, class ANY, TTL 0, algorithm, times, error and other data (RFC 8945 section 4.3.3). */
const variablesOf = (key: TsigKey, times: Uint8Array, errorAndOther: Uint8Array): Uint8Array =>
  Buffer.concat([
    nameBytes(key.name),
    u16(classAny),
    u16(0),
    u16(0),
    nameBytes(key.algorithm),
    times,
    errorAndOther,
  ]);

interface FoundTsig {
  /** The message as it was before the record was added. */
  readonly unsigned: Uint8Array;
  readonly keyName: string;
  readonly algorithm: string;
  readonly signedAt: number;
  readonly fudge: number;
  readonly times: Uint8Array;
  readonly mac: Uint8Array;
  readonly error: number;
  readonly errorAndOther: Uint8Array;
}

/** The TSIG record at the end of a message; null when there is none. Throws `Malformed`. */
function findTsig(message: Uint8Array): FoundTsig | null {
  const reader = new Reader(message);
  reader.take(4);
  const [questions, answers, authorities, additionals] = [
    reader.u16(),
    reader.u16(),
    reader.u16(),
    reader.u16(),
  ];
  for (let i = 0; i < questions; i += 1) {
    reader.wireName();
    reader.take(4);
  }
  let last = { offset: 0, name: '', type: 0 };
  for (let i = 0; i < answers + authorities + additionals; i += 1) {
    const offset = reader.offset;
    last = { offset, name: reader.wireName().toLowerCase(), type: reader.u16() };
    reader.take(6);
    if (last.type !== tsigType) reader.take(reader.u16());
    else reader.u16();
    if (last.type === tsigType && i + 1 < answers + authorities + additionals)
      throw new Malformed('a TSIG record is not the last one');
  }
  return additionals > 0 && last.type === tsigType ? readTsig(reader, last) : null;
}

function readTsig(reader: Reader, at: { readonly offset: number; readonly name: string }): FoundTsig {
  const algorithm = reader.wireName().toLowerCase();
  const times = reader.take(8);
  const mac = reader.take(reader.u16());
  const originalId = reader.take(2);
  const errorAndOther = reader.rest();
  const unsigned = Buffer.from(reader.bytes.subarray(0, at.offset));
  unsigned.set(originalId, 0);
  unsigned.writeUInt16BE(unsigned.readUInt16BE(10) - 1, 10);
  const clock = Buffer.from(times);
  return {
    unsigned,
    keyName: at.name,
    algorithm,
    signedAt: clock.readUIntBE(0, 6),
    fudge: clock.readUInt16BE(6),
    times,
    mac,
    error: Buffer.from(errorAndOther).readUInt16BE(0),
    errorAndOther,
  };
}

export type Verified = { readonly ok: true } | { readonly ok: false; readonly problem: string };

const tsigErrors: Readonly<Record<number, string>> = {
  16: 'the secret of the key is wrong (BADSIG)',
  17: 'the server does not know this key (BADKEY)',
  18: 'the clocks are more than five minutes apart (BADTIME)',
  22: 'the signature is cut too short (BADTRUNC)',
};
const maxUnsignedMessages = 99;

/**
 * Checks the answer to a signed request: one message, or the many of a zone transfer (RFC 8945 sections 5.3 and 5.3.1). Feed every
 * message in order; `isComplete` tells whether the last one carried a valid signature.
 */
export class TsigVerifier {
  private readonly key: TsigKey;
  private previousMac: Uint8Array;
  private pending: Uint8Array[] = [];
  private isFirst = true;
  isComplete = false;
  constructor(key: TsigKey, requestMac: Uint8Array) {
    this.key = key;
    this.previousMac = requestMac;
  }

  check(message: Uint8Array, nowSeconds: number): Verified {
    try {
      return this.checked(message, nowSeconds);
    } catch (error) {
      if (error instanceof Malformed || error instanceof RangeError)
        return { ok: false, problem: 'the signature of the answer is broken' };
      throw error;
    }
  }

  private checked(message: Uint8Array, nowSeconds: number): Verified {
    const found = findTsig(message);
    this.isComplete = false;
    if (found === null) {
      if (this.isFirst) return { ok: false, problem: 'the answer is not signed' };
      this.pending.push(message);
      return this.pending.length > maxUnsignedMessages
        ? { ok: false, problem: 'over 99 messages in a row are not signed' }
        : { ok: true };
    }
    if (found.error !== 0)
      return {
        ok: false,
        problem: tsigErrors[found.error] ?? `the server refuses the signature (${rcodeName(found.error)})`,
      };
    if (found.keyName !== this.key.name || found.algorithm !== this.key.algorithm)
      return { ok: false, problem: 'the answer is signed with another key' };
    const mac = macOf(this.key, this.partsOf(found));
    if (mac.length !== found.mac.length || !timingSafeEqual(mac, found.mac))
      return { ok: false, problem: 'the signature of the answer does not fit' };
    if (Math.abs(nowSeconds - found.signedAt) > found.fudge)
      return { ok: false, problem: 'the answer was signed at another time: the clocks are apart' };
    this.previousMac = found.mac;
    this.pending = [];
    this.isFirst = false;
    this.isComplete = true;
    return { ok: true };
  }

  private partsOf(found: FoundTsig): readonly Uint8Array[] {
    const variables = this.isFirst ? variablesOf(this.key, found.times, found.errorAndOther) : found.times;
    return [counted(this.previousMac), ...this.pending, found.unsigned, variables];
  }
}
