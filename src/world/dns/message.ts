import packet from 'dns-packet';
import type { DecodedPacket, Packet } from 'dns-packet';
import { plainName } from '../../protocols/dns/name.ts';
import { typeName, typeNumber } from '../../protocols/dns/types.ts';
import { encodeRdata } from './rdata.ts';

export interface Query {
  readonly id: number;
  readonly isStandard: boolean;
  /** As asked, letter case kept (clients compare it). */
  readonly askedName: string;
  readonly name: string;
  readonly type: string;
  readonly isInternet: boolean;
  readonly isRecursionDesired: boolean;
  readonly edns: {
    readonly sizeBytes: number;
    readonly wantsDnssec: boolean;
    readonly version: number;
  } | null;
}

/** null for bytes that are no query with exactly one question. */
export function readQuery(bytes: Buffer): Query | null {
  try {
    const decoded = packet.decode(bytes);
    const question = decoded.questions?.[0];
    if (decoded.type !== 'query' || question === undefined || decoded.questions?.length !== 1) return null;
    return {
      id: decoded.id ?? 0,
      // Opcode 0 is a standard query (RFC 1035 section 4.1.1).
      isStandard: (bytes.readUInt8(2) & 0b0111_1000) === 0,
      askedName: question.name,
      name: plainName(question.name),
      type: typeFrom(question.type),
      isInternet: (question.class ?? 'IN') === 'IN',
      isRecursionDesired: decoded.flag_rd,
      edns: ednsOf(decoded),
    };
  } catch {
    return null;
  }
}

/** dns-packet calls what it does not know `UNKNOWN_65`; the mnemonic comes from our own table. */
const typeFrom = (type: string): string =>
  type.startsWith('UNKNOWN_') ? typeName(Number(type.slice(8))) : type;

function ednsOf(decoded: DecodedPacket): Query['edns'] {
  const opt = decoded.additionals?.find((record) => record.type === 'OPT');
  if (opt === undefined || opt.type !== 'OPT') return null;
  const sizeBytes = Math.max(512, Number(opt.udpPayloadSize));
  return { sizeBytes, wantsDnssec: (opt.flags & 0x80_00) !== 0, version: opt.ednsVersion };
}

export interface WireRecord {
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds: number;
  readonly rdata: Buffer;
}

export interface Response {
  readonly rcode: number;
  readonly isAuthoritative: boolean;
  readonly isTruncated: boolean;
  readonly isRecursionAvailable: boolean;
  readonly answers: readonly WireRecord[];
  readonly authorities: readonly WireRecord[];
  readonly additionals: readonly WireRecord[];
  readonly hasEdns: boolean;
}

export const wireRecord = (
  name: string,
  type: string,
  options: { ttlSeconds: number; value: string },
): WireRecord => ({
  name,
  type,
  ttlSeconds: options.ttlSeconds,
  rdata: encodeRdata(type, options.value),
});

export function writeResponse(query: Query, response: Response): Buffer {
  const flags =
    (query.isRecursionDesired ? packet.RECURSION_DESIRED : 0) |
    (response.isAuthoritative ? packet.AUTHORITATIVE_ANSWER : 0) |
    (response.isTruncated ? packet.TRUNCATED_RESPONSE : 0) |
    (response.isRecursionAvailable ? packet.RECURSION_AVAILABLE : 0) |
    (response.rcode & 15);
  const opt = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 1232,
    extendedRcode: response.rcode >> 4,
    ednsVersion: 0,
    flags: query.edns?.wantsDnssec === true ? packet.DNSSEC_OK : 0,
    options: [],
  };
  const message = {
    type: 'response',
    id: query.id,
    flags,
    questions: [{ name: query.askedName, type: rawType(query.type), class: 'IN' }],
    answers: response.answers.map(asRaw),
    authorities: response.authorities.map(asRaw),
    additionals: [...response.additionals.map(asRaw), ...(response.hasEdns ? [opt] : [])],
  };
  return packet.encode(asPacket(message));
}

/** Hands the record to the encoder as raw bytes, so that no type needs its knowledge. */
const asRaw = (record: WireRecord): object => ({
  name: record.name,
  type: rawType(record.type),
  class: 'IN',
  ttl: record.ttlSeconds,
  data: record.rdata,
});

const rawType = (type: string): string => `UNKNOWN_${typeNumber(type) ?? 0}`;

/** Guarantee: the encoder accepts `UNKNOWN_n` types with bytes, which its published types leave out. */
const asPacket = (message: object): Packet => message as Packet;
