import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './database.ts';
import type { Answer, Call } from './thread-calls.ts';
import { sentError } from './thread-calls.ts';

/** The thread of one database file: started by `openOnThread`, which has checked the file. */
const database = openDatabase((workerData as { readonly path: string }).path, false);

parentPort?.on('message', (call: Call) => {
  // `Call` pairs each name with its own arguments.
  const work = database[call.name] as (...given: readonly unknown[]) => Promise<unknown>;
  void work(...call.given).then(
    (value) => answer({ id: call.id, isDone: true, value }),
    (cause: unknown) => answer({ id: call.id, isDone: false, error: sentError(cause) }),
  );
});

const answer = (message: Answer): void => parentPort?.postMessage(message);
