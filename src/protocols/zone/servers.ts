import { z } from 'zod';
import { unknown, type Verdict } from '../../model/check.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import { answerSchema, isOwnAnswer, recordsIn } from './answers.ts';
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
export function isServing(server: Server): boolean {
  const answer = server.answers['SOA'];
  // An alias at the zone's own name hides the SOA; the server still is the zone's.
  return isOwnAnswer(answer) && answer.records.some(({ type }) => type === 'SOA' || type === 'CNAME');
}

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

/** At least one serving server answered this type; only then is an absence proven. */
export const isTypeKnown = (servers: readonly Server[], type: string): boolean =>
  servingOf(servers).some((server) => isOwnAnswer(server.answers[type]));

/** What a check about the zone's content says when no server has any. */
export const nobodyServes: Verdict = unknown(
  'no name server answers for the zone',
  'repair the name servers first (domain/lame-server), then look again',
);

/**
 * Addresses that failed only because nothing here speaks IPv6: all IPv6 addresses are silent while an IPv4 one works. Says nothing
 * about the servers.
 */
export function isOwnIpv6Missing(servers: readonly Server[]): boolean {
  const six = servers.filter((server) => server.address.includes(':'));
  const four = servers.filter((server) => !server.address.includes(':'));
  return six.length > 0 && four.some(isServing) && six.every((server) => !hasSpoken(server));
}

export const hasSpoken = (server: Server): boolean =>
  Object.values(server.answers).some((answer) => answer.state === 'answered');

/** Servers worth judging: asked, and not silent for want of IPv6 on our side. */
export function judgeable(servers: readonly Server[]): readonly Server[] {
  const skipsSix = isOwnIpv6Missing(servers);
  return servers.filter((server) => wasAsked(server) && !(skipsSix && server.address.includes(':')));
}
