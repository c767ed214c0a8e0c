import { z } from 'zod';
import type { DnsRecord } from '../../model/outside-dns.ts';
import { answerSchema, isOwnAnswer, recordsIn, type Answer } from './answers.ts';
import { parseSoa, type Soa } from './soa.ts';

/** One address of one name server with all it was asked about the zone's own name. */
export const serverSchema = z.object({
  name: z.string(),
  address: z.string(),
  isAtParent: z.boolean(),
  isInZone: z.boolean(),
  /** Question type to answer: SOA, NS, A, AAAA, CNAME, MX, TXT, CAA. */
  answers: z.record(z.string(), answerSchema),
  /** SOA over TCP (RFC 7766 section 5). */
  tcp: answerSchema,
  /** A name that cannot exist, asked with recursion desired. */
  recursion: answerSchema,
});
export type Server = z.infer<typeof serverSchema>;

/** A name server's name, and where it leads. */
export const serverNameSchema = z.object({
  name: z.string(),
  isAtParent: z.boolean(),
  isInZone: z.boolean(),
  isSettled: z.boolean(),
  rcode: z.string(),
  aliases: z.array(z.string()).readonly(),
  addresses: z.array(z.string()).readonly(),
});
export type ServerName = z.infer<typeof serverNameSchema>;

/** Our machine could ask it. */
export const wasAsked = (server: Server): boolean => server.answers['SOA']?.state !== 'unasked';

/** Answers for the zone as its owner (RFC 9499 calls the others lame). */
export const isServing = (server: Server): boolean =>
  isOwnAnswer(server.answers['SOA']) && recordsIn(server.answers['SOA'], 'SOA').length > 0;

export const servingOf = (servers: readonly Server[]): readonly Server[] => servers.filter(isServing);

/** `ns1.example.net (192.0.2.1)`. */
export const serverLabel = (server: Server): string => `${server.name} (${server.address})`;

/** The SOA each serving server has. */
export function soasOf(
  servers: readonly Server[],
): readonly { readonly server: Server; readonly soa: Soa }[] {
  return servingOf(servers).flatMap((server) => {
    const record = recordsIn(server.answers['SOA'], 'SOA')[0];
    const soa = record === undefined ? null : parseSoa(record);
    return soa === null ? [] : [{ server, soa }];
  });
}

/** All distinct records of a type at the zone's own name, over every serving server. */
export function apexRecords(servers: readonly Server[], type: string): readonly DnsRecord[] {
  const all = servingOf(servers).flatMap((server) => recordsIn(server.answers[type], type));
  return [...new Map(all.map((record) => [`${record.name} ${record.value}`, record])).values()];
}

/** Every serving server answered this type; only then is an absence proven. */
export const isTypeKnown = (servers: readonly Server[], type: string): boolean => {
  const serving = servingOf(servers);
  return serving.length > 0 && serving.some((server) => isOwnAnswer(server.answers[type]));
};

/** First own answer to a type, for questions where servers were already found to agree. */
export const firstAnswer = (servers: readonly Server[], type: string): Answer | undefined =>
  servingOf(servers)
    .map((server) => server.answers[type])
    .find(isOwnAnswer);
