import type { DnsExchangeOptions } from '../../../model/outside-dns.ts';
import type { Outside } from '../../../model/outside.ts';
import { answerOf, type Answer } from '../../../protocols/zone/answers.ts';

/** Two tries of 1.2 s: a dead server costs 2.4 s, not the whole audit. */
const patience = { timeoutMs: 1200, attempts: 2 } as const;

export interface Asking {
  readonly outside: Outside;
  readonly signal: AbortSignal;
}

/** Asks one server one question without recursion; world errors become a silent answer. */
export async function ask(
  { outside, signal }: Asking,
  server: string,
  question: { readonly name: string; readonly type: string } & DnsExchangeOptions,
): Promise<Answer> {
  const { name, type, ...options } = question;
  return answerOf(
    await outside.dns.exchange(
      server,
      { name, type },
      { isRecursionDesired: false, ...patience, signal, ...options },
    ),
  );
}

/** Several types at one name from one server, side by side. */
export async function askTypes(
  asking: Asking,
  server: string,
  question: { readonly name: string; readonly types: readonly string[] },
): Promise<Record<string, Answer>> {
  const answers = await Promise.all(
    question.types.map(
      async (type) => [type, await ask(asking, server, { name: question.name, type })] as const,
    ),
  );
  return Object.fromEntries(answers);
}
