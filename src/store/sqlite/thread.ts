import { Worker } from 'node:worker_threads';
import type { Database } from './database.ts';
import { openFile } from './open-file.ts';
import { receivedError } from './thread-calls.ts';
import type { Answer } from './thread-calls.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * The same file on a thread of its own: a slow disk holds up nobody else here, above all no clock that measures. Throws as
 * `openFile` does. A thread that breaks is a bug and ends the process.
 */
export function openOnThread(path: string): Database {
  openFile(path).close();
  const worker = new Worker(new URL(threadFile, import.meta.url), { workerData: { path } });
  const waiting = new Map<number, Waiting>();
  let [last, isClosed] = [0, false];
  worker.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.isDone) asked?.resolve(answer.value);
    else asked?.reject(receivedError(answer.error));
  });
  const call = <T>(name: keyof Database, ...given: readonly unknown[]): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (isClosed) return reject(new Error('database is not open'));
      last += 1;
      // The thread answers a call with what the method of that name gives.
      waiting.set(last, { resolve: resolve as Waiting['resolve'], reject });
      worker.postMessage({ id: last, name, given });
    });
  return {
    execute: (sql, values) => call('execute', sql, values),
    rollBack: () => call('rollBack'),
    insertSamples: (rows) => call('insertSamples', rows),
    mergeRollups: (rows) => call('mergeRollups', rows),
    backUp: (copy) => call('backUp', copy),
    close: async () => {
      if (isClosed) return;
      const closed = call<void>('close');
      isClosed = true;
      await closed;
      await worker.terminate();
    },
  };
}

/** Beside this file, in the source as in the package. */
const threadFile = import.meta.url.endsWith('.ts') ? './thread-main.ts' : './thread-main.js';
