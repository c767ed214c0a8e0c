import { z } from 'zod';
import type { DnsExchange, DnsRecord, DnsResolution } from '../../model/outside-dns.ts';
import type { Result } from '../../model/outside.ts';

/** A record as facts keep it: the shape of `DnsRecord`. */
export const recordSchema = z
  .object({
    name: z.string(),
    type: z.string(),
    ttlSeconds: z.number(),
    value: z.string(),
    texts: z.array(z.string()).readonly().exactOptional(),
  })
  .readonly();

/**
 * What one server said to one question.
 * - answered: it sent a DNS message, whatever the code
 * - silent: nothing usable came (refused, timed out, cut off)
 * - unasked: our own machine has no way to that address (no IPv6 here): says nothing about the server
 */
export const answerSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('answered'),
    rcode: z.string(),
    isAuthoritative: z.boolean(),
    isRecursionAvailable: z.boolean(),
    records: z.array(recordSchema).readonly(),
    authorities: z.array(recordSchema).readonly(),
    tookMs: z.number(),
  }),
  z.object({ state: z.literal('silent'), kind: z.string(), message: z.string() }),
  z.object({ state: z.literal('unasked'), message: z.string() }),
]);

export type Answer = z.infer<typeof answerSchema>;
export type Answered = Extract<Answer, { state: 'answered' }>;

/** Records kept of one section: more than any healthy answer holds. */
const maxRecords = 200;
const noRouteCodes = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

export function answerOf(result: Result<DnsExchange>): Answer {
  if (result.ok) {
    const { message, tookMs } = result.value;
    return {
      state: 'answered',
      rcode: message.rcode,
      isAuthoritative: message.isAuthoritative,
      isRecursionAvailable: message.isRecursionAvailable,
      records: message.answers.slice(0, maxRecords),
      authorities: message.authorities.slice(0, maxRecords),
      tookMs,
    };
  }
  const { kind, message, code } = result.error;
  if (code !== undefined && noRouteCodes.has(code)) return { state: 'unasked', message };
  return { state: 'silent', kind, message };
}

/** What a resolver's walk to a name ended with. `isSettled: false` means nobody could tell. */
export const outcomeSchema = z.object({
  isSettled: z.boolean(),
  /** `NOERROR` or `NXDOMAIN` when settled, else the reason in words. */
  rcode: z.string(),
  aliases: z.array(z.string()).readonly(),
  records: z.array(recordSchema).readonly(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

export function outcomeOf(result: Result<DnsResolution>): Outcome {
  if (!result.ok) return { isSettled: false, rcode: result.error.message, aliases: [], records: [] };
  const { rcode, chain, records } = result.value;
  return {
    isSettled: true,
    rcode,
    aliases: chain.filter((record) => record.type === 'CNAME').map((record) => bareName(record.value)),
    records: records.slice(0, maxRecords),
  };
}

/** `WWW.Example.com.` to `www.example.com`; the root stays `.`. */
export const bareName = (name: string): string =>
  name === '.' ? name : name.toLowerCase().replace(/\.$/, '');

/** The records of one type an authoritative positive answer carries; empty for every other answer. */
export const recordsIn = (answer: Answer | undefined, type: string): readonly DnsRecord[] =>
  answer?.state === 'answered' ? answer.records.filter((record) => record.type === type) : [];

/** The server knows the zone: an answer of its own, good or "no such name" (RFC 1034 section 4.3.1). */
export const isOwnAnswer = (answer: Answer | undefined): answer is Answered =>
  answer?.state === 'answered' &&
  answer.isAuthoritative &&
  (answer.rcode === 'NOERROR' || answer.rcode === 'NXDOMAIN');

/** One line for evidence: `REFUSED`, `silent (timed out)`, `not authoritative`. */
export function describeAnswer(answer: Answer | undefined): string {
  if (answer === undefined) return 'not asked';
  if (answer.state === 'silent') return `no answer (${answer.kind})`;
  if (answer.state === 'unasked') return 'not reachable from here';
  if (answer.rcode !== 'NOERROR' && answer.rcode !== 'NXDOMAIN') return answer.rcode;
  return answer.isAuthoritative ? answer.rcode : `${answer.rcode}, not authoritative`;
}
