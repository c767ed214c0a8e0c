import type { DnsQuestion, DnsRecord } from '../../model/outside-dns.ts';

/**
 * What a name server said, as far as mail standards care. JSON-safe, so that it can be a fact.
 * `values`: TXT joined without separator (latin1), MX as `preference exchange`, names in lower case without final dot.
 */
export interface DnsAnswer {
  readonly status: 'found' | 'nodata' | 'nxdomain' | 'failure';
  readonly values: readonly string[];
  /** Only for `failure`: what happened. */
  readonly reason?: string;
}

/** An algorithm that asks DNS questions in its middle: driven live, from recorded facts or from a test zone. */
export type Asking<T> = Generator<DnsQuestion, T, DnsAnswer>;

export const noData: DnsAnswer = { status: 'nodata', values: [] };
export const nxDomain: DnsAnswer = { status: 'nxdomain', values: [] };
export const found = (values: readonly string[]): DnsAnswer =>
  values.length === 0 ? noData : { status: 'found', values };
export const failure = (reason: string): DnsAnswer => ({ status: 'failure', values: [], reason });

/** Key under which an answer is recorded: `TXT example.com`. */
export const questionKey = (question: DnsQuestion): string => `${question.type} ${question.name}`;

/** Runs an asking algorithm to its end with answers at hand. */
export function answerAll<T>(asking: Asking<T>, answer: (question: DnsQuestion) => DnsAnswer): T {
  let step = asking.next();
  while (step.done !== true) step = asking.next(answer(step.value));
  return step.value;
}

/** Runs an asking algorithm on recorded answers; what was never asked is a failure that says so, never an absence. */
export function answerFromRecord<T>(asking: Asking<T>, record: Readonly<Record<string, DnsAnswer>>): T {
  return answerAll(asking, (question) => {
    const key = questionKey(question);
    return (Object.hasOwn(record, key) ? record[key] : undefined) ?? failure(`${key} was not asked`);
  });
}

/** Turns the records at the end of an alias chain into an answer. `rcode` is NOERROR or NXDOMAIN; anything else fails. */
export function answerFromRecords(rcode: string, records: readonly DnsRecord[]): DnsAnswer {
  if (rcode === 'NXDOMAIN') return nxDomain;
  if (rcode !== 'NOERROR') return failure(`the server answered ${rcode}`);
  return found(records.map(plainValue));
}

function plainValue(record: DnsRecord): string {
  if (record.texts !== undefined) return record.texts.join('');
  const value = record.value.toLowerCase();
  return value.endsWith('.') && !/^\d+ \.$/.test(value) ? value.slice(0, -1) : value;
}
