import type { DnsDoor, DnsMessage, DnsQuestion, DnsRecord, DnsResolution } from '../../model/outside-dns.ts';
import { failure, ok } from '../../model/outside.ts';
import type { Result, WorldErrorKind } from '../../model/outside.ts';
import { plainName } from '../../protocols/dns/name.ts';
import { characterStrings, quoteText, tokens, valueName } from '../../protocols/dns/presentation.ts';
import { emptyMessage } from '../../protocols/dns/record.ts';
import { zoneAnswer } from './dns-zones.ts';

/** Name, then type, then values as a zone file writes them; a TXT value may be the bare text. `{ '*.x': ... }` is a wildcard. */
export type FakeZones = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface FakeDnsOptions {
  /**
   * What cannot be had: `'name'`, `'name TYPE'` or a server address, to a world error kind or a response code
   * (`SERVFAIL`, `REFUSED`), which `exchange` gives as a message and `resolve` as a `dns-failure`.
   */
  readonly failures?: Readonly<Record<string, WorldErrorKind | 'SERVFAIL' | 'REFUSED'>>;
  /** Servers that answer `exchange` from zones of their own instead of the common ones. */
  readonly servers?: Readonly<Record<string, FakeZones>>;
  /** Default 300. */
  readonly ttlSeconds?: number;
}

/** A DNS whose whole content is in memory. Every server is authoritative for everything; no time passes. */
export function fakeDns(zones: FakeZones, options: FakeDnsOptions = {}): DnsDoor {
  const common = readZones(zones, options.ttlSeconds ?? 300);
  const own = new Map(
    Object.entries(options.servers ?? {}).map(([server, held]) => [
      server,
      readZones(held, options.ttlSeconds ?? 300),
    ]),
  );
  const failures = new Map(Object.entries(options.failures ?? {}));
  return {
    origin: { kind: 'resolver', servers: ['192.0.2.53'] },
    exchange: async (server, question, asked) => {
      if (asked?.signal?.aborted === true) return failure('aborted', 'the run was stopped');
      const why = failures.get(server) ?? failureOf(failures, question);
      if (why !== undefined && !isRcode(why))
        return failure(why, `${server} ${why} for ${question.name} ${question.type}`);
      const answer = zoneAnswer(own.get(server) ?? common, question);
      const message = why === undefined ? asMessage(question, answer) : refusal(question, why);
      return ok({ message, server, transport: asked?.transport ?? 'udp', tookMs: 1 });
    },
    resolve: async (name, type, asked) => {
      if (asked?.signal?.aborted === true) return failure('aborted', 'the run was stopped');
      const question = { name: plainName(name), type };
      const answer = zoneAnswer(common, question);
      const names = [question.name, ...answer.chain.map((record) => plainName(record.value))];
      const why = names.map((each) => failureOf(failures, { name: each, type })).find((found) => found);
      if (why !== undefined)
        return failure(isRcode(why) ? 'dns-failure' : why, `${name} ${type}: ${why}`, why);
      return resolved(question, answer);
    },
  };
}

type Answer = ReturnType<typeof zoneAnswer>;

const resolved = (question: DnsQuestion, answer: Answer): Result<DnsResolution> =>
  ok({
    ...question,
    rcode: answer.rcode,
    records: answer.records,
    chain: answer.chain,
    authorities: answer.authorities,
    zone: answer.zone,
    server: '192.0.2.53',
    tookMs: 1,
  });

const asMessage = (question: DnsQuestion, answer: Answer): DnsMessage => ({
  ...emptyMessage({ name: plainName(question.name), type: question.type }),
  rcode: answer.rcode,
  isAuthoritative: true,
  answers: [...answer.chain, ...answer.records],
  authorities: answer.authorities,
});

const refusal = (question: DnsQuestion, rcode: string): DnsMessage => ({ ...emptyMessage(question), rcode });

const isRcode = (why: string): why is 'SERVFAIL' | 'REFUSED' => why === 'SERVFAIL' || why === 'REFUSED';

const failureOf = (
  failures: ReadonlyMap<string, WorldErrorKind | 'SERVFAIL' | 'REFUSED'>,
  question: DnsQuestion,
): WorldErrorKind | 'SERVFAIL' | 'REFUSED' | undefined =>
  failures.get(`${plainName(question.name)} ${question.type}`) ?? failures.get(plainName(question.name));

function readZones(zones: FakeZones, ttlSeconds: number): ReadonlyMap<string, readonly DnsRecord[]> {
  const rows = Object.entries(zones).map(([name, types]): [string, readonly DnsRecord[]] => {
    const owner = plainName(name);
    const records = Object.entries(types).flatMap(([type, values]) =>
      values.map((value) => readRecord({ name: owner, type, ttlSeconds, value })),
    );
    return [owner, records];
  });
  return new Map(rows);
}

const textTypes = new Set(['TXT', 'SPF']);
const nameFields: Readonly<Record<string, readonly number[]>> = {
  NS: [0],
  CNAME: [0],
  DNAME: [0],
  PTR: [0],
  MX: [1],
  SOA: [0, 1],
  SRV: [3],
};

/** Bare text becomes character-strings; names inside values get their final dot and lower case. */
function readRecord(record: DnsRecord): DnsRecord {
  if (textTypes.has(record.type)) {
    const quoted = record.value.startsWith('"') ? tokens(record.value) : null;
    const texts = quoted === null ? characterStrings(record.value) : quoted.map((token) => token.text);
    return { ...record, value: texts.map(quoteText).join(' '), texts };
  }
  const fields = nameFields[record.type];
  if (fields === undefined) return record;
  const parts = record.value.trim().split(/\s+/);
  return {
    ...record,
    value: parts.map((part, i) => (fields.includes(i) ? valueName(part) : part)).join(' '),
  };
}
