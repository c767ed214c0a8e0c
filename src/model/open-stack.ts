/** What was opened, closed in reverse order whatever fails: `AsyncDisposableStack`, which Node 22 does not have yet. */
export class OpenStack implements AsyncDisposable {
  #closers: (() => PromiseLike<void>)[] = [];

  use<T extends AsyncDisposable>(opened: T): T {
    this.#closers.push(() => opened[Symbol.asyncDispose]());
    return opened;
  }

  defer(close: () => PromiseLike<void>): void {
    this.#closers.push(close);
  }

  /** Hands everything over: from now on the new stack closes it. */
  move(): OpenStack {
    const other = new OpenStack();
    other.#closers = this.#closers;
    this.#closers = [];
    return other;
  }

  disposeAsync(): Promise<void> {
    return this[Symbol.asyncDispose]();
  }

  /** Rejects with the first thing that went wrong, when all are closed. */
  [Symbol.asyncDispose](): Promise<void> {
    const closers = this.#closers.toReversed();
    this.#closers = [];
    const errors: unknown[] = [];
    const closed = closers.reduce(
      (before, close) => before.then(close).catch((error: unknown) => void errors.push(error)),
      Promise.resolve(),
    );
    return closed.then(() => {
      if (errors.length > 0) throw errors[0];
    });
  }
}
