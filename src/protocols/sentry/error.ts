export type SentryProblem = 'auth' | 'envelope' | 'json' | 'too-big' | 'coding';

const statuses: Readonly<Record<SentryProblem, number>> = {
  auth: 403,
  envelope: 400,
  json: 400,
  'too-big': 413,
  coding: 400,
};

/** What a sender did wrong, in words it can log; the only error these parsers throw. */
export class SentryError extends Error {
  override readonly name = 'SentryError';
  readonly problem: SentryProblem;
  /** HTTP status the sender is to see; SDKs drop the body on 413 and do not try again on 400 and 403. */
  readonly status: number;
  constructor(problem: SentryProblem, message: string) {
    super(message);
    this.problem = problem;
    this.status = statuses[problem];
  }
}
