export type OtlpProblem = 'protobuf' | 'json' | 'too-big' | 'content-type' | 'coding';

const statuses: Readonly<Record<OtlpProblem, number>> = {
  protobuf: 400,
  json: 400,
  coding: 400,
  'too-big': 413,
  'content-type': 415,
};

/** What is wrong with an export request; the only error these readers throw. None of the statuses makes an exporter try again. */
export class OtlpError extends Error {
  override readonly name = 'OtlpError';
  readonly problem: OtlpProblem;
  readonly status: number;
  constructor(problem: OtlpProblem, message: string) {
    super(message);
    this.problem = problem;
    this.status = statuses[problem];
  }
}
