import type { DnsQuestion } from '../../model/outside-dns.ts';
import type { Outside } from '../../model/outside.ts';
import { answerFromRecords, type Asking, type DnsAnswer, failure } from '../../protocols/mail/dns-answer.ts';

export interface Asker {
  readonly outside: Pick<Outside, 'dns'>;
  readonly signal: AbortSignal;
}

/** Runs one of our evaluators against the world; the door's own cache makes repeated questions cheap. */
export async function askThrough<T>(asking: Asking<T>, asker: Asker): Promise<T> {
  let step = asking.next();
  while (step.done !== true) step = asking.next(await ask(asker, step.value));
  return step.value;
}

async function ask({ outside, signal }: Asker, question: DnsQuestion): Promise<DnsAnswer> {
  const result = await outside.dns.resolve(question.name, question.type, { signal });
  return result.ok
    ? answerFromRecords(result.value.rcode, result.value.records)
    : failure(result.error.message.slice(0, 200));
}

/** Answers in the form of `node:dns`, with its codes: absence and failure must stay apart (RFC 7208 section 2.6.6). */
export function nodeResolver({ outside, signal }: Asker): (name: string, type: string) => Promise<never> {
  return async (name, type) => {
    const result = await outside.dns.resolve(name, type, { signal });
    if (!result.ok) throw coded(result.error.kind === 'timed-out' ? 'ETIMEOUT' : 'ESERVFAIL', name);
    const { rcode, records } = result.value;
    if (rcode === 'NXDOMAIN') throw coded('ENOTFOUND', name);
    if (rcode !== 'NOERROR') throw coded('ESERVFAIL', name);
    if (records.length === 0) throw coded('ENODATA', name);
    return records.map((record) => {
      if (type === 'TXT') return record.texts ?? [record.value];
      const value = record.value.replace(/\.$/, '');
      if (type !== 'MX') return value;
      const [priority = '0', exchange = ''] = value.split(' ');
      return { priority: Number(priority), exchange };
    }) as never; // the library's own callers read exactly these shapes
  };
}

const coded = (code: string, name: string): Error => Object.assign(new Error(`${code} ${name}`), { code });
