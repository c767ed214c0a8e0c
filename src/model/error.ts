/** A mistake of the user's that we can name: printed without a stack, exit 2. Codes are documented in `docs/reference/errors.md`. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: string;
  readonly why: string;
  readonly todo: string;
  constructor(
    code: string,
    text: { readonly what: string; readonly why: string; readonly todo: string; readonly cause?: unknown },
  ) {
    super(text.what, { cause: text.cause });
    this.code = code;
    this.why = text.why;
    this.todo = text.todo;
  }
}
