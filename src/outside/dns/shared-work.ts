import type { Result } from '../../model/outside.ts';
import { failure } from '../../model/outside.ts';

interface Job<T> {
  readonly promise: Promise<Result<T>>;
  readonly stop: AbortController;
  waiters: number;
}

const maxKept = 50_000;

/**
 * Equal work is done once per run and its result kept. Callers leave by their own signal; when the last one has left, the
 * work itself is stopped and forgotten.
 */
export class SharedWork<T> {
  private readonly jobs = new Map<string, Job<T>>();
  private readonly closed: AbortSignal;

  /** `closed` ends all work under way. */
  constructor(closed: AbortSignal) {
    this.closed = closed;
  }

  async do(
    key: string,
    work: (signal: AbortSignal) => Promise<Result<T>>,
    caller: AbortSignal | undefined,
  ): Promise<Result<T>> {
    if (caller?.aborted === true) return failure('aborted', 'the run was stopped');
    const job = this.jobs.get(key) ?? this.start(key, work);
    job.waiters += 1;
    const result = await orLeave(job.promise, caller);
    job.waiters -= 1;
    if (result === null && job.waiters === 0) {
      this.jobs.delete(key);
      job.stop.abort();
    }
    return result ?? failure('aborted', 'the run was stopped');
  }

  private start(key: string, work: (signal: AbortSignal) => Promise<Result<T>>): Job<T> {
    const stop = new AbortController();
    const end = (): void => stop.abort(this.closed.reason);
    this.closed.addEventListener('abort', end, { once: true });
    if (this.closed.aborted) end();
    const promise = work(stop.signal);
    const job = { promise, stop, waiters: 0 };
    if (this.jobs.size >= maxKept) this.jobs.clear();
    this.jobs.set(key, job);
    void promise.then((result) => {
      this.closed.removeEventListener('abort', end);
      if (!result.ok && result.error.kind === 'aborted') this.jobs.delete(key);
    });
    return job;
  }
}

/** Null when the caller left first. */
async function orLeave<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T | null> {
  if (signal === undefined) return promise;
  return new Promise((resolve) => {
    const leave = (): void => resolve(null);
    signal.addEventListener('abort', leave, { once: true });
    void promise.then((value) => {
      signal.removeEventListener('abort', leave);
      resolve(value);
    });
  });
}
