import type { Refusal } from '../contract.ts';

export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/** A request that is answered with a reason instead of what it asked for. Thrown anywhere below a route. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: RefusalStatus;
  readonly code: string;
  readonly todo: string | null;
  readonly fields: Readonly<Record<string, string>>;
  /** Whole seconds for `retry-after`. */
  readonly retryAfterSeconds: number | null;
  constructor(
    status: RefusalStatus,
    code: string,
    text: {
      readonly message: string;
      readonly todo?: string;
      readonly fields?: Readonly<Record<string, string>>;
      readonly retryAfterSeconds?: number;
    },
  ) {
    super(text.message);
    this.status = status;
    this.code = code;
    this.todo = text.todo ?? null;
    this.fields = text.fields ?? {};
    this.retryAfterSeconds = text.retryAfterSeconds ?? null;
  }

  get body(): Refusal {
    return { error: { code: this.code, message: this.message, todo: this.todo, fields: this.fields } };
  }
}

export const notFound = (what: string): Refused =>
  new Refused(404, 'not-found', { message: `There is no such ${what}.` });
