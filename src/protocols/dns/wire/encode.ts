import type { DnsMessage, DnsQuestion, DnsRecord } from '../../../model/outside-dns.ts';
import { classNumber, rcodeNumber, typeNumber } from '../types.ts';
import { rdataBytes } from './rdata-wire.ts';
import { Malformed } from './reader.ts';
import { nameBytes } from './write-field.ts';

export interface QueryFlags {
  readonly isRecursionDesired?: boolean;
  readonly wantsDnssec?: boolean;
  /** 0 sends no OPT record. */
  readonly ednsSizeBytes?: number;
}

export type Encoded =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: string };

const u16 = (value: number): Uint8Array => Uint8Array.of((value >> 8) & 255, value & 255);
const u32 = (value: number): Uint8Array => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);

/** A query with one question and, unless the EDNS size is 0, an OPT record (RFC 6891 section 6.1.1). */
export const encodeQuery = (id: number, question: DnsQuestion, flags: QueryFlags): Encoded =>
  guarded(() => {
    const hasOpt = (flags.ednsSizeBytes ?? 0) > 0;
    const header = [id, flags.isRecursionDesired === true ? 0x100 : 0, 1, 0, 0, hasOpt ? 1 : 0].map(u16);
    const opt = hasOpt
      ? optBytes({ size: flags.ednsSizeBytes ?? 0, rcode: 0, isDnssecOk: flags.wantsDnssec === true })
      : [];
    return Buffer.concat([...header, questionBytes(question), ...opt]);
  });

/** A response as a server sends it (used by test servers and the demo internet); names are not compressed except owners. */
export const encodeResponse = (id: number, message: DnsMessage): Encoded =>
  guarded(() => {
    const rcode = rcodeNumber(message.rcode) ?? 2;
    const bits =
      0x8000 |
      (message.isAuthoritative ? 0x400 : 0) |
      (message.isTruncated ? 0x200 : 0) |
      (message.isRecursionAvailable ? 0x80 : 0) |
      (message.isAuthenticated ? 0x20 : 0) |
      (rcode & 15);
    const { edns, question } = message;
    const sections = [message.answers, message.authorities, message.additionals];
    const counts = [question === null ? 0 : 1, ...sections.map((section) => section.length)];
    counts[3] = (counts[3] ?? 0) + (edns === null ? 0 : 1);
    const parts = [id, bits, ...counts].map(u16);
    if (question !== null) parts.push(questionBytes(question));
    const owner = question?.name;
    for (const record of sections.flat()) parts.push(recordBytes(record, owner));
    if (edns !== null)
      parts.push(
        ...optBytes({
          size: edns.udpSizeBytes,
          rcode,
          isDnssecOk: edns.isDnssecOk === true,
          version: edns.version,
        }),
      );
    return Buffer.concat(parts);
  });

function guarded(build: () => Uint8Array): Encoded {
  try {
    const bytes = build();
    return bytes.length > 65_535
      ? { ok: false, problem: 'the message is over 65535 bytes' }
      : { ok: true, bytes };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, problem: error.message };
    throw error;
  }
}

function questionBytes(question: DnsQuestion): Uint8Array {
  const type = typeNumber(question.type);
  const code = classNumber(question.class ?? 'IN');
  if (type === null || code === null) throw new Malformed(`${question.type} is no record type`);
  return Buffer.concat([nameBytes(question.name), u16(type), u16(code)]);
}

const optBytes = (opt: {
  readonly size: number;
  readonly rcode: number;
  readonly isDnssecOk: boolean;
  readonly version?: number;
}): readonly Uint8Array[] => [
  Uint8Array.of(0),
  u16(41),
  u16(opt.size),
  Uint8Array.of(opt.rcode >> 4, opt.version ?? 0, opt.isDnssecOk ? 0x80 : 0, 0),
  u16(0),
];

/** The owner equal to the question's name is a pointer to it, as every server does (RFC 1035 section 4.1.4). */
function recordBytes(record: DnsRecord, questionName: string | undefined): Uint8Array {
  const [type, code] = [typeNumber(record.type), classNumber(record.class ?? 'IN')];
  const data = rdataBytes(record.type, record.value);
  if (type === null || code === null) throw new Malformed(`${record.type} is no record type`);
  if ('problem' in data) throw new Malformed(data.problem);
  const owner = record.name === questionName ? Uint8Array.of(0xc0, 12) : nameBytes(record.name);
  return Buffer.concat([owner, u16(type), u16(code), u32(record.ttlSeconds), u16(data.length), data]);
}
