import type { Outside } from '../../model/outside.ts';

export interface Reference {
  readonly address: string;
  readonly port: number;
}

/** Addresses of three independent operators that practically never fail together. */
export const publicReferences: readonly Reference[] = [
  { address: '1.1.1.1', port: 443 },
  { address: '8.8.8.8', port: 443 },
  { address: '9.9.9.9', port: 443 },
];

const timeoutMs = 2_000;
const keptMs = 3_000;

/**
 * Whether this machine reaches anything at all: a failure seen while it does not is our outage, not theirs. One look serves all
 * that fail within three seconds. Without references it is taken to be connected.
 */
export function createReferenceCheck(
  outside: Pick<Outside, 'clock' | 'sockets'>,
  references: readonly Reference[],
): () => Promise<boolean> {
  let last: { readonly atMs: number; readonly answer: Promise<boolean> } | null = null;
  const look = async (): Promise<boolean> => {
    const tries = references.map(async (reference) => {
      const connected = await outside.sockets.connect({ ...reference, timeoutMs });
      if (!connected.ok) throw new Error(connected.error.message);
      await connected.value.close();
      return true;
    });
    return Promise.any(tries).catch(() => false);
  };
  return () => {
    if (references.length === 0) return Promise.resolve(true);
    const nowMs = outside.clock.monotonicMs();
    if (last === null || nowMs - last.atMs > keptMs) last = { atMs: nowMs, answer: look() };
    return last.answer;
  };
}
