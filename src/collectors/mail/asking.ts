import type { DnsQuestion } from '../../model/outside-dns.ts';
import type { KnownFact } from '../../model/fact.ts';
import type { Outside } from '../../model/outside.ts';
import {
  answerFromRecords,
  type Asking,
  type DnsAnswer,
  failure,
  questionKey,
} from '../../protocols/mail/dns-answer.ts';

export interface Line {
  readonly outside: Outside;
  readonly signal: AbortSignal;
}

/** Values kept of one answer, and characters of one value: more than any record set that works. */
const maxValues = 60;
const maxCharacters = 4000;

/** One question, aliases followed; whatever goes wrong is a `failure` answer. */
export async function ask({ outside, signal }: Line, question: DnsQuestion): Promise<DnsAnswer> {
  const result = await outside.dns.resolve(question.name, question.type, { signal });
  if (!result.ok) return failure(result.error.message.slice(0, 200));
  const { values, ...answer } = answerFromRecords(result.value.rcode, result.value.records);
  return { ...answer, values: values.slice(0, maxValues).map((value) => value.slice(0, maxCharacters)) };
}

/** Runs an asking algorithm against the world, one question after the other. */
export async function askThrough<T>(asking: Asking<T>, line: Line): Promise<T> {
  let step = asking.next();
  while (step.done !== true) step = asking.next(await ask(line, step.value));
  return step.value;
}

/** The same, and keeps every answer. */
export async function recordInto<T>(
  asking: Asking<T>,
  line: Line,
  record: Record<string, DnsAnswer>,
): Promise<T> {
  let step = asking.next();
  while (step.done !== true) {
    const key = questionKey(step.value);
    const answer = record[key] ?? (await ask(line, step.value));
    record[key] = answer;
    step = asking.next(answer);
  }
  return step.value;
}

/** Names of a CNAME chain, without final dots, and the answer at its end. */
export async function askWithAliases(
  line: Line,
  question: DnsQuestion,
): Promise<{ readonly answer: DnsAnswer; readonly aliases: readonly string[] }> {
  const { outside, signal } = line;
  const result = await outside.dns.resolve(question.name, question.type, { signal });
  if (!result.ok) {
    // The alias itself may be known although its target is not.
    const alias = await ask(line, { name: question.name, type: 'CNAME' });
    return { answer: failure(result.error.message.slice(0, 200)), aliases: alias.values.slice(0, 1) };
  }
  const aliases = result.value.chain
    .filter(({ type }) => type === 'CNAME')
    .map(({ value }) => value.toLowerCase().replace(/\.$/, ''));
  return { answer: await ask(line, question), aliases: aliases.slice(0, 10) };
}

/** Measures from here to the known fact. */
export function stopwatch(outside: Outside): <T>(value: T, source?: string) => KnownFact<T> {
  const startedMs = outside.clock.monotonicMs();
  return (value, source = 'resolver walk') => ({
    state: 'known',
    value,
    source,
    collectedAt: outside.clock.now(),
    tookMs: outside.clock.monotonicMs() - startedMs,
  });
}

/** At most `width` at a time, in order. */
export async function inTurns<T, R>(
  all: readonly T[],
  width: number,
  work: (one: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < all.length; at += width)
    results.push(...(await Promise.all(all.slice(at, at + width).map(work))));
  return results;
}
