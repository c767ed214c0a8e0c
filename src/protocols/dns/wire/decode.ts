import type { DnsMessage, DnsRecord } from '../../../model/outside-dns.ts';
import { className, rcodeName, typeName } from '../types.ts';
import { printRdata } from './rdata-wire.ts';
import { Malformed, Reader } from './reader.ts';

export type Decoded =
  | {
      readonly ok: true;
      readonly id: number;
      readonly isResponse: boolean;
      readonly opcode: number;
      readonly message: DnsMessage;
    }
  | { readonly ok: false; readonly problem: string };

const maxMessageBytes = 65_535;
const maxRecords = 4_096;

/** One DNS message (RFC 1035 section 4.1) from hostile bytes: decoded whole, or one sentence on what is broken. */
export function decodeMessage(bytes: Uint8Array): Decoded {
  try {
    if (bytes.length > maxMessageBytes) throw new Malformed('the message is over 65535 bytes');
    return decode(new Reader(bytes));
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, problem: error.message };
    throw error;
  }
}

function decode(reader: Reader): Decoded {
  const [id, flags] = [reader.u16(), reader.u16()];
  const [questions, ...counts] = [reader.u16(), reader.u16(), reader.u16(), reader.u16()];
  if (questions > 1) throw new Malformed('the message has more than one question');
  // The smallest record takes 11 bytes, so a count above that is a lie told before any work is done.
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total > maxRecords || total * 11 > reader.left)
    throw new Malformed('the message promises more records than it has');
  const question = questions === 1 ? readQuestion(reader) : null;
  const [answers, authorities, rest] = counts.map((count) => readSection(reader, count));
  const opt = [...(rest ?? [])].find((row) => row.type === 41);
  const message: DnsMessage = {
    rcode: rcodeName((flags & 15) + (opt === undefined ? 0 : (opt.ttl >>> 24) * 16)),
    isAuthoritative: (flags & 0x400) !== 0,
    isTruncated: (flags & 0x200) !== 0,
    isRecursionAvailable: (flags & 0x80) !== 0,
    isAuthenticated: (flags & 0x20) !== 0,
    question,
    answers: records(reader, answers),
    authorities: records(reader, authorities),
    additionals: records(reader, rest),
    edns: opt === undefined ? null : ednsOf(opt),
    sizeBytes: reader.bytes.length,
  };
  return { ok: true, id, isResponse: (flags & 0x8000) !== 0, opcode: (flags >> 11) & 15, message };
}

function readQuestion(reader: Reader): NonNullable<DnsMessage['question']> {
  const name = reader.wireName().toLowerCase();
  const type = typeName(reader.u16());
  reader.u16();
  return { name, type };
}

interface Row {
  readonly name: string;
  readonly type: number;
  readonly class: number;
  readonly ttl: number;
  readonly offset: number;
  readonly length: number;
}

function readSection(reader: Reader, count: number): readonly Row[] {
  return Array.from({ length: count }, () => {
    const name = reader.wireName().toLowerCase();
    const [type, classCode, ttl, length] = [reader.u16(), reader.u16(), reader.u32(), reader.u16()];
    const offset = reader.offset;
    reader.take(length);
    return { name, type, class: classCode, ttl, offset, length };
  });
}

const ednsOf = (opt: Row): NonNullable<DnsMessage['edns']> => ({
  version: (opt.ttl >>> 16) & 255,
  udpSizeBytes: opt.class,
  extendedRcode: opt.ttl >>> 24,
  isDnssecOk: (opt.ttl & 0x8000) !== 0,
});

/** A TTL with its top bit set counts as zero (RFC 2181 section 8). */
const records = (reader: Reader, rows: readonly Row[] | undefined): readonly DnsRecord[] =>
  (rows ?? [])
    .filter((row) => row.type !== 41)
    .map((row) => ({
      name: row.name,
      type: typeName(row.type),
      ttlSeconds: row.ttl > 0x7fffffff ? 0 : row.ttl,
      ...printRdata(row.type, reader.bytes, row),
      ...(row.class === 1 ? {} : { class: className(row.class) }),
    }));
