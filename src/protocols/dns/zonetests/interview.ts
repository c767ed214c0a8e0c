import type { DnsMessage } from '../../../model/outside-dns.ts';

/** One question a test needs answered before it can go on. */
export interface Question {
  /** IP address of the server to ask. */
  readonly server: string;
  /** Further servers that would do as well: the first useful answer of any of them counts. */
  readonly alternates?: readonly string[];
  readonly name: string;
  readonly type: string;
  /** Absent means IN. */
  readonly class?: 'CH';
  /** With EDNS (1232 bytes) and the DO bit; absent means a plain query without EDNS. */
  readonly wantsDnssec?: true;
}

/** A decoded response (over TCP where UDP was truncated), or null when none came. */
export type Answer = DnsMessage | null;

/**
 * An algorithm that asks in the middle. It yields questions that may be asked at the same time, is resumed with their
 * answers in the same order, and in the end returns its result. Pure: the same answers give the same result.
 */
export type Asking<T> = Generator<readonly Question[], T, readonly Answer[]>;

export function* ask(question: Question): Asking<Answer> {
  const [answer] = yield [question];
  return answer ?? null;
}

export function* askAll(questions: readonly Question[]): Asking<readonly Answer[]> {
  return questions.length === 0 ? [] : yield questions;
}

/** Runs several askings side by side: their questions go out in common rounds. */
export function* together<T>(askings: readonly Asking<T>[]): Asking<readonly T[]> {
  const steps = askings.map((asking) => asking.next());
  for (;;) {
    const rounds = steps.map((step) => (step.done === true ? [] : step.value));
    const questions = rounds.flat();
    if (questions.length === 0 && steps.every((step) => step.done === true)) break;
    const answers = yield* askAll(questions);
    let at = 0;
    for (const [i, round] of rounds.entries()) {
      if (steps[i]?.done === true) continue;
      const step = askings[i]?.next(answers.slice(at, at + round.length));
      if (step !== undefined) steps[i] = step;
      at += round.length;
    }
  }
  return steps.flatMap((step) => (step.done === true ? [step.value] : []));
}

/** Equal questions have equal keys: what a cache or a recording is indexed by (alternates do not count). */
export const questionKey = (question: Omit<Question, 'alternates'>): string =>
  [
    question.server,
    question.name,
    question.type,
    question.class ?? 'IN',
    question.wantsDnssec === true ? 'do' : '',
  ].join(' ');

/** NOERROR and NXDOMAIN say something about the name; other codes speak of the server only. */
export const isUseful = (answer: Answer): boolean =>
  answer !== null && (answer.rcode === 'NOERROR' || answer.rcode === 'NXDOMAIN');

/** Runs an asking to its end from answers at hand. */
export function replay<T>(asking: Asking<T>, answerTo: (question: Question) => Answer): T {
  let step = asking.next();
  while (step.done !== true)
    step = asking.next(step.value.map((question) => firstUseful(question, answerTo)));
  return step.value;
}

function firstUseful(question: Question, answerTo: (question: Question) => Answer): Answer {
  const { alternates = [], ...plain } = question;
  let last: Answer = null;
  for (const server of [question.server, ...alternates]) {
    const answer = answerTo({ ...plain, server });
    if (isUseful(answer)) return answer;
    last = answer ?? last;
  }
  return last;
}
