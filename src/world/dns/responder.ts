import { rcodeNumber } from '../../protocols/dns/types.ts';
import type { NameServerPlan } from '../plan.ts';
import type { AnswerSet } from './authority.ts';
import { answerFrom } from './authority.ts';
import type { Query, Response, WireRecord } from './message.ts';
import { readQuery, wireRecord, writeResponse } from './message.ts';
import type { ZoneKey } from './signer.ts';
import { signatureOver } from './signer.ts';
import type { ZoneIndex } from './zone-index.ts';

export interface ResponderInput {
  readonly server: NameServerPlan;
  readonly zones: readonly ZoneIndex[];
  /** Zones of the whole world, for servers that recurse. */
  readonly allZones: readonly ZoneIndex[];
  readonly keys: ReadonlyMap<string, ZoneKey>;
  readonly nowSeconds: () => number;
}

/** Bytes of a query in, messages out: one, or none for what deserves no answer. */
export interface Responder {
  readonly respond: (bytes: Buffer, transport: 'udp' | 'tcp') => readonly Buffer[];
}

const empty: Response = {
  rcode: 0,
  isAuthoritative: false,
  isTruncated: false,
  isRecursionAvailable: false,
  answers: [],
  authorities: [],
  additionals: [],
  hasEdns: false,
};

export function makeResponder(input: ResponderInput): Responder {
  const sign = cachedSigner(input);
  return {
    respond: (bytes, transport) => {
      const query = readQuery(bytes);
      if (query === null) return [];
      if (query.type === 'AXFR') return transport === 'tcp' ? transfer(input, query) : [refuse(input, query)];
      const response = responseTo(input, query, sign);
      const message = writeResponse(query, response);
      const limit = transport === 'tcp' ? 65_535 : sizeLimit(input, query);
      return [message.length <= limit ? message : truncated(query, response)];
    },
  };
}

type Sign = (answer: AnswerSet) => WireRecord | null;

function responseTo(input: ResponderInput, query: Query, sign: Sign): Response {
  const { server } = input;
  const base = { ...empty, hasEdns: server.hasEdns && query.edns !== null };
  if (query.edns !== null && !server.hasEdns) return { ...base, rcode: 1 };
  if ((query.edns?.version ?? 0) > 0) return { ...base, rcode: 16 };
  if (!query.isStandard) return { ...base, rcode: 4 };
  if (!query.isInternet) return { ...base, rcode: 5 };
  if (server.answers === 'lame') return base;
  if (server.answers !== 'normal') return { ...base, rcode: rcodeNumber(server.answers) ?? 2 };
  const own = answerFrom(input.zones, query.name, query.type);
  const recurses = server.isRecursive && query.isRecursionDesired && own.rcode === 'REFUSED';
  const answer = recurses ? answerFrom(input.allZones, query.name, query.type) : own;
  const wire = (sets: readonly AnswerSet[]): readonly WireRecord[] =>
    sets.flatMap((set) => recordsOf(set, query.edns?.wantsDnssec === true ? sign : null));
  const isProof = (set: AnswerSet): boolean => set.set.type === 'NSEC' || set.set.type === 'DS';
  const wantsProof = query.edns?.wantsDnssec === true;
  return {
    ...base,
    rcode: rcodeNumber(answer.rcode) ?? 2,
    isAuthoritative: answer.isAuthoritative && !recurses,
    isRecursionAvailable: server.isRecursive,
    answers: wire(answer.answers),
    authorities: wire(answer.authorities.filter((set) => wantsProof || !isProof(set))),
    additionals: wire(answer.additionals),
  };
}

function recordsOf(answer: AnswerSet, sign: Sign | null): readonly WireRecord[] {
  const { name, type, ttlSeconds, values } = answer.set;
  const records = values.map((value) => wireRecord(name, type, { ttlSeconds, value }));
  const signature = sign === null || !answer.isSigned ? null : sign(answer);
  return signature === null ? records : [...records, signature];
}

function cachedSigner({ keys, nowSeconds }: ResponderInput): Sign {
  const made = new Map<string, Buffer>();
  return ({ set, zone, signedAs }) => {
    const key = keys.get(zone.zone.name);
    const { dnssec } = zone.zone;
    if (key === undefined || dnssec === null || dnssec.unsignedTypes.includes(set.type)) return null;
    const cacheKey = `${signedAs} ${set.type} ${set.ttlSeconds} ${zone.zone.name}`;
    const rdata =
      made.get(cacheKey) ?? signatureOver(key, { set, signedAs, dnssec, nowSeconds: nowSeconds() });
    made.set(cacheKey, rdata);
    return { name: set.name, type: 'RRSIG', ttlSeconds: set.ttlSeconds, rdata };
  };
}

const sizeLimit = (input: ResponderInput, query: Query): number =>
  input.server.hasEdns ? (query.edns?.sizeBytes ?? 512) : 512;

const truncated = (query: Query, response: Response): Buffer =>
  writeResponse(query, { ...response, isTruncated: true, answers: [], authorities: [], additionals: [] });

const refuse = (input: ResponderInput, query: Query): Buffer =>
  writeResponse(query, { ...empty, rcode: 5, hasEdns: input.server.hasEdns && query.edns !== null });

/** RFC 5936: SOA, everything, SOA again; one message is enough for the zones here. */
function transfer(input: ResponderInput, query: Query): readonly Buffer[] {
  const zone = input.zones.find((index) => index.zone.name === query.name);
  if (zone === undefined || !input.server.allowsTransfer) return [refuse(input, query)];
  const records = zone.zone.records.map((one) =>
    wireRecord(one.name, one.type, { ttlSeconds: one.ttlSeconds, value: one.value }),
  );
  const soa = records.filter((record) => record.type === 'SOA').slice(0, 1);
  const rest = records.filter((record) => record.type !== 'SOA');
  const answers = [...soa, ...rest, ...soa];
  return [writeResponse(query, { ...empty, isAuthoritative: true, answers })];
}
